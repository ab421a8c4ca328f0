import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { isColumns, toMatrix } from '../../../data/samples.js';
import { Matrix } from '../../../math/matrix.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import type { JsonFields } from '../../common/json-fields.js';

/** Which of the classes each sample is of: 0 and 1; shape `[nSamples, nClasses]`. */
export type Indicators = Matrix | SparseMatrix | readonly ArrayLike<number>[];

/** What stands for no and for yes. */
export interface Codes {
  readonly negLabel: number;
  readonly posLabel: number;
}

/** Whether `y` has several columns, and so is no list of labels. */
export function isIndicators(y: unknown): y is Indicators {
  return isColumns(y as Indicators) || (Array.isArray(y) && typeof y[0] === 'object' && y[0] !== null);
}

/**
 * `Y` as a matrix.
 *
 * @throws {ModelMountError} `code` naming the row and column of the first value that is not 0 or 1.
 */
export function readIndicators(Y: Indicators, code: 'INVALID_ARGUMENT' | 'INVALID_INPUT'): Matrix | SparseMatrix {
  const matrix = Y instanceof SparseMatrix ? Y : toMatrix(Y);
  const stray = matrix.data.findIndex((value) => value !== 0 && value !== 1);
  if (stray === -1) return matrix;
  const [row, column] = placeOf(matrix, stray);
  throw new ModelMountError(
    code,
    `an indicator matrix holds 0 and 1, but row ${row}, column ${column} is ${show(matrix.data[stray])}`,
  );
}

/** Row and column of the element at position `k` of `data`. */
export function placeOf(matrix: Matrix | SparseMatrix, k: number): readonly [row: number, column: number] {
  if (matrix instanceof Matrix) return [Math.floor(k / matrix.nColumns), k % matrix.nColumns];
  return [matrix.starts.findIndex((start) => start > k) - 1, matrix.indices[k] as number];
}

/** The codes in the place of 0 and 1. Sparse, 0 stays 0. */
export function recode(matrix: Matrix | SparseMatrix, { negLabel, posLabel }: Codes): Matrix | SparseMatrix {
  if (negLabel === 0 && posLabel === 1) return matrix;
  const data = matrix.data.map((value) => (value === 0 ? negLabel : posLabel));
  return matrix instanceof SparseMatrix ? matrix.withData(data) : new Matrix(matrix.nRows, matrix.nColumns, data);
}

/** Gives rows with every element. Those of a sparse matrix are all in the same memory: one at a time. */
export function rowReader(matrix: Matrix | SparseMatrix): (i: number) => Float64Array {
  if (matrix instanceof Matrix) return (i) => matrix.row(i);
  const row = new Float64Array(matrix.nColumns);
  return (i) => {
    row.fill(0);
    for (let k = matrix.starts[i] as number; k < (matrix.starts[i + 1] as number); k++) {
      row[matrix.indices[k] as number] = matrix.data[k] as number;
    }
    return row;
  };
}

/** The fields that both kinds of fitted binarizers have. */
export function readCodes(fields: JsonFields): Codes & { readonly sparseOutput: boolean } {
  const negLabel = fields.integer('negLabel', -Number.MAX_SAFE_INTEGER);
  const posLabel = fields.integer('posLabel', -Number.MAX_SAFE_INTEGER);
  const sparseOutput = fields.raw('sparseOutput') !== undefined && fields.boolean('sparseOutput');
  if (negLabel >= posLabel) fields.fail('negLabel', `must be below posLabel, ${posLabel}`);
  if (sparseOutput && negLabel !== 0) fields.fail('negLabel', 'must be 0 with sparseOutput');
  return { negLabel, posLabel, sparseOutput };
}
