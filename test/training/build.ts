import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A build of the learning code's entries and of the worker, files beside each other as a package has them. */
export interface Build {
  readonly folder: string;
  readonly workerUrl: string;
  remove(): Promise<void>;
}

/** Builds into a temporary folder: there is no `worker.js` beside the sources that a thread could start from. */
export async function buildTraining(): Promise<Build> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'modelmount-training-'));
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await build({
    entry: Object.fromEntries(
      ['worker', 'selection', 'estimators', 'preprocessing'].map((name) => [
        name,
        path.join(ROOT, `src/entries/${name}.ts`),
      ]),
    ),
    outDir: folder,
    format: ['esm', 'cjs'],
    target: 'node20',
    splitting: true,
    treeshake: true,
    external: [/^onnxruntime-/, /^@bufbuild\//, /^@tensorflow\//],
    config: false,
    silent: true,
  });
  return { folder, workerUrl: path.join(folder, 'worker.js'), remove: () => rm(folder, { recursive: true }) };
}
