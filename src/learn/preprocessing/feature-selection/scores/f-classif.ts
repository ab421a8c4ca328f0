import { ModelMountError } from '../../../../core/errors.js';
import type { Target } from '../../../contracts.js';
import type { Samples } from '../../../data/samples.js';
import type { Matrix } from '../../../math/matrix.js';
import { fSf } from '../../../math/distributions/fisher-f.js';
import type { EncodedLabels } from '../../../selection/splits/common/encode-labels.js';
import { readFeatures, readLabels, refuseOneClass, type FeatureScores } from './score-input.js';

/**
 * F of a one-way analysis of variance for each feature: how far the means of the classes are apart, relative to the
 * spread within them.
 *
 * A feature that is constant within each class scores Infinity (p 0), one that is constant overall NaN. Deviations
 * are taken from the means, not from sums of squares as in scikit-learn's `f_classif`, so that the digits of features
 * with a large mean are kept; else the semantics are the same.
 *
 * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
 * @param y - Labels of at least two classes; shape `[nSamples]`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` or `y` is not that, lengths differ, or there are no more samples
 *   than classes.
 *
 * @example
 * ```ts
 * fClassif([[1], [2], [5], [6]], ['a', 'a', 'b', 'b']).scores; // Float64Array [32]
 * ```
 */
export function fClassif(X: Samples, y: Target): FeatureScores {
  const matrix = readFeatures(X, 'fClassif');
  const classes = readLabels(y, matrix.nRows);
  refuseOneClass(classes, 'fClassif');
  const nClasses = classes.labels.length;
  const [between, within] = [nClasses - 1, matrix.nRows - nClasses];
  if (within === 0) {
    throw new ModelMountError('INVALID_ARGUMENT', 'fClassif needs a class with more than one sample');
  }
  const [ssBetween, ssWithin] = sumsOfSquares(matrix, classes);
  const scores = ssBetween.map((square, j) => square / between / ((ssWithin[j] as number) / within));
  return { scores, pValues: scores.map((score) => fSf(score, between, within)) };
}

/** Squared deviations of the class means from the mean, and of the values from their class mean, by feature. */
function sumsOfSquares(
  { data, nRows, nColumns }: Matrix,
  { codes, counts }: EncodedLabels,
): readonly [between: Float64Array, within: Float64Array] {
  // Relative to the first row, so that a constant feature has sums of exactly 0.
  const means = new Float64Array(counts.length * nColumns);
  for (let i = 0, k = 0; i < nRows; i++) {
    const start = (codes[i] as number) * nColumns;
    for (let j = 0; j < nColumns; j++, k++) {
      means[start + j] = (means[start + j] as number) + ((data[k] as number) - (data[j] as number));
    }
  }
  const overall = new Float64Array(nColumns);
  for (let c = 0, k = 0; c < counts.length; c++) {
    const count = counts[c] as number;
    for (let j = 0; j < nColumns; j++, k++) {
      overall[j] = (overall[j] as number) + (means[k] as number) / nRows;
      means[k] = (means[k] as number) / count;
    }
  }
  const within = new Float64Array(nColumns);
  for (let i = 0, k = 0; i < nRows; i++) {
    const start = (codes[i] as number) * nColumns;
    for (let j = 0; j < nColumns; j++, k++) {
      const deviation = (data[k] as number) - (data[j] as number) - (means[start + j] as number);
      within[j] = (within[j] as number) + deviation * deviation;
    }
  }
  const between = new Float64Array(nColumns);
  for (let c = 0, k = 0; c < counts.length; c++) {
    for (let j = 0; j < nColumns; j++, k++) {
      const deviation = (means[k] as number) - (overall[j] as number);
      between[j] = (between[j] as number) + (counts[c] as number) * deviation * deviation;
    }
  }
  return [between, within];
}
