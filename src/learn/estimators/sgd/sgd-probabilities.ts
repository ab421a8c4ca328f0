import { expit } from '../../math/scores/logistic.js';
import { Matrix } from '../../math/matrix.js';
import { clippedProbability, oneVersusRestInPlace } from '../../math/scores/one-versus-rest.js';
import type { SgdLossName } from './descent/sgd-loss.js';

/** Whether the scores of a model with this loss stand for probabilities. */
export function hasProbabilities(loss: SgdLossName): boolean {
  return loss === 'logLoss' || loss === 'modifiedHuber';
}

/**
 * Probabilities from scores: `1 / (1 + exp(−score))` for the log loss, else `(score + 1) / 2` within 0 and 1. Those of
 * many classes are divided by their sum; where all are 0 they become equal.
 *
 * @param scores - Shape `[nSamples, 1]` for two classes, else `[nSamples, nClasses]`; may be written to.
 */
export function sgdProbabilities(scores: Matrix, loss: SgdLossName): Matrix {
  const isBinary = scores.nColumns === 1;
  const probabilities = isBinary ? new Matrix(scores.nRows, 2) : scores;
  if (isBinary) for (let i = 0; i < scores.nRows; i++) probabilities.data[2 * i] = scores.data[i] as number;
  const toProbability = loss === 'logLoss' ? expit : clippedProbability;
  oneVersusRestInPlace(probabilities.data, probabilities.nColumns, toProbability);
  return probabilities;
}
