import type { CancelSignal } from './abort.js';
import type { JsonObject } from './json.js';
import type { Signature } from './signature.js';
import type { Tensor } from './tensor/tensor.js';

/** A class label. */
export type Label = string | number | boolean;

/** How to run a session once. */
export interface RunOptions {
  /** Stops the run where it can still be stopped; a run inside a native library completes and is dropped. Any `AbortSignal`. */
  readonly signal?: CancelSignal;
  /** Names of the outputs wanted. @default all of them */
  readonly outputs?: readonly string[];
  /**
   * When the answer is of no more use: a time on the clock of `performance.now()`, so `performance.now() + 200` is
   * in 200 ms. A session in which runs wait drops those that are too late before they cost anything, and fails
   * them with `DEADLINE_EXCEEDED`; one that starts at once may ignore it.
   *
   * @default none
   */
  readonly deadlineMs?: number;
  /** Where runs wait, the higher one goes first, and equal ones in the order of their arrival. @default 0 */
  readonly priority?: number;
}

/** What a model file says about itself. */
export interface SessionInfo {
  /** The model's format: `onnx`, `tfjs`, `linear`, `estimator`. */
  readonly format: string;
  /** The library that runs it, with its version: `onnxruntime-node 1.30.0`. */
  readonly runtime: string;
  /** Producer, operator sets, custom entries: whatever the format has. */
  readonly metadata: JsonObject;
  /** The outputs that are a classifier's, where the file says so. */
  readonly classifiers: readonly ClassifierOutputs[];
  /** Names of the columns of the model's one input, where the file has them. */
  readonly featureNames?: readonly string[];
}

/** Which outputs of a session are one classifier's, and what its classes are. There is one of probabilities, of labels, or both. */
export interface ClassifierOutputs {
  /** Output with one probability (or score) per class, where there is one; shape `[-1, labels.length]`. */
  readonly probabilities?: string;
  /** Output with the label that the model itself chose, where there is one; shape `[-1]`. */
  readonly label?: string;
  /**
   * Output of a model without probabilities that tells how it chose: one score for each class, shape
   * `[-1, labels.length]`, or of two classes the score of the second, shape `[-1]`.
   */
  readonly scores?: string;
  /** The classes in the order of the probability columns. */
  readonly labels: readonly Label[];
}

/**
 * A model in memory, ready to run. Backends implement it; whatever wraps one (a pool, a batcher, a model
 * with its preprocessing) implements it too, so that wrappers stack.
 */
export interface Session {
  readonly signature: Signature;
  readonly info: SessionInfo;
  /**
   * Runs the model on named tensors. Whatever it needs of them it reads before it returns: their owner may write to
   * them again at once, and does.
   *
   * @throws {ModelMountError} `INVALID_INPUT` with one issue per input that does not fit the signature,
   *   `INVALID_ARGUMENT` for an unknown name in `options.outputs`, `RUN_FAILED` if the runtime fails,
   *   `ABORTED`, `SESSION_CLOSED`; where runs wait, `DEADLINE_EXCEEDED`, `QUEUE_FULL`, `OVERLOADED` as well.
   */
  run(inputs: ReadonlyMap<string, Tensor>, options?: RunOptions): Promise<ReadonlyMap<string, Tensor>>;
  /** The same at once, only where a run is cheap and pure JavaScript. */
  runSync?(inputs: ReadonlyMap<string, Tensor>, options?: RunOptions): ReadonlyMap<string, Tensor>;
  /**
   * Whether it can answer now: `false` for a pool none of whose workers lives. A load balancer is told.
   *
   * @default true
   */
  readonly isReady?: boolean;
  /** Frees what the session holds, after runs in progress. Idempotent. */
  close(): Promise<void>;
}
