import type { Backend } from '../core/backend.js';
import type { Session } from '../core/session.js';
import type { Tensor } from '../core/tensor/tensor.js';

/** What the session contract suite runs against. */
export interface SessionSubject {
  /** Stands in every failure message. */
  readonly name: string;
  /**
   * The backend that made the session. For a wrapper (a pool, a batcher) that of the inner session, with the
   * flags of what the wrapper itself can do.
   */
  readonly backend: Pick<Backend, 'name' | 'flags' | 'reference'>;
  /** Opens a new session; each check takes its own and closes it. */
  open(): Promise<Session>;
  /**
   * A valid input, new tensors at each call. Where the first axis of the inputs is dynamic it has at least two
   * rows, and not all of them have the same answer.
   */
  inputs(): ReadonlyMap<string, Tensor>;
  /**
   * A second valid input with another answer. Only needed where the suite cannot take single rows out of
   * `inputs()`; without it such a session is not checked for mixing up the answers of concurrent runs.
   */
  otherInputs?(): ReadonlyMap<string, Tensor>;
  /**
   * Whether a row's answer depends on that row alone; `false` where a dynamic first axis is not a batch.
   *
   * @default true
   */
  readonly hasIndependentRows?: boolean;
  /** The answer to `inputs()`, where it is known from elsewhere. May name only some of the outputs. */
  readonly outputs?: ReadonlyMap<string, Tensor>;
  /**
   * Largest absolute difference between float elements that should be equal: between an answer and `outputs`,
   * between two runs, and between a row alone and in its batch.
   *
   * @default 1e-6
   */
  readonly tolerance?: number;
}

/** One rule of a contract, ready to be handed to any test runner. */
export interface Check {
  /** The rule as a sentence without its subject: `refuses an unknown output name …`. */
  readonly name: string;
  /** Rejects with an `AssertionError` that says which rule is broken and how. */
  readonly run: () => Promise<void>;
}
