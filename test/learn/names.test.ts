import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readFixture } from './fixture.js';

const PAGE = readFileSync(new URL('../../docs/reference/learn/from-scikit-learn.md', import.meta.url), 'utf8');
const { modules } = readFixture('names') as { modules: [module: string, ...names: string[]][] };

/** The text under the heading of a module. */
function sectionOf(module: string): string {
  const [, after = ''] = PAGE.split(`\n## sklearn.${module}\n`);
  return after.split('\n## ')[0]!;
}

describe('the page from scikit-learn to modelmount', () => {
  it.each(modules)('has every name of sklearn.%s once, and no other', (module, ...names) => {
    const section = sectionOf(module);
    const inTable = Array.from(section.matchAll(/^\| `(\w+)`/gm), ([, name]) => name!);
    const absent = Array.from(section.matchAll(/^Not here.*$/gm), ([line]) => line).flatMap((line) =>
      Array.from(line.slice(line.lastIndexOf(':')).matchAll(/`(\w+)`/g), ([, name]) => name!),
    );
    expect([...inTable, ...absent].sort()).toEqual([...names].sort());
  });

  describe('names what is there', () => {
    let entries: Record<string, object>;
    beforeAll(async () => {
      entries = {
        'modelmount/preprocessing': await import('../../src/entries/preprocessing.js'),
        'modelmount/metrics': await import('../../src/entries/metrics.js'),
        'modelmount/estimators': await import('../../src/entries/estimators.js'),
        'modelmount/selection': await import('../../src/entries/selection.js'),
      };
    });

    it.each(modules.map(([module]) => module))('for sklearn.%s', (module) => {
      for (const [, ours, from] of sectionOf(module).matchAll(/^\| `\w+` +\| `(\w+)` +\| `([\w/]+)`/gm)) {
        expect(entries[from!], from).toHaveProperty(ours!);
      }
    });
  });
});
