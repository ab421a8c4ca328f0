import { expit } from '../../learn/math/logistic.js';
import { softmaxInPlace } from '../../learn/math/softmax.js';

/** Turns scores into probabilities, row by row, in place. */
export type Activation = 'none' | 'softmax' | 'sigmoid';

/**
 * Probabilities from scores.
 *
 * @param scores - Rows of `width` scores; changed in place.
 */
export function activate(scores: Float64Array, width: number, activation: Activation): void {
  if (activation === 'sigmoid') scores.forEach((score, k) => (scores[k] = expit(score)));
  if (activation !== 'softmax') return;
  for (let start = 0; start < scores.length; start += width) softmaxInPlace(scores.subarray(start, start + width));
}
