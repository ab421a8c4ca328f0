import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- the harness is plain JavaScript
// @ts-ignore
import { readWrkReport as readReport } from '../../bench/harness/wrk-report.js';
import { ROOT } from '../meta/repository.js';

const readWrkReport = readReport as (text: string) => { answered: number; failed: number; seconds: number };

const NAMES = readdirSync(path.join(ROOT, 'bench/scenarios')).map((file) => path.basename(file, '.js'));

/** Those for which nobody has said how fast they should be. */
const WITHOUT_TARGET = ['neighbors', 'pca'];

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

describe('the report of wrk', () => {
  // As its README shows it (https://github.com/wg/wrk), and with the lines that it prints when something failed.
  const REPORT = `Running 30s test @ http://127.0.0.1:8080/index.html
  12 threads and 400 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   635.91us    0.89ms  12.92ms   93.69%
    Req/Sec    56.20k     8.07k   62.00k    86.54%
  22464657 requests in 30.00s, 17.76GB read
Requests/sec: 748868.53
Transfer/sec:    606.33MB
`;

  it('is read as counts', () => {
    expect(readWrkReport(REPORT)).toEqual({ answered: 22464657, failed: 0, seconds: 30 });
    const failures = '  Socket errors: connect 0, read 3, write 0, timeout 2\n  Non-2xx or 3xx responses: 10\n';
    expect(readWrkReport(REPORT.replace('Requests/sec', `${failures}Requests/sec`)).failed).toBe(15);
    expect(() => readWrkReport('unable to connect to 127.0.0.1:8080')).toThrow('wrk printed no total');
  });
});

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
    expect(targets.length === 0).toBe(WITHOUT_TARGET.includes(name));
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

  it('say how they are called', () => {
    const { status, stdout, stderr } = bench('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const name of NAMES) expect(stdout).toContain(name);
    const misspelt = bench('--jsn');
    expect([misspelt.status, misspelt.stderr.split('\n').length]).toEqual([1, 2]);
    expect(misspelt.stderr).toContain("'--jsn'");
  });
});
