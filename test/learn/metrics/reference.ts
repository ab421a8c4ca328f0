import { expect } from 'vitest';
import { Matrix } from '../../../src/learn/math/matrix.js';
import { codeOf, readFixture } from '../fixture.js';

/** A metric, its data by place, options with weights by place, and the expected value or error code. */
type Case = [metric: string, data: number, options: Record<string, unknown>, expected: unknown];

/** A fixture of metrics. */
export interface MetricFixture {
  readonly data: readonly (readonly [yTrue: never, yPred: never])[];
  readonly weights: readonly number[][];
  readonly cases: readonly Case[];
}

export type AnyMetric = (yTrue: never, yPred: never, options: never) => unknown;

export function readMetricFixture(name: string): MetricFixture {
  return readFixture(name) as MetricFixture;
}

/** Options with weights in the place of their number. */
export function withWeights({ weights }: MetricFixture, options: Record<string, unknown>): never {
  const k = options['sampleWeight'];
  return (typeof k === 'number' ? { ...options, sampleWeight: weights[k] } : options) as never;
}

/** Checks all cases of one metric; `atLeast` guards against a fixture that has lost them. */
export function checkCases(fixture: MetricFixture, name: string, metric: AnyMetric, atLeast = 10): void {
  const ours = fixture.cases.filter(([of]) => of === name);
  expect(ours.length).toBeGreaterThan(atLeast);
  for (const [, k, options, expected] of ours) {
    const [yTrue, yPred] = fixture.data[k]!;
    const score = (): unknown => metric(yTrue, yPred, withWeights(fixture, options));
    const context = `${name}(${JSON.stringify(yTrue)}, ${JSON.stringify(yPred)}, ${JSON.stringify(options)})`;
    if (typeof expected === 'string') expect(codeOf(score), context).toBe(expected);
    else expect(plain(score()), context).toEqual(near(expected));
  }
}

/** Arrays and objects for comparison, with each number allowed 12 digits' worth of rounding. */
export function near(expected: unknown): unknown {
  if (typeof expected === 'number' && Number.isFinite(expected)) {
    return {
      asymmetricMatch: (actual: unknown): boolean =>
        typeof actual === 'number' && Math.abs(actual - expected) <= 1e-12 * Math.max(1, Math.abs(expected)),
      toString: () => `near ${expected}`,
    };
  }
  if (Array.isArray(expected)) return expected.map(near);
  if (expected === null) return undefined;
  if (typeof expected === 'object') {
    return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, near(value)]));
  }
  return expected;
}

/** Matrices and typed arrays as arrays, inside of objects too. */
export function plain(actual: unknown): unknown {
  if (actual instanceof Matrix) return actual.toRows();
  if (actual instanceof Float64Array) return [...actual];
  if (Array.isArray(actual)) return actual.map(plain);
  if (typeof actual !== 'object' || actual === null) return actual;
  return Object.fromEntries(Object.entries(actual).map(([name, value]) => [name, plain(value)]));
}
