import type { JsonObject } from '../../core/json.js';
import type { Label } from '../../core/session.js';
import type { TensorSpec } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import type { Prediction } from '../predict/prediction.js';

/** The second half of a model: what the session answers becomes predictions. */
export interface OutputStage {
  /** What the tensor door answers. */
  readonly outputs: readonly TensorSpec[];
  /** Session outputs that a prediction is made of. */
  readonly needs: readonly string[];
  /** The classes that predictions choose one of, in the order of their probabilities. */
  readonly classes?: readonly Label[];
  /** JSON Schema (draft 2020-12) of one prediction. */
  readonly predictionSchema: JsonObject;
  /**
   * One prediction per row.
   *
   * @throws {ModelMountError} `NON_FINITE_OUTPUT` if the session answered NaN or an infinity.
   */
  readonly toPredictions: (outputs: ReadonlyMap<string, Tensor>, nRows: number) => Prediction[];
  /** Session outputs as the tensors of `outputs`. */
  readonly toTensors: (outputs: ReadonlyMap<string, Tensor>) => ReadonlyMap<string, Tensor>;
}
