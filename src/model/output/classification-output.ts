import { ModelMountError } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { Label } from '../../core/session.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import { Tensor } from '../../core/tensor/tensor.js';
import type { ClassificationPostprocessing } from '../description.js';
import type { ClassificationPrediction } from '../predict/prediction.js';
import { activate, type Activation } from './activations.js';
import { byLabel } from './by-label.js';
import { labelSchema, labelTensor, labelDType } from './labels.js';
import type { OutputStage } from './output-stage.js';
import type { OwnLabel } from './own-label.js';
import { findOutput, finiteNumbers } from './scores.js';

/**
 * One class of several, with probabilities.
 *
 * @param own - The class that the model itself chooses, which then decides unless there is a threshold. @default the most
 *   probable one
 * @throws {ModelMountError} `INVALID_MANIFEST` if the declaration does not fit the session's outputs.
 */
export function classificationOutput(
  signature: Signature,
  declared: ClassificationPostprocessing,
  own?: OwnLabel,
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
  const k = labels.length;
  const probabilitiesOf = (outputs: ReadonlyMap<string, Tensor>): Numbers =>
    readProbabilities(scores, outputs.get(scores.name) as Tensor, { k, activation });
  const chosenOf = (outputs: ReadonlyMap<string, Tensor>, probabilities: Numbers): ((row: number) => Label) => {
    if (threshold !== undefined)
      return (i) => labels[(probabilities[2 * i + 1] as number) >= threshold ? 1 : 0] as Label;
    if (own !== undefined) return own.read(outputs.get(own.output) as Tensor);
    return (i) => labels[largest(probabilities, i * k, k)] as Label;
  };
  const predict = topK === undefined ? allClasses(labels) : topClasses(labels, topK);
  return {
    outputs: [
      { name: 'label', dtype: labelDType(labels), shape: [-1], axes: ['batch'] },
      { name: 'probabilities', dtype: 'FP64', shape: [-1, k], axes: ['batch', ''] },
    ],
    needs: [scores.name, ...(own === undefined || threshold !== undefined ? [] : [own.output])],
    classes: labels,
    predictionSchema: predictionSchema(labels, topK),
    toPredictions: (outputs) => {
      const probabilities = probabilitiesOf(outputs);
      const chosen = chosenOf(outputs, probabilities);
      const predictions: ClassificationPrediction[] = [];
      for (let i = 0; i * k < probabilities.length; i++) predictions.push(predict(chosen(i), probabilities, i * k));
      return predictions;
    },
    toTensors: (outputs) => {
      const probabilities = probabilitiesOf(outputs);
      const nRows = probabilities.length / k;
      const chosen = chosenOf(outputs, probabilities);
      const decided = Array.from({ length: nRows }, (_, i) => chosen(i));
      return new Map([
        ['label', labelTensor(labels, decided)],
        ['probabilities', new Tensor('FP64', [nRows, k], new Float64Array(probabilities))],
      ]);
    },
  };
}

type Numbers = Float64Array | Float32Array;

function readProbabilities(
  spec: TensorSpec,
  tensor: Tensor,
  { k, activation }: { readonly k: number; readonly activation: Activation },
): Numbers {
  const width = tensor.shape.length === 1 ? 1 : (tensor.shape[1] ?? 1);
  const values = activate(finiteNumbers(spec.name, tensor), width, activation);
  if (width === k) return values;
  if (width !== 1 || k !== 2) {
    throw new ModelMountError(
      'INVALID_MANIFEST',
      `output "${spec.name}" has ${width} columns, but ${k} labels are declared`,
    );
  }
  // One score is the second class's; the first has the rest.
  const both = new Float64Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    both[2 * i] = 1 - (values[i] as number);
    both[2 * i + 1] = values[i] as number;
  }
  return both;
}

/** Where the largest of `k` numbers stands; the first of equals wins, as in numpy's argmax. */
function largest(numbers: Numbers, start: number, k: number): number {
  let best = 0;
  for (let c = 1; c < k; c++) if ((numbers[start + c] as number) > (numbers[start + best] as number)) best = c;
  return best;
}

type Predict = (label: Label, probabilities: Numbers, start: number) => ClassificationPrediction;

function allClasses(labels: readonly Label[]): Predict {
  const toObject = byLabel(labels);
  return (label, probabilities, start) => ({ label, probabilities: toObject(probabilities, start) });
}

function topClasses(labels: readonly Label[], topK: number): Predict {
  return (label, probabilities, start) => {
    const ranked = labels.map((name, c) => ({ label: name, probability: probabilities[start + c] as number }));
    return { label, top: ranked.sort((a, b) => b.probability - a.probability).slice(0, topK) };
  };
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
