/**
 * Named measurements, each beside what a good engineer writes by hand, in one run. See README.md.
 *
 *     npm run build && npm run bench -- [scenario …] [--json] [--rounds n] [--generator prebuilt]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { measure } from './harness/measure.js';
import { print } from './harness/print.js';

const known = readdirSync(new URL('./scenarios', import.meta.url)).map((file) => file.replace(/\.js$/, ''));
const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(
    `usage: npm run bench -- [scenario …] [--json] [--rounds n] [--generator prebuilt]\nscenarios: ${known.join(', ')}\n`,
  );
  process.exit(0);
}
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) refuse(`there is no scenario "${unknown}"; there is ${known.join(', ')}`);
// By the environment, for the processes that scenarios start.
if (values.generator !== undefined) process.env.BENCH_GENERATOR = values.generator;
if (values.rounds !== undefined) process.env.BENCH_ROUNDS = values.rounds;

const chosen = positionals.length > 0 ? positionals : known;
if (chosen.length === 1) await runHere(chosen[0]);
else process.exitCode = runEach(chosen);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        generator: { type: 'string' },
      },
    });
  } catch (error) {
    refuse(error.message);
  }
}

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Each in a process of its own: what one compiles, keeps and leaves behind is nothing to the next. */
function runEach(names) {
  const failed = names.filter((name) => {
    const args = [fileURLToPath(import.meta.url), name, ...(values.json ? ['--json'] : [])];
    return spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0;
  });
  if (failed.length > 0) process.stderr.write(`failed: ${failed.join(', ')}\n`);
  return failed.length > 0 ? 1 : 0;
}

async function runHere(name) {
  const [load] = loadavg();
  if (load > availableParallelism() / 2) {
    process.stdout.write(`the machine is busy (load ${load.toFixed(1)}): expect wide spreads\n`);
  }
  const scenario = await import(`./scenarios/${name}.js`);
  if (scenario.run !== undefined) {
    print(name, scenario, { result: await scenario.run(), json: values.json });
    return;
  }
  const { close, what, unit, ...sides } = await scenario.open();
  const result = await measure(sides);
  await close();
  print(name, { what, unit, targets: scenario.targets }, { result, json: values.json });
}
