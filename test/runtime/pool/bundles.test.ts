import { spawnSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build as bundle } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { special } from '../backends/onnx/fixtures.js';
import { buildPool, ROOT, type Build } from './build.js';

let build: Build;
beforeAll(async () => {
  build = await buildPool();
});
afterAll(() => build.remove());

const APP = (load: string, options: string): string => `
${load}
(async () => {
  const lines = [];
  for (const execution of ['thread', 'process']) {
    const artifact = await openArtifact(${JSON.stringify(special('identity-float.onnx'))});
    const pool = await poolSession(poolSpec(onnx({ runtime: 'native' }), artifact), { execution, ...${options} });
    const answer = await pool.run(new Map([['x', Tensor.of('FP32', [1, 2], [1, 2])]]));
    lines.push(answer.get('y').toFlat().join());
    await pool.close();
  }
  console.log(lines.join(';'));
})().catch((error) => console.log(error.code, error.message));
`;
const NAMES = '{ onnx, openArtifact, poolSession, poolSpec, Tensor }';

const built = (name: string): string => path.join(build.folder, name);

function run(file: string, args: readonly string[] = []): string {
  const { stdout, stderr } = spawnSync(process.execPath, [...args, file], { encoding: 'utf8' });
  return stdout + stderr;
}

interface Bundle {
  readonly format: 'esm' | 'cjs';
  readonly entries: Readonly<Record<string, string>>;
  readonly splitting?: boolean;
}

/** Bundles into a folder of its own, so that nothing but the bundle is there. */
async function bundleInto(name: string, { format, entries, splitting = false }: Bundle): Promise<string> {
  const outdir = path.join(build.folder, name);
  await mkdir(outdir, { recursive: true });
  await writeFile(
    path.join(outdir, 'package.json'),
    JSON.stringify({ type: format === 'esm' ? 'module' : 'commonjs' }),
  );
  await symlink(path.join(ROOT, 'node_modules'), path.join(outdir, 'node_modules'), 'junction');
  // esbuild, without anything that the build of the package adds to it.
  await bundle({
    entry: entries,
    outDir: outdir,
    outExtension: () => ({ js: '.js' }),
    format,
    target: 'node20',
    splitting,
    noExternal: [/^@bufbuild\//],
    external: [/^onnxruntime-/, /^@tensorflow\//],
    config: false,
    silent: true,
  });
  return outdir;
}

describe('the worker file', () => {
  it('is found from an ES module, from CommonJS, and from code that has no file', async () => {
    const esm = built('app-esm.mjs');
    await writeFile(esm, APP(`import ${NAMES} from './pool.js';`, '{}'));
    expect(run(esm)).toBe('1,2;1,2\n');
    const cjs = built('app-cjs.cjs');
    await writeFile(cjs, APP(`const ${NAMES} = require('./pool.cjs');`, '{}'));
    expect(run(cjs)).toBe('1,2;1,2\n');
    const url = JSON.stringify(built('pool.js'));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', APP(`import ${NAMES} from ${url};`, '{}')],
      { encoding: 'utf8' },
    );
    expect(stdout + stderr).toBe('1,2;1,2\n');
  });

  it.each(['esm', 'cjs'] as const)('is found in an esbuild bundle (%s) that has it as an entry', async (format) => {
    await writeFile(built('app.js'), APP(`import ${NAMES} from './pool.js';`, '{}'));
    const entries = { app: built('app.js'), worker: built('worker.js') };
    const folder = await bundleInto(`bundle-${format}`, { format, entries, splitting: format === 'esm' });
    expect(run(path.join(folder, 'app.js'))).toBe('1,2;1,2\n');
  });

  it.each(['esm', 'cjs'] as const)('is named by workerUrl where it is elsewhere (%s)', async (format) => {
    const workers = await bundleInto(`worker-${format}`, { format, entries: { 'my-worker': built('worker.js') } });
    const workerUrl = JSON.stringify(path.join(workers, 'my-worker.js'));
    await writeFile(built('app-url.js'), APP(`import ${NAMES} from './pool.js';`, `{ workerUrl: ${workerUrl} }`));
    const folder = await bundleInto(`app-${format}`, { format, entries: { app: built('app-url.js') } });
    expect(run(path.join(folder, 'app.js'))).toBe('1,2;1,2\n');
    await writeFile(built('app.js'), APP(`import ${NAMES} from './pool.js';`, '{}'));
    const without = await bundleInto(`without-${format}`, { format, entries: { app: built('app.js') } });
    expect(run(path.join(without, 'app.js'))).toMatch(
      /^INVALID_ARGUMENT the worker file "worker\.js" is not there.*workerUrl/,
    );
    await rm(without, { recursive: true });
  });

  it('does nothing in a program that no pool started', () => {
    expect(run(built('worker.js'))).toBe('');
  });
});
