import type { Signature } from '../../../core/signature.js';
import type { TfTensor } from './runtime/tf-like.js';

/** A loaded model, whatever its kind. */
export interface TfModel {
  readonly signature: Signature;
  /**
   * Runs the model and answers with the outputs named, in their order; all of them new tensors of the caller's.
   * Disposes what else it made.
   */
  execute(inputs: ReadonlyMap<string, TfTensor>, outputs: readonly string[]): Promise<readonly TfTensor[]>;
  /** Frees the weights. */
  dispose(): void;
}
