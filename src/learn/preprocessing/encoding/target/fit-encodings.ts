import { UNKNOWN } from '../../common/encode-cells.js';
import { mean, variance } from '../../../math/sums/statistics.js';

/** What encodings are made of. */
export interface EncodingInput {
  /** Category of each cell, row after row; `UNKNOWN` where it has none. */
  readonly codes: Int32Array;
  /** Number of categories of each feature. */
  readonly nCategories: readonly number[];
  /** The columns of the target. */
  readonly target: readonly Float64Array[];
  readonly smooth: 'auto' | number;
}

/** What each category becomes. */
export interface Encodings {
  /** By category; one list per feature and column of the target, feature after feature. */
  readonly encodings: readonly Float64Array[];
  /** Overall mean of each column of the target. */
  readonly means: Float64Array;
}

/**
 * The smoothed mean target of each category.
 *
 * @param rows - The rows that count. @default all
 */
export function fitEncodings(input: EncodingInput, rows?: Int32Array): Encodings {
  const { codes, nCategories, target, smooth } = input;
  const nFeatures = nCategories.length;
  const columns =
    rows === undefined ? target : target.map((column) => Float64Array.from(rows, (i) => column[i] as number));
  const means = Float64Array.from(columns, mean);
  const encodings = nCategories.flatMap((n, j) => {
    const own = Int32Array.from({ length: columns[0]?.length ?? 0 }, (_, i) => {
      return codes[(rows === undefined ? i : (rows[i] as number)) * nFeatures + j] as number;
    });
    return columns.map((values, c) => encode({ codes: own, n, values, mean: means[c] as number }, smooth));
  });
  return { encodings, means };
}

interface Column {
  readonly codes: Int32Array;
  readonly n: number;
  readonly values: Float64Array;
  readonly mean: number;
}

function encode(column: Column, smooth: 'auto' | number): Float64Array {
  const { codes, n, values, mean: overall } = column;
  const counts = new Float64Array(n);
  const sums = new Float64Array(n);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code === UNKNOWN) continue;
    counts[code] = (counts[code] as number) + 1;
    sums[code] = (sums[code] as number) + (values[i] as number);
  }
  if (smooth === 'auto') return shrink(column, counts, sums);
  return sums.map((total, k) => {
    const weight = (counts[k] as number) + smooth;
    return weight === 0 ? overall : (total + smooth * overall) / weight;
  });
}

/** Means drawn to the overall one by how the variance within a category compares to that of all (empirical Bayes). */
function shrink({ codes, values, mean: overall }: Column, counts: Float64Array, sums: Float64Array): Float64Array {
  const own = sums.map((total, k) => total / (counts[k] as number));
  const squares = new Float64Array(own.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code === UNKNOWN) continue;
    squares[code] = (squares[code] as number) + ((values[i] as number) - (own[code] as number)) ** 2;
  }
  const spread = variance(values);
  return own.map((average, k) => {
    const count = counts[k] as number;
    const weight = (spread * count) / (spread * count + (squares[k] as number) / count);
    // Without samples, or without any variance to weigh.
    return Number.isNaN(weight) ? overall : weight * average + (1 - weight) * overall;
  });
}
