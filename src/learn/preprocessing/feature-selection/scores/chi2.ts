import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import type { Matrix } from '../../../math/matrix.js';
import { chi2Sf } from '../../../math/distributions/chi-squared.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import type { EncodedLabels } from '../../../selection/splits/common/encode-labels.js';
import { readLabels, readSparseFeatures, refuseOneClass, type FeatureScores } from './score-input.js';

/**
 * χ² of each feature, taken as counts: how far its sums within the classes are from those that the sizes of the
 * classes alone would give.
 *
 * For counts and frequencies, as of words; a feature that is 0 everywhere scores NaN. Semantics of scikit-learn's
 * `chi2`.
 *
 * @param X - Finite numbers ≥ 0; shape `[nSamples, nFeatures]`. A `SparseMatrix` is taken as it is.
 * @param y - Labels of at least two classes; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` or `y` is not that, or lengths differ.
 *
 * @example
 * ```ts
 * chi2([[3, 1], [1, 1]], ['spam', 'ham']).scores; // Float64Array [1, 0]
 * ```
 */
export function chi2(X: Samples, y: Target): FeatureScores {
  const matrix = readSparseFeatures(X, 'chi2');
  const negative = matrix.data.findIndex((value) => value < 0);
  if (negative !== -1) {
    throw new ModelMountError('INVALID_ARGUMENT', `chi2 needs X ≥ 0, got ${show(matrix.data[negative])}`);
  }
  const classes = readLabels(y, matrix.nRows);
  refuseOneClass(classes, 'chi2');
  const observed = classSums(matrix, classes);
  const { counts } = classes;
  const { nRows, nColumns } = matrix;
  const scores = new Float64Array(nColumns);
  for (let j = 0; j < nColumns; j++) {
    let total = 0;
    for (let c = 0; c < counts.length; c++) total += observed[c * nColumns + j] as number;
    for (let c = 0; c < counts.length; c++) {
      const expected = ((counts[c] as number) / nRows) * total;
      scores[j] = (scores[j] as number) + ((observed[c * nColumns + j] as number) - expected) ** 2 / expected;
    }
  }
  return { scores, pValues: scores.map((score) => chi2Sf(score, counts.length - 1)) };
}

/** The sum of each feature within each class; shape `[nClasses, nFeatures]`. */
function classSums(X: Matrix | SparseMatrix, { codes, counts }: EncodedLabels): Float64Array {
  const { nRows, nColumns, data } = X;
  const sums = new Float64Array(counts.length * nColumns);
  for (let i = 0; i < nRows; i++) {
    const start = (codes[i] as number) * nColumns;
    if (X instanceof SparseMatrix) {
      const end = X.starts[i + 1] as number;
      for (let k = X.starts[i] as number; k < end; k++) {
        const place = start + (X.indices[k] as number);
        sums[place] = (sums[place] as number) + (data[k] as number);
      }
    } else {
      for (let j = 0, k = i * nColumns; j < nColumns; j++, k++) {
        sums[start + j] = (sums[start + j] as number) + (data[k] as number);
      }
    }
  }
  return sums;
}
