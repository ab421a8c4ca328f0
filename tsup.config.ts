import { readdirSync } from 'node:fs';
import { defineConfig } from 'tsup';

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
});
