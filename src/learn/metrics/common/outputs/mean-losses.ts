import { sumBlocks, sumFilled, sumOf } from '../../../math/sums/block-sum.js';
import type { SampleWeightOption } from '../check-targets.js';
import {
  readOutputs,
  readOutputsUnseen,
  type NumberTarget,
  type OutputPair,
  type OutputPairs,
} from './number-outputs.js';

/**
 * What each prediction costs; written a block at a time, so that each loss is a loop of its own. Must not be a finite
 * number where the truth or the prediction is not.
 */
export interface Loss {
  /** Writes the losses of the samples from `start` to before `end` to the front of `block`. */
  fill(pair: OutputPair, block: Float64Array, range: Range): void;
  /** The sum of the same losses, where that is faster. */
  readonly sum?: (pair: OutputPair, start: number, end: number) => number;
}

/** Samples from `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The mean loss of each output.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming what does not belong.
 */
export function meanLosses(
  [yTrue, yPred]: readonly [NumberTarget, NumberTarget],
  options: SampleWeightOption,
  loss: Loss,
): Float64Array {
  // A weight of 0 would hide a value that is not finite: without weights the result shows it, and nobody has to look.
  const isSeen = options.sampleWeight !== undefined;
  const pairs = (isSeen ? readOutputs : readOutputsUnseen)(yTrue, yPred, options);
  const means = meanLossesOf(pairs, loss);
  if (!isSeen && !means.every(Number.isFinite)) readOutputs(yTrue, yPred, options);
  return means;
}

/** `meanLosses` of targets that are read already. */
export function meanLossesOf({ nSamples, outputs, weights }: OutputPairs, loss: Loss): Float64Array {
  const total = weights === undefined ? nSamples : sumOf(weights);
  return Float64Array.from(outputs, (pair) => sumLoss(pair, weights, loss) / total);
}

function sumLoss(pair: OutputPair, weights: Float64Array | undefined, loss: Loss): number {
  const { length } = pair.yTrue;
  const { sum } = loss;
  if (weights === undefined && sum !== undefined) {
    return sumBlocks(length, (start, end) => sum(pair, start, end));
  }
  return sumFilled(
    length,
    (block, start, end) => {
      loss.fill(pair, block, { start, end });
    },
    weights,
  );
}
