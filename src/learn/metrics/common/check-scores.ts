import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { Matrix } from '../../math/matrix.js';

/** One score per sample, or one per sample and class. */
export type Scores = ArrayLike<number> | Matrix | readonly ArrayLike<number>[];

/**
 * `scores` as a matrix of finite numbers; one per sample becomes one column.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming the place of a value that is no finite number, if there are
 *   not `nSamples` rows, or rows differ in length.
 */
export function checkScores(scores: Scores, name: string, nSamples: number): Matrix {
  const matrix = scores instanceof Matrix ? scores : isNested(scores) ? Matrix.from(scores) : toColumn(scores);
  if (matrix.nRows !== nSamples || matrix.nColumns === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${name} must have one row for each of the ${nSamples} samples, got ${matrix.nRows} × ${matrix.nColumns}`,
    );
  }
  // Read from the source: storing a string or null in a Float64Array would turn it into a number.
  for (let i = 0; i < nSamples; i++) {
    for (let j = 0; j < matrix.nColumns; j++) {
      const value: unknown = scores instanceof Matrix ? matrix.at(i, j) : isNested(scores) ? scores[i]?.[j] : scores[i];
      if (typeof value === 'number' && Number.isFinite(value)) continue;
      const place = isNested(scores) || scores instanceof Matrix ? `[${i}][${j}]` : `[${i}]`;
      throw new ModelMountError('INVALID_ARGUMENT', `${name}${place} must be a finite number, got ${show(value)}`);
    }
  }
  return matrix;
}

function isNested(scores: Scores): scores is readonly ArrayLike<number>[] {
  return Array.isArray(scores) && typeof scores[0] === 'object' && scores[0] !== null;
}

function toColumn(scores: ArrayLike<number>): Matrix {
  const data = Float64Array.from(scores);
  return new Matrix(data.length, 1, data);
}
