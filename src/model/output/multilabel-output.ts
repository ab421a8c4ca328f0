import type { Signature } from '../../core/signature.js';
import { Tensor } from '../../core/tensor/tensor.js';
import type { MultilabelPostprocessing } from '../description.js';
import { activate } from './activations.js';
import { byLabel } from './by-label.js';
import { labelSchema } from './labels.js';
import type { OutputStage } from './output-stage.js';
import { findOutput, finiteNumbers } from './scores.js';

/**
 * Any number of labels at once, each decided by its own probability.
 *
 * @throws {ModelMountError} `INVALID_MANIFEST` if the declaration does not fit the session's outputs.
 */
export function multilabelOutput(signature: Signature, declared: MultilabelPostprocessing): OutputStage {
  const { labels, activation = 'sigmoid', threshold = 0.5 } = declared;
  const k = labels.length;
  const scores = findOutput(signature, declared.scores, [k]);
  const toObject = byLabel(labels);
  const probabilitiesOf = (outputs: ReadonlyMap<string, Tensor>): Float64Array | Float32Array =>
    activate(finiteNumbers(scores.name, outputs.get(scores.name) as Tensor), k, activation);
  return {
    outputs: [
      { name: 'labels', dtype: 'BOOL', shape: [-1, k], axes: ['batch', ''] },
      { name: 'probabilities', dtype: 'FP64', shape: [-1, k], axes: ['batch', ''] },
    ],
    needs: [scores.name],
    predictionSchema: {
      type: 'object',
      properties: {
        labels: { type: 'array', items: labelSchema(labels) },
        probabilities: { type: 'object', additionalProperties: { type: 'number', minimum: 0, maximum: 1 } },
      },
      required: ['labels', 'probabilities'],
    },
    toPredictions: (outputs, nRows) => {
      const values = probabilitiesOf(outputs);
      return Array.from({ length: nRows }, (_, i) => ({
        labels: labels.filter((_label, j) => (values[i * k + j] as number) >= threshold),
        probabilities: toObject(values, i * k),
      }));
    },
    toTensors: (outputs) => {
      const values = probabilitiesOf(outputs);
      const shape = [values.length / k, k];
      return new Map([
        [
          'labels',
          new Tensor(
            'BOOL',
            shape,
            Uint8Array.from(values, (value) => Number(value >= threshold)),
          ),
        ],
        ['probabilities', new Tensor('FP64', shape, new Float64Array(values))],
      ]);
    },
  };
}
