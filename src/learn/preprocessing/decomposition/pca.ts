import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Estimator, Target } from '../../contracts.js';
import { checkFinite } from '../../data/check-numbers.js';
import { featureNamesOf, toMatrix, type Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { Matrix } from '../../math/matrix.js';
import { mean } from '../../math/sums/statistics.js';
import { sum } from '../../math/sums/sum.js';
import { FittedPCA } from './fitted-pca.js';
import { likelyDimension } from './likely-dimension.js';
import { principalAxes } from './principal-axes.js';

const WHO = 'PCA';

/** Options of `PCA`. */
export interface PCAOptions {
  /**
   * How many components are kept: a whole number ≥ 1; or, between 0 and 1, as many as explain more than that share of
   * the variance; or `'mle'`, as many as the rows most likely have beside noise (Minka 2000), which needs at least as
   * many rows as columns.
   * @default the smaller of the numbers of rows and columns
   */
  readonly nComponents?: number | 'mle' | undefined;
  /** Whether each component is divided by its standard deviation, so that all have the variance 1. @default false */
  readonly whiten?: boolean;
}

/**
 * Principal component analysis: new columns along the directions in which the rows vary most, uncorrelated, the most
 * varying first.
 *
 * Columns are centred, not scaled: put a `StandardScaler` before it where their units differ. Each direction points to
 * where its largest element is positive. Semantics of scikit-learn's `PCA` with its full or covariance solver; there is
 * no randomised solver. Time O(nSamples · nFeatures · min(nSamples, nFeatures)).
 *
 * @example
 * ```ts
 * const pca = new PCA({ nComponents: 1 }).fit([[1, 1], [2, 2], [3, 3]]);
 * pca.explainedVarianceRatio; // Float64Array [1]
 * ```
 */
export class PCA implements Estimator<FittedPCA> {
  readonly options: PCAOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: PCAOptions = {}) {
    checkOptions(WHO, options, {
      nComponents: {
        expected: 'a whole number ≥ 1, between 0 and 1, or "mle"',
        accepts: (value) =>
          value === 'mle' || (typeof value === 'number' && value > 0 && (value < 1 || Number.isSafeInteger(value))),
      },
      whiten: OPTION_RULES.flag,
    });
    this.options = options;
  }

  /**
   * @param X - Finite numbers, at least two rows; shape `[nSamples, nFeatures]`.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is not that, or more components are asked for than it has.
   */
  fit(X: Samples, _y?: Target): FittedPCA {
    const matrix = toMatrix(X);
    const { nRows, nColumns } = matrix;
    const featureNames = featureNamesOf(X);
    if (nRows < 2 || nColumns === 0) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${WHO} needs at least two rows and one column to fit, got ${nRows} × ${nColumns}`,
      );
    }
    checkFinite(matrix, featureNames);
    const most = Math.min(nRows, nColumns);
    const { nComponents = most, whiten = false } = this.options;
    if (nComponents === 'mle' && nRows < nColumns) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `nComponents "mle" of ${WHO} needs at least as many rows as columns, got ${nRows} × ${nColumns}; give a number`,
      );
    }
    if (typeof nComponents === 'number' && nComponents > most) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `nComponents of ${WHO} is ${show(nComponents)}, but ${nRows} × ${nColumns} values have at most ${most}`,
      );
    }
    const means = Float64Array.from({ length: nColumns }, (_, j) => mean(matrix.column(j)));
    const centered = new Matrix(nRows, nColumns);
    for (let k = 0, j = 0; k < centered.data.length; k++, j = j + 1 === nColumns ? 0 : j + 1) {
      centered.data[k] = (matrix.data[k] as number) - (means[j] as number);
    }
    const { axes, singularValues } = principalAxes(centered);
    const variances = singularValues.map((value) => value ** 2 / (nRows - 1));
    const total = sum(variances.length, (k) => variances[k] as number);
    const ratios = variances.map((variance) => variance / total);
    const kept =
      nComponents === 'mle'
        ? likelyDimension(variances, nRows)
        : nComponents < 1
          ? countFor(nComponents, ratios)
          : nComponents;
    const noise = variances.subarray(kept);
    return new FittedPCA({
      mean: means,
      components: new Matrix(kept, nColumns, axes.data.slice(0, kept * nColumns)),
      explainedVariance: variances.slice(0, kept),
      explainedVarianceRatio: ratios.slice(0, kept),
      singularValues: singularValues.slice(0, kept),
      noiseVariance: noise.length === 0 ? 0 : mean(noise),
      whiten,
      featureNames,
    });
  }
}

/** How many components explain more than `share` of the variance. */
function countFor(share: number, ratios: Float64Array): number {
  let explained = 0;
  let n = 0;
  while (n < ratios.length) {
    explained += ratios[n++] as number;
    if (explained > share) break;
  }
  return n;
}
