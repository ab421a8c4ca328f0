import { expit } from '../../learn/math/scores/logistic.js';
import { softmaxInPlace } from '../../learn/math/scores/softmax.js';

/** Turns scores into probabilities, row by row. */
export type Activation = 'none' | 'softmax' | 'sigmoid';

/**
 * Probabilities from scores: new numbers, or with `none` the scores themselves.
 *
 * @param scores - Rows of `width` scores; not changed.
 */
export function activate<S extends Float64Array | Float32Array>(
  scores: S,
  width: number,
  activation: Activation,
): S | Float64Array {
  if (activation === 'none') return scores;
  const probabilities = new Float64Array(scores);
  if (activation === 'sigmoid') {
    for (let k = 0; k < probabilities.length; k++) probabilities[k] = expit(probabilities[k] as number);
  } else {
    for (let start = 0; start < probabilities.length; start += width) {
      softmaxInPlace(probabilities, start, start + width);
    }
  }
  return probabilities;
}
