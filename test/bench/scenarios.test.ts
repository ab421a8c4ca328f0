import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../meta/repository.js';

const NAMES = readdirSync(path.join(ROOT, 'bench/scenarios')).map((file) => path.basename(file, '.js'));

interface Scenario {
  readonly open?: unknown;
  readonly run?: unknown;
  readonly what?: unknown;
  readonly unit?: unknown;
  readonly targets?: Readonly<Record<string, { readonly min?: number; readonly max?: number }>>;
}

function bench(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['bench/run.js', ...args], { cwd: ROOT, encoding: 'utf8' });
}

describe('the benchmarks', () => {
  it.each(NAMES)('%s is something that bench/run.js can measure', async (name) => {
    const scenario = (await import(path.join(ROOT, `bench/scenarios/${name}.js`))) as Scenario;
    if (scenario.open !== undefined) {
      expect(scenario.open).toBeTypeOf('function');
      return;
    }
    expect(scenario.run).toBeTypeOf('function');
    expect(scenario.what).toBeTypeOf('string');
    expect(scenario.unit).toBeTypeOf('string');
    const targets = Object.entries(scenario.targets ?? {});
    expect(targets.length).toBeGreaterThan(0);
    for (const [, target] of targets) expect(target.min ?? target.max).toBeTypeOf('number');
  });

  it('are all in the README, which names no other', () => {
    const readme = readFileSync(path.join(ROOT, 'bench/README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
    expect(rows.sort()).toEqual([...NAMES].sort());
  });

  it('print one line of JSON at the end, with ours, the baselines and the ratios', () => {
    const { status, stdout, stderr } = bench('import', '--json', '--rounds', '2');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(last).toEqual({
      scenario: 'import',
      ours: expect.any(Number) as number,
      baselines: { empty: expect.any(Number) as number },
      ratios: { empty: expect.any(Number) as number },
    });
  });

  it('refuse a name that no scenario has, and name those that there are', () => {
    const { status, stdout, stderr } = bench('no-such-scenario');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('no-such-scenario');
    for (const name of NAMES) expect(stderr).toContain(name);
  });
});
