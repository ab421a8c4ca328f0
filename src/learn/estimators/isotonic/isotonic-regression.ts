import { ModelMountError } from '../../../core/errors.js';
import type { Estimator } from '../../contracts.js';
import { checkNumbers } from '../../data/check-numbers.js';
import type { Samples } from '../../data/samples.js';
import { checkFitInput, type FitOptions } from '../common/check-fit-input.js';
import { checkOptions, OPTION_RULES } from '../common/check-options.js';
import { FittedIsotonicRegression, OUT_OF_BOUNDS, type OutOfBounds } from './fitted-isotonic-regression.js';
import { mergeEqual } from './merge-equal.js';
import { poolAdjacentViolators } from './pool-adjacent-violators.js';
import { spearmanRho } from './spearman-rho.js';

/** Options of `IsotonicRegression`. */
export interface IsotonicRegressionOptions {
  /** Whether predictions rise with the feature; `'auto'`: if ranks are correlated positively, or not at all. @default true */
  readonly increasing?: boolean | 'auto';
  /** What to answer outside of the values seen: NaN, the prediction at the nearest of them, or an error. @default 'nan' */
  readonly outOfBounds?: OutOfBounds;
  /** Lowest prediction. @default none */
  readonly yMin?: number;
  /** Highest prediction. @default none */
  readonly yMax?: number;
}

/**
 * Regression on one feature by the best function that never falls (or never rises): steps, joined by lines.
 *
 * Minimises `Σ weight · (y − f(x))²` over all monotone `f`.
 *
 * Method: pool adjacent violators. Time O(n log n).
 *
 * @example
 * ```ts
 * const model = new IsotonicRegression().fit([[1], [2], [3], [4]], [1, 3, 2, 4]);
 * model.predict([[2], [3.5]]); // Float64Array [2.5, 3.25]
 * ```
 */
export class IsotonicRegression implements Estimator<FittedIsotonicRegression> {
  readonly estimatorType = 'regressor';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: IsotonicRegressionOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: IsotonicRegressionOptions = {}) {
    const bound = { expected: 'a finite number', accepts: (value: unknown): boolean => Number.isFinite(value) };
    checkOptions('IsotonicRegression', options, {
      increasing: {
        expected: 'true, false or "auto"',
        accepts: (value) => value === 'auto' || OPTION_RULES.flag.accepts(value),
      },
      outOfBounds: {
        expected: OUT_OF_BOUNDS.map((name) => `"${name}"`).join(', '),
        accepts: (value) => (OUT_OF_BOUNDS as readonly unknown[]).includes(value),
      },
      yMin: bound,
      yMax: bound,
    });
    const { yMin = -Infinity, yMax = Infinity } = options;
    if (yMin > yMax) {
      throw new ModelMountError('INVALID_ARGUMENT', `yMin of IsotonicRegression is ${yMin}, above yMax, ${yMax}`);
    }
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, 1]`.
   * @param y - Finite numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, or if there is more than
   *   one feature.
   */
  fit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedIsotonicRegression {
    const { increasing = true, outOfBounds = 'nan', yMin = -Infinity, yMax = Infinity } = this.options;
    const target = checkNumbers(y, 'y');
    const { matrix, featureNames, weights } = checkFitInput(X, target.length, { who: 'IsotonicRegression', options });
    if (matrix.nColumns !== 1) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `IsotonicRegression takes one feature, got ${matrix.nColumns}; choose a column (ColumnTransformer)`,
      );
    }
    const x = matrix.data;
    // Where one of both is constant there is no correlation: not 0, but NaN.
    const isIncreasing = increasing === 'auto' ? spearmanRho(x, target) >= 0 : increasing;
    const points = mergeEqual(x, target, weights);
    const fitted = poolAdjacentViolators(points.y, points.weights, isIncreasing);
    for (let k = 0; k < fitted.length; k++) fitted[k] = Math.min(yMax, Math.max(yMin, fitted[k] as number));
    return new FittedIsotonicRegression({
      ...{ featureNames, outOfBounds, increasing: isIncreasing },
      ...endsOfLevels(points.x, fitted),
    });
  }
}

/** The points between which predictions lie on a line: where a level begins or ends. */
function endsOfLevels(x: Float64Array, y: Float64Array): { xThresholds: Float64Array; yThresholds: Float64Array } {
  const last = y.length - 1;
  const [xThresholds, yThresholds] = [new Float64Array(y.length), new Float64Array(y.length)];
  let n = 0;
  for (let k = 0; k <= last; k++) {
    if (k > 0 && k < last && y[k] === y[k - 1] && y[k] === y[k + 1]) continue;
    xThresholds[n] = x[k] as number;
    yThresholds[n++] = y[k] as number;
  }
  return { xThresholds: xThresholds.slice(0, n), yThresholds: yThresholds.slice(0, n) };
}
