/**
 * Named measurements, each beside what a good engineer writes by hand, in one run.
 *
 *     npm run build && npm run bench -- [scenario …] [--json]
 *
 * A scenario first checks that both sides give equal outputs. Rounds are interleaved, so that whatever else the
 * machine does meets both alike; the median round counts, the spread is shown.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measure } from './measure.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const known = readdirSync(new URL('./scenarios', import.meta.url)).map((file) => file.replace(/\.js$/, ''));
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`there is no scenario "${unknown}"; there is ${known.join(', ')}\n`);
  process.exit(1);
}

for (const name of positionals.length > 0 ? positionals : known) {
  const { open } = await import(`./scenarios/${name}.js`);
  const scenario = await open();
  const result = await measure(scenario);
  await scenario.close();
  if (values.json) process.stdout.write(`${JSON.stringify({ scenario: name, ...result })}\n`);
  else print(name, scenario, result);
}

function print(name, { what, unit }, { ours, baselines, ratios, spread }) {
  process.stdout.write(`${name}: ${what} [${unit}]\n  ours ${ours.toPrecision(4)} (±${spread} %)\n`);
  for (const [baseline, value] of Object.entries(baselines)) {
    process.stdout.write(`  ${baseline} ${value.toPrecision(4)}, ratio ${ratios[baseline].toFixed(2)}\n`);
  }
}
