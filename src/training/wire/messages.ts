import type { JsonObject } from '../../core/json.js';
import type { ErrorCode } from '../../core/errors.js';
import type { Issue } from '../../core/issue.js';
import type { Label } from '../../core/session.js';
import type { FitFailure, FitResponse } from '../../learn/selection/run/fit-job.js';

/** Marks a thread that fits, in its `workerData`. */
export const TRAINING_KEY = 'modelmount.training';

/** What a thread is started with. */
export interface TrainingData {
  readonly [TRAINING_KEY]: {
    /** A `FitJob` as `Packer` packed it. */
    readonly job: unknown;
    /** Modules to import first, whose exports the job refers to. */
    readonly modules: readonly string[];
    /** Whether the job refers to classes of `ml-regression`. */
    readonly needsMlRegression: boolean;
  };
}

/** What a thread is asked: to do a task of the job, or to fit a candidate on all data. */
export type ToTrainer = { readonly task: number } | { readonly candidate: number };

/** An error as data. */
export interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Only where it was one of ours. */
  readonly own?: {
    readonly code: ErrorCode;
    readonly issues: readonly Issue[];
    readonly details: Readonly<Record<string, unknown>>;
  };
}

/** A warning that was given during a fit: to which listener of the job, and what. */
export interface PackedWarning {
  readonly listener: number;
  readonly error?: PackedError;
  readonly value?: unknown;
}

/** What a fitted value said; a matrix is its parts. */
export interface PackedResponse extends Omit<FitResponse, 'values'> {
  readonly values:
    Label[] | Float64Array | { readonly nRows: number; readonly nColumns: number; readonly data: Float64Array };
}

/** What a task came to. */
export interface PackedOutcome {
  readonly testScores: Float64Array;
  readonly trainScores: Float64Array | undefined;
  readonly fitTimeMs: number;
  readonly scoreTimeMs: number;
  readonly fitted: JsonObject | undefined;
  readonly response?: PackedResponse;
  readonly failures: readonly { readonly code: FitFailure['code']; readonly error: PackedError }[];
}

/** What a thread answers. */
export type FromTrainer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'outcome'; readonly outcome: PackedOutcome; readonly warnings: readonly PackedWarning[] }
  | {
      readonly kind: 'fitted';
      readonly fitted: JsonObject;
      readonly fitTimeMs: number;
      readonly warnings: readonly PackedWarning[];
    }
  | { readonly kind: 'failed'; readonly error: PackedError; readonly warnings: readonly PackedWarning[] };
