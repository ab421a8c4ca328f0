import type { ClassifierOutputs, Label } from '../../../core/session.js';
import type { TensorSpec } from '../../../core/signature.js';
import { Tensor } from '../../../core/tensor/tensor.js';
import { expit } from '../../../learn/math/scores/logistic.js';
import type { Matrix } from '../../../learn/math/matrix.js';
import { oneVersusRestInPlace } from '../../../learn/math/scores/one-versus-rest.js';
import { softmaxInPlace } from '../../../learn/math/scores/softmax.js';

/** The outputs of a session and how they follow from a model's scores. */
export interface ModelAnswer {
  readonly outputs: readonly TensorSpec[];
  readonly classifiers: readonly ClassifierOutputs[];
  /** How many numbers of each row there must be room for: its scores, or what they become. */
  readonly nColumns: number;
  /** @param scores - Shape `[nRows, nColumns]`, the scores in the first of them; the answer takes its memory. */
  of(scores: Matrix): ReadonlyMap<string, Tensor>;
}

/** `value`: the scores themselves, shape `[-1]` for one output, `[-1, nOutputs]` for more. */
export function valueAnswer(nOutputs: number): ModelAnswer {
  const rest = nOutputs === 1 ? [] : [nOutputs];
  return {
    outputs: [{ name: 'value', dtype: 'FP64', shape: [-1, ...rest] }],
    classifiers: [],
    nColumns: nOutputs,
    of: ({ data, nRows }) => new Map<string, Tensor>().set('value', new Tensor('FP64', [nRows, ...rest], data)),
  };
}

/**
 * `probabilities` of two classes from the one score of the second: `[1 − p, p]` with `p = expit(score)`, as
 * scikit-learn computes them.
 */
export function binaryAnswer(classes: readonly Label[]): ModelAnswer {
  return probabilityAnswer(classes, (scores) => {
    for (let k = 0; k < scores.length; k += 2) {
      const p = expit(scores[k] as number);
      scores[k] = 1 - p;
      scores[k + 1] = p;
    }
  });
}

/** `probabilities` of classes with one score each: the softmax of a row's scores. */
export function multinomialAnswer(classes: readonly Label[]): ModelAnswer {
  const k = classes.length;
  return probabilityAnswer(classes, (scores) => {
    for (let first = 0; first < scores.length; first += k) softmaxInPlace(scores, first, first + k);
  });
}

/** `probabilities` of classes that were each learnt against the rest, divided by their sum. */
export function againstRestAnswer(classes: readonly Label[], toProbability: (score: number) => number): ModelAnswer {
  return probabilityAnswer(classes, (scores) => {
    oneVersusRestInPlace(scores, classes.length, toProbability);
  });
}

/** @param toProbabilities - Makes probabilities of scores where they are. */
function probabilityAnswer(classes: readonly Label[], toProbabilities: (scores: Float64Array) => void): ModelAnswer {
  const name = 'probabilities';
  const nColumns = classes.length;
  return {
    outputs: [{ name, dtype: 'FP64', shape: [-1, nColumns] }],
    classifiers: [{ probabilities: name, labels: classes }],
    nColumns,
    of: ({ data, nRows }) => {
      toProbabilities(data);
      return new Map<string, Tensor>().set(name, new Tensor('FP64', [nRows, nColumns], data));
    },
  };
}

/**
 * `scores` and `label` of `ml-logistic-regression`, whose classifier `k` tells class `k` from all others and whose
 * sigmoid is the chance of *not* being class `k`. A class's score is one minus that; a row's scores need not sum
 * to 1. The label is the class that the library chooses: the first of the least sigmoids.
 */
export function oneVersusRestAnswer(nClasses: number): ModelAnswer {
  const labels = Array.from({ length: nClasses }, (_, k) => k);
  return {
    outputs: [
      { name: 'scores', dtype: 'FP64', shape: [-1, nClasses] },
      { name: 'label', dtype: 'INT32', shape: [-1] },
    ],
    classifiers: [{ probabilities: 'scores', label: 'label', labels }],
    nColumns: nClasses,
    of: ({ data: scores, nRows }) => {
      const label = new Int32Array(nRows);
      for (let row = 0, i = 0; row < nRows; row++) {
        let least = Infinity;
        for (let k = 0; k < nClasses; k++, i++) {
          const score = scores[i] as number;
          // The library's own expression, so that scores it rounds to a tie are a tie here too.
          const chanceOfNot = 1 / (1 + Math.exp(-score));
          if (chanceOfNot < least) {
            least = chanceOfNot;
            label[row] = k;
          }
          scores[i] = expit(-score);
        }
      }
      return new Map([
        ['scores', new Tensor('FP64', [nRows, nClasses], scores)],
        ['label', new Tensor('INT32', [nRows], label)],
      ]);
    },
  };
}
