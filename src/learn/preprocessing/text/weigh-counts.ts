import { ModelMountError } from '../../../core/errors.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';

/** What rows are divided by: the sum of absolute values, the root of the sum of squares, or nothing. */
export type RowNorm = 'l1' | 'l2' | 'none';

/** All of `RowNorm`. */
export const ROW_NORMS: readonly RowNorm[] = ['l1', 'l2', 'none'];

/** How counts are weighed. */
export interface CountWeights {
  readonly sublinearTf: boolean;
  /** Weight of each term; `undefined` where all weigh the same. */
  readonly idf: Float64Array | undefined;
  readonly norm: RowNorm;
}

/**
 * Inverse document frequencies: `ln((1 + n) / (1 + df)) + 1`, or `ln(n / df) + 1` where they are not smooth.
 *
 * A document has a term whose element is not 0, whether or not a 0 is kept in the matrix.
 */
export function inverseFrequencies({ nRows, nColumns, indices, data }: SparseMatrix, isSmooth: boolean): Float64Array {
  const extra = isSmooth ? 1 : 0;
  const documents = new Float64Array(nColumns);
  for (let k = 0; k < indices.length; k++) {
    const j = indices[k] as number;
    if (data[k] !== 0) documents[j] = (documents[j] as number) + 1;
  }
  // What no document has says nothing; an infinite weight would make NaN of the first row that has it.
  return documents.map((df) => (df + extra === 0 ? 0 : Math.log((nRows + extra) / (df + extra)) + 1));
}

/**
 * Counts times weights, each row then divided by its norm; a row of zeros stays.
 *
 * @throws {ModelMountError} `INVALID_INPUT` for a negative count with `sublinearTf`.
 */
export function weighCounts(counts: SparseMatrix, { sublinearTf, idf, norm }: CountWeights, who: string): SparseMatrix {
  const { indices } = counts;
  const data = sublinearTf ? toLogarithms(counts.data, who) : counts.data.slice();
  if (idf !== undefined) {
    for (let k = 0; k < data.length; k++) data[k] = (data[k] as number) * (idf[indices[k] as number] as number);
  }
  normalizeRows(counts, data, norm);
  return counts.withData(data);
}

/** Divides each row of `data`, which has the places of `matrix`, by its norm; a row of zeros stays. */
export function normalizeRows({ nRows, starts }: SparseMatrix, data: Float64Array, norm: RowNorm): void {
  if (norm === 'none') return;
  for (let i = 0; i < nRows; i++) {
    const start = starts[i] as number;
    const end = starts[i + 1] as number;
    let sum = 0;
    for (let k = start; k < end; k++) {
      const value = data[k] as number;
      sum += norm === 'l1' ? Math.abs(value) : value * value;
    }
    if (sum === 0) continue;
    const size = norm === 'l1' ? sum : Math.sqrt(sum);
    for (let k = start; k < end; k++) data[k] = (data[k] as number) / size;
  }
}

function toLogarithms(counts: Float64Array, who: string): Float64Array {
  return counts.map((count) => {
    if (count < 0) throw new ModelMountError('INVALID_INPUT', `${who} with sublinearTf takes counts ≥ 0, got ${count}`);
    return count === 0 ? 0 : Math.log(count) + 1;
  });
}
