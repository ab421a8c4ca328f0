import type { Estimator } from '../../contracts.js';
import { checkNumbers } from '../../data/check-numbers.js';
import type { Samples } from '../../data/samples.js';
import { checkFitInput, type FitOptions } from '../common/check-fit-input.js';
import { descend } from './descend.js';
import { FittedGradientDescentRegressor } from './fitted-gradient-descent-regressor.js';
import { resolveGradientDescentOptions, type GradientDescentOptions } from './gradient-descent-options.js';
import { toMeanOne } from './to-mean-one.js';
import { warnUnlessConverged } from './warn-unless-converged.js';

/**
 * Linear regression by plain gradient descent on half the mean squared error, with the whole way down (`lossCurve`).
 *
 * It is there to learn and to compare with; `LinearRegression` and `Ridge` are exact and faster, and `SGDRegressor` is
 * for more data than memory holds. Bring the features to one scale first, else steps are too long for some and too
 * short for others.
 *
 * @example
 * ```ts
 * const model = new GradientDescentRegressor({ learningRate: 0.5 }).fit([[-1], [0], [1]], [1, 3, 5]);
 * model.predict([[2]])[0]; // ≈ 7.0000
 * model.isConverged; // true
 * ```
 */
export class GradientDescentRegressor implements Estimator<FittedGradientDescentRegressor> {
  readonly estimatorType = 'regressor';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: GradientDescentOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: GradientDescentOptions = {}) {
    resolveGradientDescentOptions('GradientDescentRegressor', options);
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Finite numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, or if steps are so long
   *   that the loss grows beyond all numbers.
   */
  fit(X: Samples, y: ArrayLike<number>, options: FitOptions = {}): FittedGradientDescentRegressor {
    const settings = resolveGradientDescentOptions('GradientDescentRegressor', this.options);
    const targets = checkNumbers(y, 'y');
    const { matrix, featureNames, weights } = checkFitInput(X, targets.length, {
      who: 'GradientDescentRegressor',
      options,
    });
    const lossOf = (i: number, scores: Float64Array, slopes: Float64Array): number => {
      const error = (scores[0] as number) - (targets[i] as number);
      slopes[0] = error;
      return 0.5 * error * error;
    };
    const descent = descend({ rows: matrix, weights: toMeanOne(weights), nOutputs: 1, lossOf }, settings);
    warnUnlessConverged('GradientDescentRegressor', descent, this.options.onWarning);
    return new FittedGradientDescentRegressor({ ...descent, featureNames });
  }
}
