/**
 * Builds the real @tensorflow/tfjs-node from source and runs the TensorFlow.js reference tests with it.
 *
 * The package's own install script fetches a prebuilt binary from a download server. Where that cannot be
 * reached, the addon still builds against the C library that TensorFlow's Python wheel holds. Everything is kept
 * outside the repository and reused. Needs Linux on x64, Node 20 or 22, Python 3 with pip, make, a C++ compiler.
 *
 *     node test/full/tfjs-node/run.mjs
 *
 * MODELMOUNT_CACHE names the folder to build in.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const TFJS_NODE = '4.22.0';
const TENSORFLOW = '2.15.1'; // the last wheel whose C library the addon of 4.22.0 links with
const NODE_GYP = '11';

const repository = path.resolve(import.meta.dirname, '..', '..', '..');
const cache = path.resolve(process.env['MODELMOUNT_CACHE'] ?? path.join(tmpdir(), 'modelmount-tfjs-node'));
const folder = path.join(cache, `tfjs-node-${TFJS_NODE}-node${process.versions.node.split('.')[0]}`);
const packageFolder = path.join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
const stamp = path.join(folder, 'complete');

const UNPACK = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    wanted = ("tensorflow/include/", "tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
    wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith(wanted)])
`;

checkPrerequisites();
if (existsSync(stamp)) say(`reusing ${folder}`);
else build();
const vitest = path.join(repository, 'node_modules', 'vitest', 'vitest.mjs');
run(process.execPath, [vitest, 'run', '--config', path.join(import.meta.dirname, 'vitest.config.ts')], {
  cwd: repository,
  env: { ...process.env, MODELMOUNT_TFJS_NODE: packageFolder, TF_CPP_MIN_LOG_LEVEL: '2' },
});

function checkPrerequisites() {
  const missing = [];
  if (process.platform !== 'linux' || process.arch !== 'x64') missing.push('Linux on x64');
  const major = Number(process.versions.node.split('.')[0]);
  if (major > 22) missing.push(`Node 20 or 22 (tfjs-node ${TFJS_NODE} does not run on ${process.version})`);
  if (!works('python3', ['-m', 'pip', '--version'])) missing.push('python3 with pip');
  if (!works('make', ['--version'])) missing.push('make');
  if (!works(process.env['CXX'] ?? 'c++', ['--version']))
    missing.push('a C++ compiler (c++, or the one that CXX names)');
  if (missing.length > 0) fail(`the tfjs-node check needs ${missing.join(', ')}`);
}

function build() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');

  say(`installing @tensorflow/tfjs-node ${TFJS_NODE} without its install script`);
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `@tensorflow/tfjs-node@${TFJS_NODE}`];
  run('npm', install);

  say(`fetching the C library of TensorFlow ${TENSORFLOW}`);
  const wheels = path.join(folder, 'wheel');
  const wheel = ['--no-deps', '--only-binary=:all:', '--python-version=3.11', '--platform=manylinux2014_x86_64'];
  run('python3', ['-m', 'pip', 'download', '-q', ...wheel, '-d', wheels, `tensorflow-cpu==${TENSORFLOW}`]);
  const [archive] = readdirSync(wheels);
  const deps = path.join(packageFolder, 'deps');
  const unpacked = path.join(folder, 'unpacked');
  run('python3', ['-c', UNPACK, path.join(wheels, archive), unpacked]);
  mkdirSync(path.join(deps, 'lib'), { recursive: true });
  rmSync(path.join(deps, 'include'), { recursive: true, force: true });
  renameSync(path.join(unpacked, 'tensorflow', 'include'), path.join(deps, 'include'));
  for (const [library, link] of [
    ['libtensorflow_cc.so.2', 'libtensorflow.so'],
    ['libtensorflow_framework.so.2', 'libtensorflow_framework.so'],
  ]) {
    renameSync(path.join(unpacked, 'tensorflow', library), path.join(deps, 'lib', library));
    symlinkSync(library, path.join(deps, 'lib', link));
  }
  rmSync(wheels, { recursive: true });
  rmSync(unpacked, { recursive: true });

  say('compiling the addon');
  const target = path.join(packageFolder, 'lib', 'napi-v8');
  // Headers that came with Node save a download.
  const prefix = path.resolve(process.execPath, '..', '..');
  const headers = existsSync(path.join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : [];
  const gyp = ['--yes', `node-gyp@${NODE_GYP}`, 'rebuild', ...headers, `--module_path=${target}`];
  const module = [`--module=${path.join(target, 'tfjs_binding.node')}`, '--module_name=tfjs_binding'];
  run('npx', [...gyp, ...module, '--napi_version=9', '--napi_build_version=8'], { cwd: packageFolder });
  writeFileSync(stamp, '');
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: 'inherit', ...options });
  if (status !== 0) fail(`${command} ${args[0]} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`);
}

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function say(message) {
  process.stdout.write(`tfjs-node check: ${message}\n`);
}

function fail(message) {
  process.stderr.write(`tfjs-node check: ${message}\n`);
  process.exit(1);
}
