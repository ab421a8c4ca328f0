import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A build of the worker and of the pool, as a package would have them: files beside each other. */
export interface Build {
  readonly folder: string;
  readonly workerUrl: string;
  remove(): Promise<void>;
}

const source = (file: string): string => JSON.stringify(path.join(ROOT, 'src', file));

/** Builds into a temporary folder. There is no `worker.js` beside the sources that a thread could start from. */
export async function buildPool(): Promise<Build> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-pool-'));
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  const entries = {
    'worker.ts': `import { startWorker } from ${source('runtime/pool/worker/start-worker.ts')};\nstartWorker();\n`,
    'pool.ts': [
      `export { poolSession } from ${source('runtime/pool/pool-session.ts')};`,
      `export { poolSpec } from ${source('runtime/pool/pool-spec.ts')};`,
      `export { onnx } from ${source('runtime/backends/onnx/onnx.ts')};`,
      `export { openArtifact } from ${source('runtime/artifact/open-artifact.ts')};`,
      `export { Tensor } from ${source('core/tensor/tensor.ts')};`,
    ].join('\n'),
  };
  for (const [name, text] of Object.entries(entries)) await writeFile(path.join(folder, name), text);
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await build({
    entry: Object.keys(entries).map((name) => path.join(folder, name)),
    outDir: folder,
    format: ['esm', 'cjs'],
    target: 'node20',
    splitting: true,
    treeshake: true,
    external: [/^onnxruntime-/, /^@bufbuild\//, /^@tensorflow\//],
    config: false,
    silent: true,
  });
  return {
    folder,
    workerUrl: path.join(folder, 'worker.js'),
    remove: () => rm(folder, { recursive: true }),
  };
}
