import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { special } from './fixtures.js';

// What only shows from outside: the files that a process leaves, the environment that its native code sees, and
// what it writes to standard error. Each case is a process of its own, with folders of its own.

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const MODEL = special('wrong-declared-shape.onnx');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-process-'));
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  await build({
    entry: {
      onnx: path.join(ROOT, 'src/runtime/backends/onnx/onnx.ts'),
      artifact: path.join(ROOT, 'src/runtime/artifact/open-artifact.ts'),
      tensor: path.join(ROOT, 'src/core/tensor/tensor.ts'),
    },
    outDir: folder,
    outExtension: () => ({ js: '.mjs' }),
    format: 'esm',
    target: 'node20',
    external: [/^onnxruntime-/, /^@bufbuild\//],
    config: false,
    silent: true,
  });
  await writeFile(path.join(folder, 'use.mjs'), USE);
});
afterAll(() => rm(folder, { recursive: true }));

const USE = `
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { onnx } from './onnx.mjs';
import { openArtifact } from './artifact.mjs';
import { Tensor } from './tensor.mjs';

export async function use(options) {
  const session = await onnx(options).load(await openArtifact(${JSON.stringify(MODEL)}));
  const x = Tensor.of('FP32', [3, 2], [1, 0, 0, 1, 2, 3]);
  const answer = await session.run(new Map([['x', x]]));
  console.log(answer.get('label').toFlat().join());
  await session.close();
}
export async function useInWorker(options) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { options } });
  await new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject));
}
if (!isMainThread) {
  await use(workerData.options).catch((error) => console.log(error.code, error.message));
}
`;

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it left in its home, cache and temporary folders. */
  readonly files: readonly string[];
}

async function runScript(name: string, script: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const scratch = path.join(folder, 'scratch', name);
  for (const inner of ['home', 'cache', 'tmp']) await mkdir(path.join(scratch, inner), { recursive: true });
  const file = path.join(folder, `${name}.mjs`);
  await writeFile(file, `import { onnx } from './onnx.mjs';\nimport { use, useInWorker } from './use.mjs';\n${script}`);
  const child = spawn(process.execPath, [file], {
    cwd: scratch,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: path.join(scratch, 'home'),
      XDG_CACHE_HOME: path.join(scratch, 'cache'),
      TMPDIR: path.join(scratch, 'tmp'),
      // Whatever the control process would send goes nowhere: nothing listens on the discard port.
      https_proxy: 'http://127.0.0.1:9',
      http_proxy: 'http://127.0.0.1:9',
      ...env,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const entries = await readdir(scratch, { recursive: true, withFileTypes: true });
  return { code, stdout, stderr, files: entries.filter((entry) => entry.isFile()).map((entry) => entry.name) };
}

const SILENT = { code: 0, stdout: '0,1,1\n', stderr: '', files: [] };

describe('a process that runs an ONNX model', () => {
  it('leaves no file behind and writes nothing to standard error', async () => {
    expect(await runScript('native', `await use({ runtime: 'native' });`)).toEqual(SILENT);
    expect(await runScript('wasm', `await use({ runtime: 'wasm' });`)).toEqual(SILENT);
  });

  // The control: without it the other cases would pass on a machine where the runtime never writes anything.
  it.runIf(process.platform === 'linux')('has telemetry files when telemetry is allowed', async () => {
    const { files, stdout } = await runScript('allowed', 'await use({ telemetry: true });');
    expect(stdout).toBe('0,1,1\n');
    expect(files).toEqual(expect.arrayContaining(['deviceid', 'onnxruntime.db']));
  });

  it('keeps what the user set', async () => {
    const script = `onnx(); console.log(process.env.ORT_DISABLE_TELEMETRY);`;
    expect((await runScript('kept', script, { ORT_DISABLE_TELEMETRY: '0' })).stdout).toBe('0\n');
    expect((await runScript('set', script)).stdout).toBe('1\n');
    const untouched = `onnx({ telemetry: true }); onnx({ runtime: 'wasm' }); console.log(process.env.ORT_DISABLE_TELEMETRY);`;
    expect((await runScript('untouched', untouched)).stdout).toBe('undefined\n');
  });

  it('leaves no file behind from a worker thread, if the backend was made in the main thread', async () => {
    expect(await runScript('worker', 'onnx(); await useInWorker({});')).toEqual(SILENT);
    const late = `const work = useInWorker({}); onnx(); await work;`;
    expect(await runScript('worker-late', late)).toEqual(SILENT);
  });

  it('leaves no file behind from a worker thread that was started with the variable set', async () => {
    expect(await runScript('worker-set', 'await useInWorker({});', { ORT_DISABLE_TELEMETRY: '1' })).toEqual(SILENT);
  });

  it.runIf(process.platform !== 'win32')(
    'refuses to load in a worker thread that cannot switch telemetry off',
    async () => {
      const { stdout, files } = await runScript('worker-unset', 'await useInWorker({});');
      expect(stdout).toMatch(/^RUNTIME_UNSUPPORTED .*call onnx\(\) in the main thread.*ORT_DISABLE_TELEMETRY=1/);
      expect(files).toEqual([]);
      expect(await runScript('worker-wasm', `await useInWorker({ runtime: 'wasm' });`)).toEqual(SILENT);
    },
  );
});
