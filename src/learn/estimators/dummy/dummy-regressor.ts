import { sortFloats } from '../../math/order/sort-floats.js';
import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Estimator } from '../../contracts.js';
import { checkNumbers, checkSameLength } from '../../data/check-numbers.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { featureNamesOf, toTable, type Samples } from '../../data/samples.js';
import { sum } from '../../math/sums/sum.js';
import { checkOptionNames } from '../../../core/options.js';
import type { FitOptions } from '../common/check-fit-input.js';
import { checkOptions } from '../common/check-options.js';
import { oneOf } from '../common/one-of.js';
import { FittedDummyRegressor } from './fitted-dummy-regressor.js';

const STRATEGIES = ['mean', 'median', 'quantile', 'constant'] as const;

/** Options of `DummyRegressor`. */
export interface DummyRegressorOptions {
  /** What it answers, always. @default 'mean' */
  readonly strategy?: (typeof STRATEGIES)[number];
  /** The answer of `constant`, a finite number. */
  readonly constant?: number;
  /** Which quantile `quantile` answers, from 0 to 1: 0.5 is the median. */
  readonly quantile?: number;
}

/**
 * A regressor that does not look at the features: the baseline that any other must beat.
 *
 * @example
 * ```ts
 * new DummyRegressor().fit([[1], [2], [3]], [1, 2, 6]).predict([[9]]); // Float64Array [3]
 * ```
 */
export class DummyRegressor implements Estimator<FittedDummyRegressor> {
  readonly estimatorType = 'regressor';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: DummyRegressorOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: DummyRegressorOptions = {}) {
    checkOptions('DummyRegressor', options, {
      strategy: oneOf(STRATEGIES),
      constant: { expected: 'a finite number', accepts: (value) => Number.isFinite(value) },
      quantile: {
        expected: 'a number from 0 to 1',
        accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
      },
    });
    for (const name of ['constant', 'quantile'] as const) {
      if ((options.strategy === name) !== (options[name] !== undefined)) {
        throw new ModelMountError(
          'INVALID_ARGUMENT',
          `strategy "${name}" of DummyRegressor and the option "${name}" go together; got ${show(options.strategy)} and ${show(options[name])}`,
        );
      }
    }
    this.options = options;
  }

  /**
   * @param X - Anything with rows; only their number counts.
   * @param y - Finite numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if they are not.
   */
  fit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedDummyRegressor {
    checkOptionNames('DummyRegressor.fit', options, ['sampleWeight']);
    const targets = checkNumbers(y, 'y');
    const table = toTable(X);
    checkSameLength(['y', targets.length], ['X', table.nRows]);
    const weights = checkSampleWeight(options.sampleWeight, targets.length);
    const isWeighted = options.sampleWeight !== undefined;
    return new FittedDummyRegressor({
      constant: this.#answer(targets, weights, isWeighted),
      nFeatures: table.nColumns,
      featureNames: featureNamesOf(X),
    });
  }

  #answer(targets: Float64Array, weights: Float64Array, isWeighted: boolean): number {
    const { strategy = 'mean', constant, quantile = 0.5 } = this.options;
    if (constant !== undefined) return constant;
    if (strategy !== 'mean')
      return isWeighted ? weightedQuantile(targets, weights, quantile) : linearQuantile(targets, quantile);
    const total = sum(targets.length, (i) => weights[i] as number);
    return sum(targets.length, (i) => ((weights[i] as number) / total) * (targets[i] as number));
  }
}

/** Between two values by their distance, as numpy's `percentile` has it. */
function linearQuantile(values: Float64Array, quantile: number): number {
  const sorted = sortFloats(values).values;
  const position = quantile * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (position - below);
}

/** The first value up to which at least that share of the weight lies, as scikit-learn has it with weights. */
function weightedQuantile(values: Float64Array, weights: Float64Array, quantile: number): number {
  const isWeighed = (_: number, i: number): boolean => (weights[i] as number) > 0;
  const { values: sorted, carried: own } = sortFloats(values.filter(isWeighed), weights.filter(isWeighed));
  let total = 0;
  for (const weight of own) total += weight;
  let [place, below] = [0, own[0] as number];
  while (place < sorted.length - 1 && below < quantile * total) below += own[++place] as number;
  return sorted[place] as number;
}
