import { expit } from '../../math/logistic.js';
import { Matrix } from '../../math/matrix.js';
import type { SgdLossName } from './descent/sgd-loss.js';

/** Whether the scores of a model with this loss stand for probabilities. */
export function hasProbabilities(loss: SgdLossName): boolean {
  return loss === 'log_loss' || loss === 'modified_huber';
}

/**
 * Probabilities from scores: `1 / (1 + exp(−score))` for the log loss, else `(score + 1) / 2` within 0 and 1. Those of
 * many classes are divided by their sum; where all are 0 they become equal.
 *
 * @param scores - Shape `[nSamples, 1]` for two classes, else `[nSamples, nClasses]`; may be written to.
 *
 * Source: Zadrozny & Elkan 2002 (normalising); Zhang 2004 (modified Huber loss).
 */
export function sgdProbabilities(scores: Matrix, loss: SgdLossName): Matrix {
  const toProbability = loss === 'log_loss' ? expit : clip;
  if (scores.nColumns === 1) {
    const probabilities = new Matrix(scores.nRows, 2);
    for (let i = 0; i < scores.nRows; i++) {
      const positive = toProbability(scores.data[i] as number);
      probabilities.data[2 * i] = 1 - positive;
      probabilities.data[2 * i + 1] = positive;
    }
    return probabilities;
  }
  for (let i = 0; i < scores.nRows; i++) {
    const row = scores.row(i);
    let total = 0;
    for (let k = 0; k < row.length; k++) total += row[k] = toProbability(row[k] as number);
    for (let k = 0; k < row.length; k++) row[k] = total === 0 ? 1 / row.length : (row[k] as number) / total;
  }
  return scores;
}

function clip(score: number): number {
  return (Math.max(-1, Math.min(1, score)) + 1) / 2;
}
