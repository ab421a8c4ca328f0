import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Target } from '../../contracts.js';
import { checkList } from '../../data/check-list.js';
import { checkSameLength } from '../../data/check-numbers.js';
import { takeRows, takeTargets } from '../../data/take-rows.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { Matrix } from '../../math/matrix.js';
import { RandomState } from '../../math/random-state.js';
import { bootstrapBounds, type BootstrapMethod } from './bootstrap-bounds.js';
import { CONFIDENCE_LEVEL } from './delong-interval.js';

/** What can be resampled: one value or one row per sample. */
export type SampleColumn = Target | Matrix | readonly ArrayLike<number>[];

/** Options of `bootstrapInterval`. */
export interface BootstrapIntervalOptions {
  /** How many times the samples are drawn anew. @default 9999 */
  readonly nResamples?: number;
  /** The chance that such an interval covers the true value, between 0 and 1. @default 0.95 */
  readonly confidenceLevel?: number;
  /**
   * How the bounds are read off the values. `percentile`: their quantiles. `basic`: those turned around the value.
   * `bca`: quantiles that make up for bias and skewness (Efron 1987), which takes a jackknife. @default 'bca'
   */
  readonly method?: BootstrapMethod;
  /** Seed, a whole number from 0 to 2³² − 1: the same one gives the same interval. @default a random one */
  readonly randomState?: number;
}

/** A metric with its uncertainty. */
export interface BootstrapInterval {
  /** Of all samples. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The standard deviation of the values of the resamples. */
  readonly standardError: number;
  /** The value of each resample that has one, in the order they were drawn. */
  readonly distribution: Float64Array;
  /** Of how many resamples the metric has no value, as where only one class was drawn; they are left out. */
  readonly nUndefined: number;
}

/**
 * A confidence interval of any metric, by drawing the samples anew with replacement.
 *
 * @param metric - Called with each of the columns, resampled alike: `(yTrue, yScore) => rocAucScore(yTrue, yScore)`.
 * @param columns - What belongs to the samples: truth, predictions, weights, groups. All of one length.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are fewer than two samples, the metric gives no
 *   number, or an option does not fit. `UNDEFINED_SCORE` if it has no value for all samples, for fewer than two
 *   resamples, or (`bca`) without one of the samples. Whatever else the metric throws.
 *
 * Time: `nResamples` calls of the metric, and with `bca` one more for each sample: for much data take `percentile`.
 * Source: Efron & Tibshirani 1993; semantics of `scipy.stats.bootstrap`, paired, with the draws
 * it makes from a `RandomState` of the same seed.
 *
 * @example
 * ```ts
 * const [yTrue, yPred] = [[3, -0.5, 2, 7, 1, 4], [2.5, 0, 2, 8, 1.5, 4]];
 * const options = { nResamples: 999, randomState: 0 };
 * const { value, low, high } = bootstrapInterval(meanAbsoluteError, [yTrue, yPred], options);
 * value; // ≈ 0.4167
 * low < value && value < high; // true
 * ```
 */
export function bootstrapInterval(
  metric: (...columns: never[]) => number,
  columns: readonly SampleColumn[],
  options: BootstrapIntervalOptions = {},
): BootstrapInterval {
  checkOptions('bootstrapInterval', options, {
    nResamples: OPTION_RULES.count,
    confidenceLevel: CONFIDENCE_LEVEL,
    method: {
      expected: '"percentile", "basic" or "bca"',
      accepts: (value) => ['percentile', 'basic', 'bca'].includes(value as never),
    },
    randomState: { expected: 'a whole number from 0 to 2^32 − 1', accepts: (value) => Number.isSafeInteger(value) },
  });
  const { nResamples = 9999, confidenceLevel = 0.95, method = 'bca' } = options;
  if (typeof metric !== 'function') {
    throw new ModelMountError('INVALID_ARGUMENT', `bootstrapInterval takes a metric to call, got ${show(metric)}`);
  }
  const nSamples = checkColumns(columns);
  const score = (indices: readonly number[]): number => scoreOf(metric, columns, indices);
  const all = Array.from({ length: nSamples }, (_, i) => i);
  const value = score(all);
  if (Number.isNaN(value)) throw new ModelMountError('UNDEFINED_SCORE', 'the metric has no value for these samples');

  const random = new RandomState(options.randomState ?? Math.floor(Math.random() * 2 ** 32));
  const drawn = new Array<number>(nSamples);
  const values = Float64Array.from({ length: nResamples }, () => {
    for (let i = 0; i < nSamples; i++) drawn[i] = random.randint(0, nSamples);
    return score(drawn);
  });
  const distribution = values.filter((one) => !Number.isNaN(one));
  if (distribution.length < 2) {
    throw new ModelMountError(
      'UNDEFINED_SCORE',
      `the metric has a value for ${distribution.length} of ${nResamples} resamples; an interval needs two`,
    );
  }
  const jackknife =
    method === 'bca' ? Float64Array.from(all, (left) => score(all.filter((i) => i !== left))) : undefined;
  const nUndefined = nResamples - distribution.length;
  return {
    value,
    ...bootstrapBounds({ value, distribution, jackknife }, { method, confidenceLevel }),
    distribution,
    nUndefined,
  };
}

/** The metric's value of the samples at `indices`; NaN where it has none. */
function scoreOf(
  metric: (...columns: never[]) => number,
  columns: readonly SampleColumn[],
  indices: readonly number[],
): number {
  const taken = columns.map((column) => (isRows(column) ? takeRows(column, indices) : takeTargets(column, indices)));
  try {
    const value: unknown = metric(...(taken as never[]));
    if (typeof value === 'number') return value;
    throw new ModelMountError('INVALID_ARGUMENT', `the metric must give a number, got ${show(value)}`);
  } catch (error) {
    if (ModelMountError.is(error) && error.code === 'UNDEFINED_SCORE') return NaN;
    throw error;
  }
}

function isRows(column: SampleColumn): column is Matrix | readonly ArrayLike<number>[] {
  return column instanceof Matrix || (Array.isArray(column) && typeof column[0] === 'object');
}

function checkColumns(columns: readonly SampleColumn[]): number {
  checkList(columns, 'columns', 'lists, one for each argument of the metric');
  const lengths = columns.map((column, k) => {
    if (column instanceof Matrix) return column.nRows;
    checkList(column, `columns[${k}]`, 'values, one for each sample');
    return column.length;
  });
  const [nSamples = 0] = lengths;
  lengths.forEach((length, k) => {
    checkSameLength([`columns[${k}]`, length], ['columns[0]', nSamples]);
  });
  if (nSamples >= 2) return nSamples;
  throw new ModelMountError('INVALID_ARGUMENT', `columns must be of at least two samples, got ${nSamples}`);
}
