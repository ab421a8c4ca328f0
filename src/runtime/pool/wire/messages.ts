import type { ArtifactReference, FileDigest } from '../../../core/artifact.js';
import type { BackendReference } from '../../../core/backend.js';
import type { DType, TensorData } from '../../../core/tensor/dtype.js';
import type { ErrorCode } from '../../../core/errors.js';
import type { Issue } from '../../../core/issue.js';
import type { SessionInfo } from '../../../core/session.js';
import type { Signature } from '../../../core/signature.js';
import type { WarmUp } from '../../warm-up/warm-up.js';

/** A tensor that crosses. Several may be views of one buffer. */
export interface TensorMessage {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** An error that crosses. */
export interface ErrorMessage {
  readonly code: ErrorCode;
  readonly message: string;
  readonly issues: readonly Issue[];
  readonly details: Readonly<Record<string, unknown>>;
  /** What caused it, as far as it can cross. */
  readonly cause: { readonly name: string; readonly message: string; readonly stack: string | undefined } | undefined;
}

/** Which model a worker loads. Its first message. */
export interface LoadMessage {
  readonly kind: 'load';
  readonly backend: BackendReference & { readonly name: string };
  readonly artifact: ArtifactReference;
  /** What an earlier worker read; a file that has changed since is refused. */
  readonly files: readonly FileDigest[] | undefined;
  /** How many processor threads one run may use. */
  readonly threads: number;
}

/** One run. */
export interface RunMessage {
  readonly kind: 'run';
  readonly id: number;
  readonly inputs: readonly TensorMessage[];
  readonly outputs: readonly string[] | undefined;
}

/** What a pool tells a worker. `close`: finish what was received, free the model, say `closed`. */
export type ToWorker = LoadMessage | RunMessage | { readonly kind: 'close' };

/** What a worker tells its pool. */
export type FromWorker =
  | {
      readonly kind: 'ready';
      readonly signature: Signature;
      readonly info: SessionInfo;
      /** What the model was made of. */
      readonly files: readonly FileDigest[];
      /** How long loading took, the runtime's included, ms. */
      readonly loadMs: number;
      readonly warmUp: WarmUp;
    }
  | { readonly kind: 'loadFailed'; readonly error: ErrorMessage }
  | { readonly kind: 'answer'; readonly id: number; readonly outputs: readonly TensorMessage[] }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ErrorMessage }
  | { readonly kind: 'closed' };
