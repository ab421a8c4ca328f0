import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { allBlocks, blocksOf, examplesOf, writeBlocks } from './doc-blocks.js';
import { checkingModule, hasClaims } from './doc-claims.js';
import { runModules } from './doc-run.js';
import { typeErrors } from './doc-types.js';
import { deadLinks } from './links.js';
import { pages, ROOT } from './repository.js';

describe('code in the documentation', () => {
  const blocks = allBlocks();
  const paths = writeBlocks(blocks);
  let errors = new Map<string, string[]>();
  let failures = new Map<string, string>();

  beforeAll(() => {
    if (!existsSync(join(ROOT, 'dist/index.d.ts')))
      throw new Error('documentation is checked against dist: npm run build');
    errors = typeErrors(paths);
    failures = runModules(new Map(blocks.filter(({ isRun }) => isRun).map((b) => [b.place, checkingModule(b.code)])));
  }, 180_000);

  it.each(blocks.map(({ place }, index) => [place, paths[index] as string]))('fits the types at %s', (_, path) => {
    expect(errors.get(path)).toEqual([]);
  });

  it.each(blocks.filter(({ isRun }) => isRun).map(({ place }) => [place]))('does what it says at %s', (place) => {
    expect(failures.get(place)).toBeUndefined();
  });
});

describe('the documentation check', () => {
  it('takes TypeScript and JavaScript blocks with their words and places', () => {
    const markdown =
      '# A\n\n```ts run\nconst a = 1;\n```\n\n```json\n{}\n```\n\n- b\n\n  ```js continued\n  a + 1;\n  ```\n';
    expect(blocksOf('a.md', markdown)).toEqual([
      { place: 'a.md:3', code: 'const a = 1;\n', isRun: true },
      { place: 'a.md:13', code: 'const a = 1;\na + 1;\n', isRun: false },
    ]);
  });

  it('imports the public names that a docstring’s example uses', () => {
    const source = '/**\n * Adds.\n *\n * @example\n * ```ts\n * add(1, sum.add); // 2\n * ```\n */\n';
    const names = new Map([['add', 'modelmount/metrics']]);
    expect(examplesOf('a.ts', source, names)).toEqual([
      { place: 'a.ts:5', code: "import { add } from 'modelmount/metrics';\nadd(1, sum.add); // 2\n", isRun: true },
    ]);
  });

  it('finds wrong types and wrong values', { timeout: 120_000 }, () => {
    const [wrong = ''] = writeBlocks([
      { place: 'wrong', code: "import { Tensor } from 'modelmount';\nTensor.of(1);", isRun: false },
    ]);
    expect(typeErrors([wrong]).get(wrong)).toEqual([expect.stringMatching(/^line 1: Expected 3 arguments/)]);

    const claims = [
      '[1, 2]; // [1, 2]',
      '1 / 3; // ≈ 0.333',
      'const a = 2; // 2',
      'Float64Array.of(1); // Float64Array [1]',
    ];
    const lies = [
      '[1, 2]; // [1, 3]',
      '1 / 3; // ≈ 0.334',
      'const a = 2; // 3',
      'Float64Array.of(1); // Float32Array [1]',
    ];
    expect([...claims, ...lies].every(hasClaims)).toBe(true);
    expect(hasClaims('add(1); // one more')).toBe(false);
    lies.push('try {\n  1;\n} catch {\n  2; // 2\n}');
    const failures = runModules(new Map([...claims, ...lies].map((line) => [line, checkingModule(line)])));
    expect([...failures.keys()]).toEqual(lies);
  });
});

describe('links between pages', () => {
  it.each(pages())('lead somewhere in %s', (page) => {
    expect(deadLinks(page)).toEqual([]);
  });

  it('are seen when they are dead', () => {
    const markdown = '# A b\n\n[1](#a-b) [2](#c) [3](package.json) [4](none.md) [5](../out.md) `[6](none.md)`\n';
    expect(deadLinks('page.md', markdown)).toEqual(['#c', 'none.md', '../out.md']);
  });
});
