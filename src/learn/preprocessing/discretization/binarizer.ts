import type { Estimator } from '../../contracts.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { readFinite } from '../common/numbers.js';
import { FittedBinarizer } from './fitted-binarizer.js';

const WHO = 'Binarizer';

/** Options of `Binarizer`. */
export interface BinarizerOptions {
  /** What a value must be above to become 1; finite. @default 0 */
  readonly threshold?: number;
}

/**
 * Makes 1 of values above a threshold and 0 of all others; the threshold itself becomes 0.
 *
 * Nothing is learnt but the columns. A sparse matrix stays sparse unless the threshold is below 0. Semantics of
 * scikit-learn's `Binarizer`, which refuses a sparse matrix with a threshold below 0.
 *
 * @example
 * ```ts
 * const binarizer = new Binarizer({ threshold: 2 }).fit([[1, 2]]);
 * binarizer.transform([[2, 2.5]]).toRows(); // [[0, 1]]
 * ```
 */
export class Binarizer implements Estimator<FittedBinarizer> {
  readonly options: BinarizerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a threshold that is no finite number. */
  constructor(options: BinarizerOptions = {}) {
    checkOptions<BinarizerOptions>(WHO, options, {
      threshold: { expected: 'a finite number', accepts: (value) => Number.isFinite(value) },
    });
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or holds strings, a missing value or an infinity.
   */
  fit(X: Samples): FittedBinarizer {
    const { nColumns } = readFinite(X, { who: WHO, allowsMissing: false });
    return new FittedBinarizer({
      threshold: this.options.threshold ?? 0,
      nFeatures: nColumns,
      featureNames: featureNamesOf(X),
    });
  }
}
