import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import { rollup, type GetManualChunk, type ManualChunkMeta } from 'rollup';
import { defineConfig } from 'tsup';
import { MANIFEST_SCHEMA } from './src/model/package/manifest-schema.js';
import { LINEAR_SCHEMA } from './src/runtime/backends/linear/linear-schema.js';

const subpaths = readdirSync('src/entries').map((file) => file.replace(/\.ts$/, ''));

/** What shares much with `index` and little with others: entries, and files that are loaded when they are needed. */
const LEARNING =
  /^(preprocessing|metrics|estimators|selection|revive|load-estimator|registry|serve-training|carry-out)\b/;

/**
 * Renders the chunks that esbuild split off, of which there is one for every set of entries that share code, as few
 * files: opening a file costs more than a few kilobytes that are not needed.
 */
async function joinChunks(): Promise<void> {
  const dist = path.resolve('dist');
  const bundle = await rollup({
    input: Object.fromEntries(['index', ...subpaths].map((name) => [name, path.join(dist, `${name}.js`)])),
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
    treeshake: { moduleSideEffects: 'no-external' },
    plugins: [{ name: 'validators', transform: (code, id) => (/-validator-/.test(id) ? minify(code) : null) }],
  });
  const output = { dir: dist, manualChunks, hoistTransitiveImports: false, interop: 'auto' } as const;
  for (const name of readdirSync(dist)) if (/\.c?js$/.test(name)) rmSync(path.join(dist, name));
  for (const [format, extension] of [['es', 'js'] as const, ['cjs', 'cjs'] as const]) {
    const names = {
      entryFileNames: `[name].${extension}`,
      chunkFileNames: (chunk: { name: string }) => `${withoutHash(chunk.name)}-[hash].${extension}`,
    };
    await bundle.write({ ...output, ...names, format });
  }
  await bundle.close();
}

/** Nobody reads generated code; loading it is what it costs. */
async function minify(code: string): Promise<{ code: string; map: null }> {
  return { code: (await transform(code, { minify: true, format: 'esm', target: 'node20' })).code, map: null };
}

/** esbuild's hash is of what was before. */
function withoutHash(name: string): string {
  return name.replace(/-[A-Z0-9]{8}$/, '');
}

/** What is shared: `learn` where only learning shares it, else `core`. */
const manualChunks: GetManualChunk = (id, { getModuleInfo }) => {
  const nameOf = (file: string): string => withoutHash(path.basename(file, '.js'));
  if (getModuleInfo(id)?.isEntry === true || (getModuleInfo(id)?.dynamicImporters.length ?? 0) > 0) return undefined;
  const roots = new Set<string>();
  collectRoots(id, getModuleInfo, { seen: new Set(), roots });
  const names = [...roots].map(nameOf);
  if (!names.includes('index')) return undefined;
  return names.every((name) => name === 'index' || LEARNING.test(name)) ? 'learn' : 'core';
};

/** The files that are loaded by themselves, and that need file `id`. */
function collectRoots(
  id: string,
  getModuleInfo: ManualChunkMeta['getModuleInfo'],
  { seen, roots }: { readonly seen: Set<string>; readonly roots: Set<string> },
): void {
  if (seen.has(id)) return;
  seen.add(id);
  const info = getModuleInfo(id);
  if (info?.isEntry === true || (info?.dynamicImporters.length ?? 0) > 0) roots.add(id);
  for (const importer of info?.importers ?? []) collectRoots(importer, getModuleInfo, { seen, roots });
}

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    ...Object.fromEntries(subpaths.map((name) => [name, `src/entries/${name}.ts`])),
  },
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  // tsup sets `baseUrl`, which TypeScript 6 calls deprecated. What is unused is for the type check to say.
  dts: { compilerOptions: { ignoreDeprecations: '6.0', noUnusedLocals: false, noUnusedParameters: false } },
  // One copy of every class per format: entries share chunks.
  splitting: true,
  clean: true,
  onSuccess: async () => {
    await joinChunks();
    mkdirSync('dist/schemas', { recursive: true });
    // As files too, for editors and for programs in other languages.
    for (const [name, schema] of Object.entries({ model: MANIFEST_SCHEMA, linear: LINEAR_SCHEMA })) {
      writeFileSync(`dist/schemas/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
    }
  },
});
