import type { JsonObject } from '../../core/json.js';
import type { Label } from '../../core/session.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import type { ClassificationPrediction } from '../predict/prediction.js';
import { labelDType, labelSchema, labelTensor } from './labels.js';
import type { OutputStage } from './output-stage.js';
import type { OwnLabel } from './own-label.js';
import { finiteNumbers } from './scores.js';

/** What a classifier without probabilities answers with. */
export interface LabelOutputOptions {
  /** The classes in order. */
  readonly labels: readonly Label[];
  readonly own: OwnLabel;
  /** The session's output with its scores. @default none */
  readonly scores: string | undefined;
}

/** The class that the model chose, with its scores where it has some: for classifiers without probabilities. */
export function labelOutput({ outputs }: Signature, { labels, own, scores }: LabelOutputOptions): OutputStage {
  const spec = outputs.find(({ name }) => name === scores);
  const width = spec === undefined || spec.shape.length === 1 ? 1 : (spec.shape[1] ?? 1);
  const chosenOf = (tensors: ReadonlyMap<string, Tensor>): { nRows: number; label: (row: number) => Label } => {
    const chosen = tensors.get(own.output) as Tensor;
    return { nRows: chosen.data.length, label: own.read(chosen) };
  };
  const scoresOf = (tensors: ReadonlyMap<string, Tensor>): ((row: number) => Pick<Prediction, 'scores'>) => {
    if (spec === undefined) return () => ({});
    const numbers = finiteNumbers(spec.name, tensors.get(spec.name) as Tensor);
    if (width === 1) return (i) => ({ scores: numbers[i] as number });
    return (i) => ({ scores: Array.from(numbers.subarray(i * width, (i + 1) * width)) });
  };
  const scoreSpec: readonly TensorSpec[] = spec === undefined ? [] : [spec];
  return {
    outputs: [{ name: 'label', dtype: labelDType(labels), shape: [-1], axes: ['batch'] }, ...scoreSpec],
    needs: [own.output, ...scoreSpec.map(({ name }) => name)],
    classes: labels,
    predictionSchema: predictionSchema(labels, spec === undefined ? 0 : width),
    toPredictions: (tensors) => {
      const { nRows, label } = chosenOf(tensors);
      const scoresAt = scoresOf(tensors);
      return Array.from({ length: nRows }, (_, i) => ({ label: label(i), ...scoresAt(i) }));
    },
    toTensors: (tensors) => {
      const { nRows, label } = chosenOf(tensors);
      const decided = Array.from({ length: nRows }, (_, i) => label(i));
      const made = new Map([['label', labelTensor(labels, decided)]]);
      return spec === undefined ? made : made.set(spec.name, tensors.get(spec.name) as Tensor);
    },
  };
}

type Prediction = ClassificationPrediction;

function predictionSchema(labels: readonly Label[], width: number): JsonObject {
  const number: JsonObject = { type: 'number' };
  const scores = width === 1 ? number : { type: 'array', items: number, minItems: width, maxItems: width };
  const properties = { label: labelSchema(labels), ...(width > 0 && { scores }) };
  return { type: 'object', properties, required: Object.keys(properties) };
}
