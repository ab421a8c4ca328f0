import type { JsonValue } from '../core/json.js';
import type { Label } from '../core/session.js';

/** One answer for one row; plain data that JSON can hold. */
export type Prediction = ClassificationPrediction | MultilabelPrediction | RegressionPrediction | TensorPrediction;

/** The chosen class, and how probable each is. */
export interface ClassificationPrediction {
  readonly label: Label;
  /** Probability by label; absent where `topK` is set. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /** The `topK` most probable classes, most probable first. */
  readonly top?: readonly { readonly label: Label; readonly probability: number }[];
}

/** The labels that apply, and how probable each is. */
export interface MultilabelPrediction {
  readonly labels: readonly Label[];
  readonly probabilities: Readonly<Record<string, number>>;
}

/** The predicted number, or numbers where the model has several targets. */
export interface RegressionPrediction {
  readonly value: number | readonly number[];
}

/** What the model's outputs hold for this row, by output name; nested arrays where an output has further axes. */
export interface TensorPrediction {
  readonly [output: string]: JsonValue;
}
