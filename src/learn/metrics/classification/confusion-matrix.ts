import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Target } from '../../contracts.js';
import { Matrix } from '../../math/matrix.js';
import type { SampleWeightOption } from '../common/check-targets.js';
import { readLabelPairs, resolveLabels } from '../common/labels/label-pairs.js';
import { countPairs } from '../common/labels/pair-counts.js';

/** Options of `confusionMatrix`. */
export interface ConfusionMatrixOptions extends SampleWeightOption {
  /**
   * The classes, in the order of rows and columns; samples of other classes are left out. @default all that occur,
   * sorted
   */
  readonly labels?: Target;
  /** Divide by the sum of the row (`true`), of the column (`pred`) or of all; 0 where that is 0. @default none */
  readonly normalize?: 'true' | 'pred' | 'all';
}

/**
 * How often each class was taken for each other: row = true class, column = predicted class.
 *
 * @param yTrue - Labels; shape `[nSamples]`.
 * @param yPred - Labels of the same type; shape `[nSamples]`.
 * @returns Counts (or weights, or shares); shape `[labels.length, labels.length]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, there are no samples, a value is no label, or
 *   none of `labels` is in `yTrue`.
 *
 * @example
 * ```ts
 * confusionMatrix([0, 1, 1, 1], [0, 1, 0, 1]).toRows() // [[1, 0], [1, 2]]
 * ```
 */
export function confusionMatrix(yTrue: Target, yPred: Target, options: ConfusionMatrixOptions = {}): Matrix {
  checkOptionNames('confusionMatrix', options, ['labels', 'normalize', 'sampleWeight']);
  const { normalize } = options;
  if (normalize !== undefined && !['true', 'pred', 'all'].includes(normalize)) {
    throw new ModelMountError('INVALID_ARGUMENT', `normalize must be "true", "pred" or "all", got ${show(normalize)}`);
  }
  const pairs = readLabelPairs(yTrue, yPred, options);
  const counts = countPairs(pairs, resolveLabels(options.labels, pairs.labels));
  return normalize === undefined ? counts : normalized(counts, normalize);
}

function normalized(counts: Matrix, by: 'true' | 'pred' | 'all'): Matrix {
  const size = counts.nRows;
  const total = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);
  const all = total(counts.data);
  const rows = Array.from({ length: size }, (_, k) => total(counts.row(k)));
  const columns = Array.from({ length: size }, (_, k) => total(counts.column(k)));
  const shares = counts.data.map((count, k) => {
    const whole = by === 'all' ? all : by === 'true' ? rows[Math.floor(k / size)] : columns[k % size];
    return whole === 0 ? 0 : count / (whole as number);
  });
  return new Matrix(size, size, shares);
}
