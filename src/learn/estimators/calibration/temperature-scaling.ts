import { Matrix } from '../../math/matrix.js';
import { softmaxInPlace } from '../../math/scores/softmax.js';
import { sum } from '../../math/sums/sum.js';
import type { CalibrationFit } from './platt-scaling.js';

/** The inverse temperature is looked for between both, as in scikit-learn. */
const LOWEST = Math.exp(-10);
const HIGHEST = Math.exp(10);

/** One number that all logits are multiplied by before they become probabilities. */
export interface TemperatureScaling {
  /** Inverse temperature: below 1 makes a model less sure. */
  readonly beta: number;
}

/**
 * The inverse temperature with the lowest log loss.
 *
 * @param logits - Shape `[nSamples, nClasses]`.
 * @param classOf - Position of the true class of each sample.
 *
 * Method: Guo et al. 2017. The loss is convex in the inverse temperature, so that its slope has one root: found by
 * bisection of the logarithm, to the last digit.
 */
export function fitTemperature(
  logits: Matrix,
  classOf: Int32Array,
  weights: Float64Array,
): TemperatureScaling & CalibrationFit {
  const probabilities = new Float64Array(logits.nColumns);
  const slope = (beta: number): number =>
    sum(logits.nRows, (i) => {
      const row = logits.row(i);
      for (let k = 0; k < row.length; k++) probabilities[k] = beta * (row[k] as number);
      softmaxInPlace(probabilities);
      let mean = 0;
      for (let k = 0; k < row.length; k++) mean += (probabilities[k] as number) * (row[k] as number);
      return (weights[i] as number) * (mean - (row[classOf[i] as number] as number));
    });
  if (slope(LOWEST) >= 0) return { beta: LOWEST, nIter: 1, isConverged: true };
  // A model that is right about every sample: no temperature is low enough.
  if (slope(HIGHEST) <= 0) return { beta: HIGHEST, nIter: 2, isConverged: true };
  let low = -10;
  let high = 10;
  let nIter = 2;
  for (let middle = 0; high - low > 2 ** -50 && nIter < 100; nIter++) {
    if (slope(Math.exp(middle)) < 0) low = middle;
    else high = middle;
    middle = low + (high - low) / 2;
  }
  return { beta: Math.exp(low + (high - low) / 2), nIter, isConverged: true };
}

/** Softmax of the logits times `beta`; shape `[nSamples, nClasses]`. */
export function applyTemperature(logits: Matrix, { beta }: TemperatureScaling): Matrix {
  const scaled = new Matrix(
    logits.nRows,
    logits.nColumns,
    logits.data.map((value) => beta * value),
  );
  for (let i = 0; i < scaled.nRows; i++) softmaxInPlace(scaled.row(i));
  return scaled;
}
