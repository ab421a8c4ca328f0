import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { defineConfig } from 'tsup';
import { MANIFEST_SCHEMA } from './src/model/package/manifest-schema.js';
import { LINEAR_SCHEMA } from './src/runtime/backends/linear/linear-schema.js';

const subpaths = readdirSync('src/entries').map((file) => file.replace(/\.ts$/, ''));

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
  // Rollup renders the CommonJS chunks. Without it tsup's own step would turn `import()` of an optional peer,
  // which may be an ES module, into `require()`.
  treeshake: true,
  clean: true,
  // As files too, for editors and for programs in other languages.
  onSuccess: () => {
    mkdirSync('dist/schemas', { recursive: true });
    for (const [name, schema] of Object.entries({ model: MANIFEST_SCHEMA, linear: LINEAR_SCHEMA })) {
      writeFileSync(`dist/schemas/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
    }
    return Promise.resolve();
  },
});
