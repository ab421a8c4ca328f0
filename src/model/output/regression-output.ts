import type { Signature } from '../../core/signature.js';
import { Tensor } from '../../core/tensor/tensor.js';
import type { RegressionPostprocessing } from '../description.js';
import type { RegressionPrediction } from '../predict/prediction.js';
import type { OutputStage } from './output-stage.js';
import { findOutput, finiteNumbers } from './scores.js';

/**
 * A number per row, or several where the model has several targets.
 *
 * @throws {ModelMountError} `INVALID_MANIFEST` if the declaration does not fit the session's outputs.
 */
export function regressionOutput(signature: Signature, declared: RegressionPostprocessing): OutputStage {
  const widths = [...new Set(signature.outputs.map((spec) => spec.shape[1] ?? 1))];
  const spec = findOutput(signature, declared.output, widths);
  const width = spec.shape.length === 1 ? 1 : (spec.shape[1] ?? 1);
  const read = (outputs: ReadonlyMap<string, Tensor>): Float64Array | Float32Array =>
    finiteNumbers(spec.name, outputs.get(spec.name) as Tensor);
  return {
    outputs: [
      {
        name: 'value',
        dtype: 'FP64',
        shape: width === 1 ? [-1] : [-1, width],
        axes: width === 1 ? ['batch'] : ['batch', ''],
      },
    ],
    needs: [spec.name],
    predictionSchema: {
      type: 'object',
      properties: { value: width === 1 ? { type: 'number' } : { type: 'array', items: { type: 'number' } } },
      required: ['value'],
    },
    toPredictions: (outputs, nRows) => {
      const values = read(outputs);
      const columns = nRows === 0 ? 0 : values.length / nRows;
      const predictions: RegressionPrediction[] = [];
      for (let i = 0; i < nRows; i++) {
        const value = width === 1 ? (values[i] as number) : Array.from(values.subarray(i * columns, (i + 1) * columns));
        predictions.push({ value });
      }
      return predictions;
    },
    toTensors: (outputs) => {
      const values = read(outputs);
      const nRows = outputs.get(spec.name)?.shape[0] ?? values.length;
      return new Map([
        [
          'value',
          new Tensor('FP64', width === 1 ? [values.length] : [nRows, values.length / nRows], new Float64Array(values)),
        ],
      ]);
    },
  };
}
