import { ModelMountError } from '../../../../core/errors.js';
import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../../estimators/common/check-options.js';
import { fSf } from '../../../math/distributions/fisher-f.js';
import { sum } from '../../../math/sums/sum.js';
import { readFeatures, readNumbers, type FeatureScores } from './score-input.js';

/** Options of `fRegression`. */
export interface FRegressionOptions {
  /** Whether means are subtracted first. @default true */
  readonly center?: boolean;
  /**
   * Whether what has no finite score gets one: the largest float64 (p 0) for a feature in line with the target, 0 (p 1)
   * where the feature or the target is constant.
   * @default true
   */
  readonly forceFinite?: boolean;
}

/**
 * F of the straight line from each feature to the target: r² / (1 − r²) times the degrees of freedom, r being the
 * correlation.
 *
 * 1 − r² is summed from the residuals, so that it has digits where r is near 1; there scikit-learn's `f_regression`,
 * whose semantics these are, subtracts.
 *
 * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
 * @param y - Finite numbers; shape `[nSamples]`, of at least three (two without `center`).
 * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` or `y` is not that, or lengths differ.
 *
 * @example
 * ```ts
 * fRegression([[1], [2], [3], [4]], [1, 3, 2, 4]).scores; // Float64Array [3.555555555555556]
 * ```
 */
export function fRegression(X: Samples, y: Target, options: FRegressionOptions = {}): FeatureScores {
  checkOptions('fRegression', options, { center: OPTION_RULES.flag, forceFinite: OPTION_RULES.flag });
  const { center = true, forceFinite = true } = options;
  const matrix = readFeatures(X, 'fRegression');
  const target = unit(readNumbers(y, matrix.nRows), center);
  const freedom = matrix.nRows - (center ? 2 : 1);
  if (freedom < 1) {
    throw new ModelMountError('INVALID_ARGUMENT', `fRegression needs at least ${center ? 3 : 2} samples`);
  }
  const scores = new Float64Array(matrix.nColumns);
  const pValues = new Float64Array(matrix.nColumns);
  for (let j = 0; j < matrix.nColumns; j++) {
    const score = fOf(unit(matrix.column(j), center), target, freedom);
    pValues[j] = forceFinite && Number.isNaN(score) ? 1 : fSf(score, 1, freedom);
    scores[j] = !forceFinite ? score : Number.isNaN(score) ? 0 : Math.min(score, Number.MAX_VALUE);
  }
  return { scores, pValues };
}

function fOf(x: Float64Array, y: Float64Array, freedom: number): number {
  const r = sum(x.length, (i) => (x[i] as number) * (y[i] as number));
  const unexplained = sum(x.length, (i) => ((y[i] as number) - r * (x[i] as number)) ** 2);
  // Below the rounding of the unit vectors themselves there is no difference to see.
  return ((r * r) / (unexplained < 1e-31 ? 0 : unexplained)) * freedom;
}

/** The values as a vector of length 1, around their mean; NaN where all are equal. */
function unit(values: Float64Array, center: boolean): Float64Array {
  const n = values.length;
  // Relative to the first value, so that equal values have a length of exactly 0.
  const first = center ? (values[0] as number) : 0;
  const mean = center ? sum(n, (i) => (values[i] as number) - first) / n : 0;
  const centered = values.map((value) => value - first - mean);
  const length = Math.sqrt(sum(n, (i) => (centered[i] as number) ** 2));
  return centered.map((value) => value / length);
}
