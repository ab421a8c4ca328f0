import type { JsonObject } from '../../core/json.js';
import type { TensorSpec } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import type { Feature } from '../features.js';

/** The first half of a model: what comes in becomes the tensors that the session takes. */
export interface InputStage {
  /** What the tensor door takes. */
  readonly inputs: readonly TensorSpec[];
  /** JSON Schema (draft 2020-12) of one row. */
  readonly rowSchema: JsonObject;
  /** The features of a row, where rows have features. */
  readonly features: readonly Feature[];
  /**
   * Checked rows as session inputs, which are good until the next call: a session reads its inputs before its run
   * returns.
   *
   * @throws {ModelMountError} `INVALID_INPUT` with every fault, paths from the array of rows: `/3/tenure`.
   */
  readonly fromRows: (rows: readonly unknown[]) => ReadonlyMap<string, Tensor>;
  /** Tensors that fit `inputs` as session inputs. */
  readonly fromTensors: (tensors: ReadonlyMap<string, Tensor>) => ReadonlyMap<string, Tensor>;
}
