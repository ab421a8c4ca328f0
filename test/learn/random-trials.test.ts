import { describe, expect, it } from 'vitest';
import * as estimators from '../../src/entries/estimators.js';
import * as metrics from '../../src/entries/metrics.js';
import * as preprocessing from '../../src/entries/preprocessing.js';
import * as selection from '../../src/entries/selection.js';
import { readFixture } from './fixture.js';

type Numbers = number[] | number[][];

/** One thing that was asked of scikit-learn, with its answer: numbers in lists of whatever depth. */
interface Call {
  readonly kind: 'metric' | 'transform' | 'split' | 'fit';
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly arguments?: readonly string[];
  readonly source?: string;
  readonly target?: string;
  readonly method?: string;
  readonly isWeighted?: boolean;
}

interface Trial {
  readonly data: Readonly<Record<string, Numbers>>;
  readonly calls: readonly Call[];
}

/** Larger than rounding only for what is solved by iteration on both sides. */
const TOLERANCES: Readonly<Record<string, number>> = {
  LinearSVC: 1e-6,
  LogisticRegression: 1e-8,
  PoissonRegressor: 1e-10,
  SGDClassifier: 1e-10,
};

const ours: Record<string, unknown> = { ...metrics, ...preprocessing, ...estimators, ...selection };
const { trials } = readFixture('random-trials') as { trials: Trial[] };

function make({ name, options }: Call): object {
  return new (ours[name] as new (options: object) => object)(options);
}

/** What we answer, in whatever form. */
function answer(call: Call, data: Trial['data']): unknown {
  const weights = { sampleWeight: data[call.kind === 'fit' ? 'positiveWeights' : 'weights'] };
  const given = call.isWeighted === true ? [weights] : [];
  if (call.kind === 'metric') {
    const metric = ours[call.name] as (...args: unknown[]) => unknown;
    return metric(...(call.arguments ?? []).map((name) => data[name]), { ...call.options, ...given[0] });
  }
  if (call.kind === 'split') {
    const splits = (make(call) as selection.Splitter).split(
      data['X'] as number[][],
      data['labels'] as number[],
      data['groups'] as number[],
    );
    return [...splits].map(({ trainIndices, testIndices }) => [trainIndices, testIndices]);
  }
  const X = data[call.source ?? ''];
  if (call.kind === 'transform') {
    return (make(call) as { fit(X: unknown): { transform(X: unknown): unknown } }).fit(X).transform(data['rows']);
  }
  type Fitted = Readonly<Record<string, (X: unknown) => unknown>>;
  return (make(call) as { fit(...args: unknown[]): Fitted })
    .fit(X, data[call.target ?? ''], ...given)
    [call.method ?? '']?.(X);
}

/** Numbers of an answer one after the other; curves have theirs under names, in scikit-learn's order. */
function flat(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof preprocessing.SparseMatrix) return flat(value.toMatrix());
  if (value instanceof preprocessing.Matrix) return [...value.data];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>).flatMap(flat);
  return Object.values(value as object).flatMap(flat);
}

/** In units of each number, or of 1 where that is larger. */
function largestDifference(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  const differences = expected.map((value, k) =>
    actual[k] === value ? 0 : Math.abs(actual[k]! - value) / Math.max(1, Math.abs(value)),
  );
  return Math.max(...differences);
}

describe.each(trials.map((trial, k) => [k, trial] as const))('random data %i', (_, { data, calls }) => {
  it.each(['metric', 'transform', 'split', 'fit'] as const)('gives what scikit-learn gives, by every %s', (kind) => {
    const asked = calls.filter((call) => call.kind === kind);
    expect(asked.length).toBeGreaterThan(5);
    for (const call of asked) {
      const difference = largestDifference(flat(answer(call, data)), flat(call.value));
      expect(difference, `${call.name} ${JSON.stringify(call.options)}`).toBeLessThanOrEqual(
        TOLERANCES[call.name] ?? 1e-12,
      );
    }
  });
});
