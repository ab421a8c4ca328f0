import { ModelMountError } from '../../../../core/errors.js';
import { toMatrix, type Samples } from '../../../data/samples.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';

/**
 * The different terms of each row, in the order of their columns: those whose element is not 0.
 *
 * @param X - Shape `[nSamples, terms.length]`.
 * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs.
 */
export function termsOfRows(X: Samples, terms: readonly string[], who: string): string[][] {
  const matrix = X instanceof SparseMatrix ? X : SparseMatrix.fromMatrix(toMatrix(X));
  const { nRows, nColumns, starts, indices, data } = matrix;
  if (nRows > 0 && nColumns !== terms.length) {
    throw new ModelMountError(
      'INVALID_INPUT',
      `inverseTransform of ${who} takes ${terms.length} columns, got ${nColumns}`,
    );
  }
  return Array.from({ length: nRows }, (_, i) => {
    const found: string[] = [];
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      if (data[k] !== 0) found.push(terms[indices[k] as number] as string);
    }
    return found;
  });
}
