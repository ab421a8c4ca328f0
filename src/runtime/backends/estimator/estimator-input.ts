import type { DType } from '../../../core/tensor/dtype.js';
import type { TensorSpec } from '../../../core/signature.js';
import type { Tensor } from '../../../core/tensor/tensor.js';
import type { Predictor } from '../../../learn/contracts.js';
import type { Samples } from '../../../learn/data/samples.js';
import { Table, type ColumnValues } from '../../../learn/data/table.js';
import { Matrix } from '../../../learn/math/matrix.js';
import { textColumnsOf, type TextColumn } from '../../../learn/preprocessing/common/text-columns.js';

/** The inputs of a session, and what a fitted model is handed of them. */
export interface EstimatorInput {
  readonly specs: readonly TensorSpec[];
  /** @param inputs - As `specs` say. */
  readonly read: (inputs: ReadonlyMap<string, Tensor>) => Samples;
}

/**
 * `X`, all features in one tensor; for a model that takes text, a pipeline as a rule, one input for each feature, under
 * its name.
 *
 * @param document - The model's JSON, which tells what its columns hold.
 */
export function estimatorInput(predictor: Predictor, document: unknown): EstimatorInput {
  const { nFeatures, featureNames } = predictor;
  const texts = textColumnsOf(document);
  if (texts.size === 0) {
    return {
      specs: [{ name: 'X', dtype: 'FP64', shape: [-1, nFeatures] }],
      read: (inputs) => {
        const { data, shape } = inputs.get('X') as Tensor;
        return new Matrix(shape[0] as number, nFeatures, data as Float64Array);
      },
    };
  }
  const specs = Array.from({ length: nFeatures }, (_, j): TensorSpec => {
    const dtype: DType = texts.has(j) ? 'BYTES' : 'FP64';
    return { name: featureNames?.[j] ?? `x${j}`, dtype, shape: [-1, 1], axes: ['batch', ''] };
  });
  return {
    specs,
    read: (inputs) => {
      const columns = specs.map(({ name }, j) => readColumn(inputs.get(name) as Tensor, texts.get(j)));
      return new Table(columns, featureNames);
    },
  };
}

function readColumn({ data }: Tensor, text: TextColumn | undefined): ColumnValues {
  if (text === undefined) return data as Float64Array;
  return Array.from(data as ArrayLike<string | Uint8Array>, (element) => {
    const value = typeof element === 'string' ? element : new TextDecoder().decode(element);
    // A tensor has no missing text; the empty one stands for it, unless it is a value of its own.
    return value === '' && !text.hasEmptyText ? null : value;
  });
}
