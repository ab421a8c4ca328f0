import { ModelMountError } from '../../../core/errors.js';
import { Matrix } from '../../math/matrix.js';
import { RandomState } from '../../math/random-state.js';
import type { GradientDescentSettings } from './gradient-descent-options.js';

/** What is minimised, a mean over rows, as far as descent needs to know. */
export interface DescentProblem {
  /** Shape `[nSamples, nFeatures]`. */
  readonly rows: Matrix;
  /** Sample weights with a mean of 1. */
  readonly weights: Float64Array;
  readonly nOutputs: number;
  /**
   * Puts into `slopes` the derivatives of row `i`'s loss by its scores, and gives the loss.
   *
   * @param scores - One for each output.
   */
  readonly lossOf: (i: number, scores: Float64Array, slopes: Float64Array) => number;
}

/** Where descent ended, and how it got there. */
export interface Descent {
  /** Shape `[nOutputs, nFeatures]`. */
  readonly coef: Matrix;
  readonly intercept: Float64Array;
  /** Objective over all rows before the first step and after each epoch. */
  readonly lossCurve: Float64Array;
  /** Epochs. */
  readonly nIter: number;
  readonly isConverged: boolean;
  /** Largest component of the objective's gradient over all rows, without its sign. */
  readonly gradientNorm: number;
}

/**
 * Gradient descent, as textbooks have it: `v ← momentum · v − learningRate · gradient`, `w ← w + v`, from 0.
 *
 * Each epoch goes over all rows, in batches; after it loss and gradient are taken over all rows. It ends when no
 * component of that gradient is larger than `tol`.
 *
 * Time O(nSamples · nFeatures · nOutputs) an epoch. Source: Polyak 1964 (momentum).
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the loss is not finite any more: the steps are too long.
 */
export function descend(problem: DescentProblem, settings: GradientDescentSettings): Descent {
  const { rows, nOutputs } = problem;
  const { learningRate, momentum, maxIter, tol, randomState, shuffle } = settings;
  const nSamples = rows.nRows;
  const batchSize = Math.min(settings.batchSize, nSamples);
  const size = nOutputs * (rows.nColumns + 1);
  const at = new Float64Array(size);
  const velocity = new Float64Array(size);
  const gradient = new Float64Array(size);
  const inOrder = Array.from({ length: nSamples }, (_, i) => i);
  const random = new RandomState(randomState);
  const lossCurve: number[] = [];
  let order = inOrder;
  let gradientNorm = Infinity;
  let nIter = 0;
  for (;;) {
    const loss = differentiate(problem, settings, { at, gradient, batch: inOrder });
    gradientNorm = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    lossCurve.push(loss);
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `the loss grew beyond all numbers in epoch ${nIter}; lower learningRate, now ${learningRate}, or bring the features to one scale (StandardScaler)`,
      );
    }
    if (gradientNorm <= tol || nIter === maxIter) break;
    nIter++;
    const isWhole = batchSize === nSamples;
    if (shuffle && !isWhole) order = random.shuffle(order);
    for (let start = 0; start < nSamples; start += batchSize) {
      // Of all rows the gradient is known already.
      if (!isWhole) differentiate(problem, settings, { at, gradient, batch: order.slice(start, start + batchSize) });
      for (let k = 0; k < size; k++) {
        velocity[k] = momentum * (velocity[k] as number) - learningRate * (gradient[k] as number);
        at[k] = (at[k] as number) + (velocity[k] as number);
      }
    }
  }
  const width = rows.nColumns;
  const coef = new Matrix(nOutputs, width);
  const intercept = new Float64Array(nOutputs);
  for (let k = 0; k < nOutputs; k++) {
    // + 0 turns −0 into 0.
    for (let j = 0; j < width; j++) coef.data[k * width + j] = (at[k * (width + 1) + j] as number) + 0;
    intercept[k] = (at[k * (width + 1) + width] as number) + 0;
  }
  return {
    coef,
    intercept,
    lossCurve: Float64Array.from(lossCurve),
    nIter,
    isConverged: gradientNorm <= tol,
    gradientNorm,
  };
}

/** Writes the gradient of the objective over a batch, and gives the objective. */
function differentiate(
  { rows, weights, nOutputs, lossOf }: DescentProblem,
  { alpha, fitIntercept }: GradientDescentSettings,
  target: { readonly at: Float64Array; readonly gradient: Float64Array; readonly batch: readonly number[] },
): number {
  const { at, gradient, batch } = target;
  const width = rows.nColumns;
  const scores = new Float64Array(nOutputs);
  const slopes = new Float64Array(nOutputs);
  gradient.fill(0);
  let total = 0;
  for (const i of batch) {
    const start = i * width;
    for (let k = 0; k < nOutputs; k++) {
      let score = at[k * (width + 1) + width] as number;
      for (let j = 0, w = k * (width + 1); j < width; j++, w++) {
        score += (at[w] as number) * (rows.data[start + j] as number);
      }
      scores[k] = score;
    }
    const share = (weights[i] as number) / batch.length;
    total += share * lossOf(i, scores, slopes);
    for (let k = 0; k < nOutputs; k++) {
      const slope = share * (slopes[k] as number);
      let w = k * (width + 1);
      for (let j = 0; j < width; j++, w++)
        gradient[w] = (gradient[w] as number) + slope * (rows.data[start + j] as number);
      if (fitIntercept) gradient[w] = (gradient[w] as number) + slope;
    }
  }
  for (let w = 0; w < at.length; w++) {
    if (w % (width + 1) === width) continue;
    const value = at[w] as number;
    total += 0.5 * alpha * value * value;
    gradient[w] = (gradient[w] as number) + alpha * value;
  }
  return total;
}
