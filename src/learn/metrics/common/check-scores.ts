import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { readNumbers } from '../../data/check-numbers.js';
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
  const matrix = scores instanceof Matrix ? scores : isNested(scores) ? fromRows(scores, name) : toColumn(scores, name);
  if (matrix.nRows !== nSamples || matrix.nColumns === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${name} must have one row for each of the ${nSamples} samples, got ${matrix.nRows} × ${matrix.nColumns}`,
    );
  }
  if (scores instanceof Matrix) checkCells(matrix, name);
  return matrix;
}

/** Whether there is a row of scores for each sample. */
export function isNested(scores: Scores): scores is readonly ArrayLike<number>[] {
  return Array.isArray(scores) && typeof scores[0] === 'object' && scores[0] !== null;
}

function toColumn(scores: ArrayLike<number>, name: string): Matrix {
  const data = readNumbers(scores, name);
  return new Matrix(data.length, 1, data);
}

function fromRows(rows: readonly ArrayLike<number>[], name: string): Matrix {
  const matrix = Matrix.from(rows);
  // Read from the source: storing a string or null in a Float64Array would turn it into a number.
  for (let i = 0; i < matrix.nRows; i++) {
    const row = rows[i] as ArrayLike<unknown>;
    for (let j = 0; j < matrix.nColumns; j++) if (!isFiniteNumber(row[j])) throw noScore(row[j], `${name}[${i}][${j}]`);
  }
  return matrix;
}

function checkCells({ data, nColumns }: Matrix, name: string): void {
  for (let cell = 0; cell < data.length; cell++) {
    const value = data[cell] as number;
    // A difference of NaN is what NaN and the infinities have in common.
    if (value - value !== 0) throw noScore(value, `${name}[${Math.floor(cell / nColumns)}][${cell % nColumns}]`);
  }
}

function isFiniteNumber(value: unknown): boolean {
  return typeof value === 'number' && value - value === 0;
}

function noScore(value: unknown, where: string): ModelMountError {
  return new ModelMountError('INVALID_ARGUMENT', `${where} must be a finite number, got ${show(value)}`);
}
