import { ModelMountError } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { Label } from '../../core/session.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import { Tensor } from '../../core/tensor.js';
import type { ClassificationPostprocessing } from '../description.js';
import type { ClassificationPrediction } from '../prediction.js';
import { activate } from './activations.js';
import { labelSchema, labelTensor, labelDType } from './labels.js';
import type { OutputStage } from './output-stage.js';
import { findOutput, finiteNumbers } from './scores.js';

/**
 * One class of several, with probabilities.
 *
 * @param labelOutput - Session output with the class that the model itself chose, which then decides.
 * @throws {ModelMountError} `INVALID_MANIFEST` if the declaration does not fit the session's outputs.
 */
export function classificationOutput(
  signature: Signature,
  declared: ClassificationPostprocessing,
  labelOutput?: string,
): OutputStage {
  const { labels, activation = 'none', threshold, topK } = declared;
  if (threshold !== undefined && labels.length !== 2) {
    throw new ModelMountError(
      'INVALID_MANIFEST',
      `a threshold decides between two classes; there are ${labels.length}`,
    );
  }
  const scores = findOutput(
    signature,
    declared.scores,
    labels.length === 2 && activation !== 'softmax' ? [2, 1] : [labels.length],
  );
  const probabilitiesOf = (outputs: ReadonlyMap<string, Tensor>): Float64Array =>
    readProbabilities(scores, outputs.get(scores.name) as Tensor, { k: labels.length, activation });
  const choose = (row: Float64Array): number => {
    if (threshold !== undefined) return (row[1] as number) >= threshold ? 1 : 0;
    // The first of equals wins, as in numpy's argmax.
    return row.reduce((best, value, k) => (value > (row[best] as number) ? k : best), 0);
  };
  const chosen = (outputs: ReadonlyMap<string, Tensor>, probabilities: Float64Array): Label[] => {
    const own = labelOutput === undefined || threshold !== undefined ? undefined : outputs.get(labelOutput);
    if (own !== undefined)
      return own.toFlat().map((value) => (typeof value === 'bigint' ? Number(value) : (value as Label)));
    return rowsOf(probabilities, labels.length).map((row) => labels[choose(row)] as Label);
  };
  return {
    outputs: [
      { name: 'label', dtype: labelDType(labels), shape: [-1], axes: ['batch'] },
      { name: 'probabilities', dtype: 'FP64', shape: [-1, labels.length], axes: ['batch', ''] },
    ],
    needs: [scores.name, ...(labelOutput === undefined ? [] : [labelOutput])],
    classes: labels,
    predictionSchema: predictionSchema(labels, topK),
    toPredictions: (outputs) => {
      const probabilities = probabilitiesOf(outputs);
      const decided = chosen(outputs, probabilities);
      return rowsOf(probabilities, labels.length).map((row, i) =>
        prediction(decided[i] as Label, row, { labels, topK }),
      );
    },
    toTensors: (outputs) => {
      const probabilities = probabilitiesOf(outputs);
      const decided = chosen(outputs, probabilities);
      return new Map([
        ['label', labelTensor(labels, decided)],
        ['probabilities', new Tensor('FP64', [decided.length, labels.length], probabilities)],
      ]);
    },
  };
}

function readProbabilities(
  spec: TensorSpec,
  tensor: Tensor,
  { k, activation }: { readonly k: number; readonly activation: 'none' | 'softmax' | 'sigmoid' },
): Float64Array {
  const values = finiteNumbers(spec.name, tensor);
  const width = tensor.shape.length === 1 ? 1 : (tensor.shape[1] ?? 1);
  activate(values, width, activation);
  if (width === k) return values;
  if (width !== 1 || k !== 2) {
    throw new ModelMountError(
      'INVALID_MANIFEST',
      `output "${spec.name}" has ${width} columns, but ${k} labels are declared`,
    );
  }
  // One score is the second class's; the first has the rest.
  return Float64Array.from({ length: values.length * 2 }, (_, i) => {
    const positive = values[i >> 1] as number;
    return i % 2 === 0 ? 1 - positive : positive;
  });
}

function rowsOf(values: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: values.length / width }, (_, i) => values.subarray(i * width, (i + 1) * width));
}

function prediction(
  label: Label,
  row: Float64Array,
  { labels, topK }: { readonly labels: readonly Label[]; readonly topK: number | undefined },
): ClassificationPrediction {
  if (topK === undefined) {
    return { label, probabilities: Object.fromEntries(labels.map((name, k) => [String(name), row[k] as number])) };
  }
  const ranked = labels.map((name, k) => ({ label: name, probability: row[k] as number }));
  return { label, top: ranked.sort((a, b) => b.probability - a.probability).slice(0, topK) };
}

function predictionSchema(labels: readonly Label[], topK: number | undefined): JsonObject {
  const probability: JsonObject = { type: 'number', minimum: 0, maximum: 1 };
  const label = labelSchema(labels);
  const detail: Record<string, JsonObject> =
    topK === undefined
      ? {
          probabilities: {
            type: 'object',
            properties: Object.fromEntries(labels.map((name) => [String(name), probability])),
          },
        }
      : {
          top: {
            type: 'array',
            maxItems: topK,
            items: { type: 'object', properties: { label, probability }, required: ['label', 'probability'] },
          },
        };
  return { type: 'object', properties: { label, ...detail }, required: ['label', ...Object.keys(detail)] };
}
