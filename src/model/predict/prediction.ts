import type { JsonValue } from '../../core/json.js';
import type { Label } from '../../core/session.js';

/**
 * One answer for one row; plain data that JSON can hold. Members that a kind of prediction does not have are declared
 * as absent, so that `prediction.label` and `prediction.value` can be asked of any.
 */
export type Prediction = ClassificationPrediction | MultilabelPrediction | RegressionPrediction | TensorPrediction;

/** The chosen class, and how probable each is. */
export interface ClassificationPrediction {
  readonly label: Label;
  /** Probability by label; absent where `topK` is set, and where the model has none. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /**
   * How a model without probabilities chose, if it says so: of two classes the score of the second, which is chosen
   * as a rule where it is above 0; of more classes a score for each, in their order.
   */
  readonly scores?: number | readonly number[];
  /** The `topK` most probable classes, most probable first. */
  readonly top?: readonly { readonly label: Label; readonly probability: number }[];
  readonly labels?: undefined;
  readonly value?: undefined;
}

/** The labels that apply, and how probable each is. */
export interface MultilabelPrediction {
  readonly labels: readonly Label[];
  readonly probabilities: Readonly<Record<string, number>>;
  readonly label?: undefined;
  readonly value?: undefined;
}

/** The predicted number, or numbers where the model has several targets. */
export interface RegressionPrediction {
  readonly value: number | readonly number[];
  readonly label?: undefined;
  readonly labels?: undefined;
  readonly probabilities?: undefined;
}

/** What the model's outputs hold for this row, by output name; nested arrays where an output has further axes. */
export interface TensorPrediction {
  readonly [output: string]: JsonValue;
}
