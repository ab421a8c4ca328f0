import { ModelMountError } from '../../../../core/errors.js';
import type { Target } from '../../../contracts.js';
import { checkLabels } from '../../../data/labels/check-labels.js';
import { sortedLabels } from '../../../data/labels/labels.js';
import { checkOptions, OPTION_RULES } from '../../../estimators/common/check-options.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import { FittedIndicatorBinarizer } from './fitted-indicator-binarizer.js';
import { FittedLabelBinarizer } from './fitted-label-binarizer.js';
import { isIndicators, readIndicators, type Indicators } from './indicators.js';

const WHO = 'LabelBinarizer';

/** Options of `LabelBinarizer`. */
export interface LabelBinarizerOptions {
  /** What stands for “not this class”; a whole number below `posLabel`. @default 0 */
  readonly negLabel?: number;
  /** What stands for “this class”; a whole number. @default 1 */
  readonly posLabel?: number;
  /** Whether `transform` gives a `SparseMatrix`; only with a `negLabel` of 0. @default false */
  readonly sparseOutput?: boolean;
}

/**
 * Turns class labels into one column per class, or into one column for two classes (the second being positive).
 *
 * A label that was not there when fitting has `negLabel` everywhere. A matrix of 0 and 1 in the place of labels says of
 * each class whether a sample is of it (several may be): only its values change. Semantics of scikit-learn's
 * `LabelBinarizer`; labels in lists are for `MultiLabelBinarizer`.
 *
 * @example
 * ```ts
 * const binarizer = new LabelBinarizer().fit(['a', 'b', 'c']);
 * binarizer.transform(['c', 'a']).toRows(); // [[0, 0, 1], [1, 0, 0]]
 * ```
 */
export class LabelBinarizer<const Sparse extends boolean = false> {
  readonly options: LabelBinarizerOptions & { readonly sparseOutput?: Sparse };

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: LabelBinarizerOptions & { readonly sparseOutput?: Sparse } = {}) {
    const whole = { expected: 'a whole number', accepts: Number.isSafeInteger };
    checkOptions<LabelBinarizerOptions>(WHO, options, {
      negLabel: whole,
      posLabel: whole,
      sparseOutput: OPTION_RULES.flag,
    });
    const { negLabel = 0, posLabel = 1, sparseOutput = false } = options;
    if (negLabel >= posLabel) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `negLabel of ${WHO} must be below posLabel, got ${negLabel} and ${posLabel}`,
      );
    }
    if (sparseOutput && negLabel !== 0) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `sparseOutput of ${WHO} leaves out what is 0, so negLabel must be 0, got ${negLabel}`,
      );
    }
    this.options = options;
  }

  /**
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`. Or 0 and 1; shape
   *   `[nSamples, nClasses]`, at least two classes.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `y` is empty or not that.
   */
  fit(y: Target): FittedLabelBinarizer<Sparse>;
  fit(y: Indicators): FittedIndicatorBinarizer<Sparse>;
  fit(y: Target | Indicators): FittedLabelBinarizer<Sparse> | FittedIndicatorBinarizer<Sparse> {
    const { negLabel = 0, posLabel = 1 } = this.options;
    const sparseOutput = (this.options.sparseOutput ?? false) as Sparse;
    if (!isIndicators(y)) {
      return new FittedLabelBinarizer({ classes: sortedLabels(checkLabels(y, 'y')), negLabel, posLabel, sparseOutput });
    }
    const matrix = readIndicators(y, 'INVALID_ARGUMENT');
    if (matrix.nRows === 0 || matrix.nColumns < 2) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${WHO} needs at least one row and two columns of 0 and 1, got ${matrix.nRows} × ${matrix.nColumns}`,
      );
    }
    const sparseInput = matrix instanceof SparseMatrix;
    return new FittedIndicatorBinarizer({ nClasses: matrix.nColumns, negLabel, posLabel, sparseOutput, sparseInput });
  }
}
