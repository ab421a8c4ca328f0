import type { Estimator } from '../../contracts.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { readFinite } from '../common/numbers.js';
import { FittedNormalizer } from './fitted-normalizer.js';
import { NORMS, type Norm } from './common/row-norm.js';

const WHO = 'Normalizer';

/** Options of `Normalizer`. */
export interface NormalizerOptions {
  /**
   * What becomes 1: the sum of the absolute values (`l1`), the Euclidean length (`l2`) or the largest absolute value
   * (`max`) of a row.
   * @default 'l2'
   */
  readonly norm?: Norm;
}

/**
 * Divides each row by its length, so that only its direction is left. A row of zeros stays as it is, and a sparse
 * matrix stays sparse.
 *
 * Nothing is learnt but the columns. Semantics of scikit-learn's `Normalizer`, except that a row is not lost where the
 * squares of its values overflow.
 *
 * @example
 * ```ts
 * const normalizer = new Normalizer().fit([[3, 4]]);
 * normalizer.transform([[6, 8], [0, 0]]).toRows(); // [[0.6, 0.8], [0, 0]]
 * ```
 */
export class Normalizer implements Estimator<FittedNormalizer> {
  readonly options: NormalizerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or norm. */
  constructor(options: NormalizerOptions = {}) {
    checkOptions<NormalizerOptions>(WHO, options, {
      norm: { expected: NORMS.join(', '), accepts: (value) => NORMS.includes(value as Norm) },
    });
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or holds strings, a missing value or an infinity.
   */
  fit(X: Samples): FittedNormalizer {
    const { nColumns } = readFinite(X, { who: WHO, allowsMissing: false });
    return new FittedNormalizer({
      norm: this.options.norm ?? 'l2',
      nFeatures: nColumns,
      featureNames: featureNamesOf(X),
    });
  }
}
