import { sumFilled, sumOf } from '../../math/sums/block-sum.js';
import type { CodedProbabilities } from './read-brier-scores.js';

/** The mean over the samples of `Σ_k (p_k − y_k)²`, where y is 1 for the true class and 0 for the others. */
export function squaredDistance(read: CodedProbabilities): number {
  const { codes, scores, weights } = read;
  const fill = scores.nColumns === 1 ? fillOfTwo : fillOfMany;
  const total = sumFilled(
    codes.length,
    (block, start, end) => {
      fill(read, block, { start, end });
    },
    weights,
  );
  return total / (weights === undefined ? codes.length : sumOf(weights));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** One column is the probability of the second class: both classes are off by the same. */
function fillOfTwo({ codes, scores: { data } }: CodedProbabilities, block: Float64Array, { start, end }: Range): void {
  for (let i = start, place = 0; i < end; i++, place++) {
    const difference = (data[i] as number) - (codes[i] as number);
    block[place] = 2 * difference * difference;
  }
}

function fillOfMany({ codes, scores }: CodedProbabilities, block: Float64Array, { start, end }: Range): void {
  const { data, nColumns } = scores;
  for (let i = start, place = 0, cell = start * nColumns; i < end; i++, place++) {
    const code = codes[i] as number;
    let total = 0;
    for (let k = 0; k < nColumns; k++, cell++) {
      const difference = (data[cell] as number) - (k === code ? 1 : 0);
      total += difference * difference;
    }
    block[place] = total;
  }
}
