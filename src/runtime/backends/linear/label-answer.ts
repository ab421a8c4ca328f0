import type { DType } from '../../../core/tensor/dtype.js';
import type { Label } from '../../../core/session.js';
import { Tensor } from '../../../core/tensor/tensor.js';
import type { ModelAnswer } from './model-answer.js';

/**
 * `label` and `scores` of a classifier without probabilities: with two classes one score, above 0 for the second of
 * them, shape `[-1]`; else one for each class, shape `[-1, nClasses]`, of which the first of the highest wins.
 */
export function labelAnswer(nOutputs: number, classes: readonly Label[]): ModelAnswer {
  const rest = nOutputs === 1 ? [] : [nOutputs];
  const dtype = labelDType(classes);
  const named = dtype === 'BYTES' ? classes.map(String) : classes;
  return {
    outputs: [
      { name: 'label', dtype, shape: [-1] },
      { name: 'scores', dtype: 'FP64', shape: [-1, ...rest] },
    ],
    classifiers: [{ label: 'label', scores: 'scores', labels: classes }],
    nColumns: nOutputs,
    of: ({ data, nRows }) => {
      const chosen = Array.from({ length: nRows }, (_, i) => named[bestClass(data, i * nOutputs, nOutputs)]);
      return new Map([
        ['label', Tensor.of(dtype, [nRows], chosen)],
        ['scores', new Tensor('FP64', [nRows, ...rest], data)],
      ]);
    },
  };
}

function bestClass(scores: Float64Array, first: number, nOutputs: number): number {
  if (nOutputs === 1) return (scores[first] as number) > 0 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < nOutputs; k++) if ((scores[first + k] as number) > (scores[first + best] as number)) best = k;
  return best;
}

/** The dtype that holds every one of `labels`; those of mixed types become strings. */
function labelDType(labels: readonly Label[]): DType {
  if (labels.every((label) => typeof label === 'boolean')) return 'BOOL';
  if (labels.every((label) => Number.isSafeInteger(label))) return 'INT64';
  return labels.every((label) => typeof label === 'number') ? 'FP64' : 'BYTES';
}
