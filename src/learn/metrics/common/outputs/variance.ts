import { sumFilled, sumOf } from '../../../math/sums/block-sum.js';

/**
 * The mean squared distance of values from their mean; exactly 0 where all values of a weight above 0 are equal, even
 * if their mean rounds.
 */
export function variance(values: Float64Array, weights: Float64Array | undefined): number {
  if (isConstant(values, weights)) return 0;
  const n = values.length;
  const total = weights === undefined ? n : sumOf(weights);
  const mean = weightedSum(values, weights) / total;
  const squares = sumFilled(
    n,
    (block, start, end) => {
      for (let i = start, k = 0; i < end; i++, k++) {
        const distance = (values[i] as number) - mean;
        block[k] = distance * distance;
      }
    },
    weights,
  );
  return squares / total;
}

/** The mean of values. */
export function meanOf(values: Float64Array, weights: Float64Array | undefined): number {
  return weightedSum(values, weights) / (weights === undefined ? values.length : sumOf(weights));
}

/** Whether all values of a weight above 0 are equal. */
export function isConstant(values: Float64Array, weights: Float64Array | undefined): boolean {
  if (weights === undefined) {
    for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
    return true;
  }
  const first = values[weights.findIndex((weight) => weight > 0)];
  return values.every((value, i) => value === first || weights[i] === 0);
}

function weightedSum(values: Float64Array, weights: Float64Array | undefined): number {
  if (weights === undefined) return sumOf(values);
  return sumFilled(
    values.length,
    (block, start, end) => {
      block.set(values.subarray(start, end));
    },
    weights,
  );
}
