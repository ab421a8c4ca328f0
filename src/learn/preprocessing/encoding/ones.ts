import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';

type Shape = readonly [nRows: number, nColumns: number];

/** A matrix with 1 in the columns that `codes` names, row after row; a negative code is no column. */
export function denseOnes(codes: Int32Array, [nRows, nColumns]: Shape): Matrix {
  const out = new Matrix(nRows, nColumns);
  const width = codes.length / nRows;
  for (let i = 0, k = 0; i < nRows; i++) {
    const start = i * nColumns;
    for (let j = 0; j < width; j++) {
      const column = codes[k++] as number;
      if (column >= 0) out.data[start + column] = 1;
    }
  }
  return out;
}

/** The same, sparse; the columns of a row must ascend. */
export function sparseOnes(codes: Int32Array, [nRows, nColumns]: Shape): SparseMatrix {
  const starts = new Int32Array(nRows + 1);
  const width = codes.length / nRows;
  const indices = new Int32Array(codes.length);
  let n = 0;
  for (let i = 0, k = 0; i < nRows; i++) {
    for (let j = 0; j < width; j++) {
      const column = codes[k++] as number;
      if (column >= 0) indices[n++] = column;
    }
    starts[i + 1] = n;
  }
  const data = new Float64Array(n).fill(1);
  return new SparseMatrix(nRows, nColumns, { starts, indices: n < codes.length ? indices.slice(0, n) : indices, data });
}
