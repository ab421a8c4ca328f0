import { describe, expect, it } from 'vitest';
import { ENTRIES, read, sourceOf } from './repository.js';

const manifest = JSON.parse(read('package.json')) as {
  exports: Record<string, unknown>;
  scripts: Record<string, string>;
  main: string;
  types: string;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
};

describe('package.json', () => {
  it('exports every entry point, types first, to both module systems', () => {
    const expected = Object.fromEntries(
      ENTRIES.map((entry) => [
        entry === 'index' ? '.' : `./${entry}`,
        {
          import: { types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` },
          require: { types: `./dist/${entry}.d.cts`, default: `./dist/${entry}.cjs` },
        },
      ]),
    );
    const code = Object.entries(manifest.exports).filter(([, target]) => typeof target !== 'string');
    expect(Object.fromEntries(code)).toEqual(expected);
    for (const [, target] of code) {
      for (const conditions of Object.values(target as Record<string, object>)) {
        expect(Object.keys(conditions)[0]).toBe('types');
      }
    }
    expect(manifest.exports['./package.json']).toBe('./package.json');
    expect([manifest.main, manifest.types]).toEqual(['./dist/index.cjs', './dist/index.d.ts']);
  });

  it('runs nothing at install', () => {
    const hooks = Object.keys(manifest.scripts).filter((name) => /^(pre|post|install|prepare)/.test(name));
    expect(hooks).toEqual([]);
  });

  it('asks for no runtime: each is an optional peer', () => {
    const optional = Object.entries(manifest.peerDependenciesMeta).filter(([, { optional }]) => optional);
    expect(optional.map(([name]) => name)).toEqual(Object.keys(manifest.peerDependencies));
    expect(Object.keys(manifest.dependencies).filter((name) => name in manifest.peerDependencies)).toEqual([]);
  });
});

describe('the entry points of the learning code', () => {
  it.each(['preprocessing', 'metrics', 'estimators', 'selection'])(
    '%s names each module once, room by room',
    (entry) => {
      const modules = Array.from(read(sourceOf(entry)).matchAll(/ from '([^']+)';$/gm), ([, path = '']) => path);
      expect(modules.length).toBeGreaterThan(20);
      expect(modules).toEqual([...new Set(modules)].sort());
    },
  );
});

describe('package-lock.json', () => {
  it('names no registry host, so that an install uses the one that is configured', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"/);
  });

  it('holds no package that asks for a newer Node than ours', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { engines?: { node?: string } }>;
    };
    const admitsNode20 = (range: string): boolean =>
      range.split('||').some((alternative) => Number(/\d+/.exec(alternative)?.[0] ?? 0) <= 20);
    expect([admitsNode20('>= 18'), admitsNode20('^20.19.0 || >=22'), admitsNode20('>=22')]).toEqual([
      true,
      true,
      false,
    ]);
    const newer = Object.entries(packages).filter(([, { engines }]) => !admitsNode20(engines?.node ?? '*'));
    expect(newer).toEqual([]);
  });
});
