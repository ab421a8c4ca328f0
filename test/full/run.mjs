/**
 * The tests that take too long for every change: a hundred stops under load, the whole suite on the other supported
 * versions of Node, the pool under long load, then the real @tensorflow/tfjs-node. Expects a build. Fetched things are
 * kept in node_modules/.cache.
 *
 *     npm run check:full
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const OTHER_NODES = [22, 24];
const SEED = String(randomInt(2 ** 31)); // of the property tests, which have the same one in each `npm run check`
const STOPS_PER_HOST = '20'; // of five hosts
const isWindows = process.platform === 'win32';
const vitest = path.join('node_modules', 'vitest', 'vitest.mjs');

run(process.execPath, [vitest, 'run', 'test/e2e/stop/rolling-stop.test.ts'], {
  env: { ...process.env, MODELMOUNT_STOPS: STOPS_PER_HOST },
});

for (const major of OTHER_NODES) {
  const node = fetchNode(major);
  const folder = path.dirname(node);
  const env = {
    ...process.env,
    MODELMOUNT_TEST_SEED: SEED,
    PATH: `${folder}${path.delimiter}${process.env['PATH']}`,
  };
  run(node, ['-p', `\`tests on Node \${process.version} with MODELMOUNT_TEST_SEED=${SEED}\``]);
  run(node, [vitest, 'run'], { env });
}
run(process.execPath, [vitest, 'run', '--config', path.join('test', 'full', 'vitest.config.ts')]);
run(process.execPath, [path.join('test', 'full', 'tfjs-node', 'run.mjs')]);

/** The newest release of a major, out of the registry package that holds the binary of this platform. */
function fetchNode(major) {
  const folder = path.resolve('node_modules', '.cache', `node-${major}`);
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  const binary = path.join(folder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    run('npm', ['install', ...quiet, '--prefix', folder, `${name}@${major}`], { shell: isWindows });
  }
  return binary;
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (status === 0) return;
  process.stderr.write(`${command} ${args[0]} failed${error ? `: ${error.message}` : ` with exit code ${status}`}\n`);
  process.exit(1);
}
