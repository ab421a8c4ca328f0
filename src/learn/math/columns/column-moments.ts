import { ExactSum } from '../sums/exact-sum.js';
import type { Matrix } from '../matrix.js';
import { neighbor, rowsPerBlock } from './row-blocks.js';

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
    const lastRow = Math.min(row + step, nRows);
    const end = lastRow * nColumns;
    for (let j = 0; j < nColumns; j += 2) {
      const next = neighbor(j, nColumns);
      let sum = total[j] as number;
      let lost = rest[j] as number;
      let n = lastRow - row;
      let nextSum = total[next] as number;
      let nextLost = rest[next] as number;
      let nextN = n;
      for (let k = row * nColumns + j, l = row * nColumns + next; k < end; k += nColumns, l += nColumns) {
        let value = data[k] as number;
        let nextValue = data[l] as number;
        // To add 0 changes neither a sum nor what it lost.
        if (Number.isNaN(value)) {
          value = 0;
          n--;
        }
        if (Number.isNaN(nextValue)) {
          nextValue = 0;
          nextN--;
        }
        const added = sum + value;
        const part = added - sum;
        lost += sum - (added - part) + (value - part);
        sum = added;
        const nextAdded = nextSum + nextValue;
        const nextPart = nextAdded - nextSum;
        nextLost += nextSum - (nextAdded - nextPart) + (nextValue - nextPart);
        nextSum = nextAdded;
      }
      total[j] = sum;
      rest[j] = lost;
      total[next] = nextSum;
      rest[next] = nextLost;
      weight[j] = (weight[j] as number) + n;
      if (next !== j) weight[next] = (weight[next] as number) + nextN;
    }
  }
  return { total, rest, weight };
}

function columnVariances({ data, nRows, nColumns }: Matrix, mean: Float64Array, weight: Float64Array): Float64Array {
  const sums = new Float64Array(nColumns);
  const squares = new Float64Array(nColumns);
  const lost = new Float64Array(nColumns);
  const add = (j: number, sum: number, square: number): void => {
    sums[j] = (sums[j] as number) + sum;
    const before = squares[j] as number;
    const added = before + square;
    const part = added - before;
    lost[j] = (lost[j] as number) + (before - (added - part) + (square - part));
    squares[j] = added;
  };
  const step = rowsPerBlock(nColumns);
  for (let row = 0; row < nRows; row += step) {
    const end = Math.min(row + step, nRows) * nColumns;
    for (let j = 0; j < nColumns; j += 2) {
      const next = neighbor(j, nColumns);
      const middle = mean[j] as number;
      const nextMiddle = mean[next] as number;
      let sum = 0;
      let square = 0;
      let nextSum = 0;
      let nextSquare = 0;
      for (let k = row * nColumns + j, l = row * nColumns + next; k < end; k += nColumns, l += nColumns) {
        let deviation = (data[k] as number) - middle;
        let nextDeviation = (data[l] as number) - nextMiddle;
        if (Number.isNaN(deviation)) deviation = 0;
        if (Number.isNaN(nextDeviation)) nextDeviation = 0;
        sum += deviation;
        square += deviation * deviation;
        nextSum += nextDeviation;
        nextSquare += nextDeviation * nextDeviation;
      }
      add(j, sum, square);
      if (next !== j) add(next, nextSum, nextSquare);
    }
  }
  return squares.map((square, j) => {
    const n = weight[j] as number;
    const exact = Number.isFinite(square) ? square + (lost[j] as number) : square;
    // The sum of the deviations is what rounding left in the mean: 0 in exact arithmetic.
    return Math.max(exact - (sums[j] as number) ** 2 / n, 0) / n;
  });
}
