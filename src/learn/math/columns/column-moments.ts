import { ExactSum } from '../sums/exact-sum.js';
import type { Matrix } from '../matrix.js';
import { rowsPerBlock } from './row-blocks.js';

/** What is known of the values of each column that are not NaN. */
export interface ColumnMoments {
  /** Number of values, or the sum of their weights. */
  readonly weight: Float64Array;
  /** NaN where a column has no value. */
  readonly mean: Float64Array;
  /**
   * What rounding cut off the mean: `mean + meanRest` is good to about 32 digits. Only with it can two sets of moments
   * be joined without loss at a mean far from 0.
   */
  readonly meanRest: Float64Array;
  /** Population variance (divided by `weight`); NaN where a column has no value. */
  readonly variance: Float64Array;
}

/**
 * The moments of the columns of a dense matrix, each value counted once. A sum that overflows, or meets an infinity,
 * leaves a mean that is not finite though the weight is not 0.
 *
 * Method: two passes with a correction term (Chan, Golub & LeVeque 1983), the first with compensated sums (Knuth), the
 * second with sums of short blocks.
 */
export function columnMoments(X: Matrix): ColumnMoments {
  const { total, rest, weight } = columnSums(X);
  const mean = total.map((sum, j) => (Number.isFinite(sum) ? sum + (rest[j] as number) : sum) / (weight[j] as number));
  return {
    weight,
    mean,
    meanRest: mean.map((value, j) => restOfMean([total[j] as number, rest[j] as number], weight[j] as number, value)),
    variance: columnVariances(X, mean, weight),
  };
}

/** What rounding cut off `mean`, which is the two parts of a sum divided by `weight`. */
export function restOfMean([total, rest]: readonly [number, number], weight: number, mean: number): number {
  const cut = new ExactSum().add(total).add(rest).addProduct(-weight, mean).value / weight;
  // Beyond the range of exact products there is nothing to say, and no need to.
  return Number.isFinite(cut) ? cut : 0;
}

interface ColumnSums {
  readonly total: Float64Array;
  /** What the additions lost. */
  readonly rest: Float64Array;
  readonly weight: Float64Array;
}

function columnSums({ data, nRows, nColumns }: Matrix): ColumnSums {
  const total = new Float64Array(nColumns);
  const rest = new Float64Array(nColumns);
  const weight = new Float64Array(nColumns);
  const step = rowsPerBlock(nColumns);
  for (let row = 0; row < nRows; row += step) {
    const end = Math.min(row + step, nRows) * nColumns;
    for (let j = 0; j < nColumns; j++) {
      let sum = total[j] as number;
      let lost = rest[j] as number;
      let n = weight[j] as number;
      for (let k = row * nColumns + j; k < end; k += nColumns) {
        const value = data[k] as number;
        if (Number.isNaN(value)) continue;
        const next = sum + value;
        const part = next - sum;
        lost += sum - (next - part) + (value - part);
        sum = next;
        n++;
      }
      total[j] = sum;
      rest[j] = lost;
      weight[j] = n;
    }
  }
  return { total, rest, weight };
}

function columnVariances({ data, nRows, nColumns }: Matrix, mean: Float64Array, weight: Float64Array): Float64Array {
  const sums = new Float64Array(nColumns);
  const squares = new Float64Array(nColumns);
  const lost = new Float64Array(nColumns);
  const step = rowsPerBlock(nColumns);
  for (let row = 0; row < nRows; row += step) {
    const end = Math.min(row + step, nRows) * nColumns;
    for (let j = 0; j < nColumns; j++) {
      const middle = mean[j] as number;
      let sum = 0;
      let square = 0;
      for (let k = row * nColumns + j; k < end; k += nColumns) {
        const deviation = (data[k] as number) - middle;
        if (Number.isNaN(deviation)) continue;
        sum += deviation;
        square += deviation * deviation;
      }
      sums[j] = (sums[j] as number) + sum;
      const next = (squares[j] as number) + square;
      const part = next - (squares[j] as number);
      lost[j] = (lost[j] as number) + ((squares[j] as number) - (next - part) + (square - part));
      squares[j] = next;
    }
  }
  return squares.map((square, j) => {
    const n = weight[j] as number;
    const exact = Number.isFinite(square) ? square + (lost[j] as number) : square;
    // The sum of the deviations is what rounding left in the mean: 0 in exact arithmetic.
    return Math.max(exact - (sums[j] as number) ** 2 / n, 0) / n;
  });
}
