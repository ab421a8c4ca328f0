import type { Label } from '../../../core/session.js';
import type { Estimator, Predictor, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';
import type { ResponseMethod, Scorer } from '../../metrics/scoring/scorer.js';
import type { OnSelectionWarning } from '../selection-warning.js';
import type { Split } from '../splits/splitter.js';
import type { FitParams } from './call-fit.js';

/** What stands in for a score that could not be had: a number, or the error itself. */
export type ErrorScore = number | 'raise';

/** A scorer with what its scores are called. */
export interface NamedScorer {
  readonly name: string;
  readonly scorer: Scorer;
}

/** One estimator of several that are compared. */
export interface Candidate<Fitted extends Predictor = Predictor> {
  readonly estimator: Estimator<Fitted>;
  /** What was varied, for messages and progress; empty where nothing was. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Of which row each row gets the target; shape `[nSamples]`. @default its own */
  readonly targetOrder?: Int32Array;
  /** Splits of its own, as many as the job's. @default the job's */
  readonly splits?: readonly Split[];
}

/** Every candidate is fitted and scored on every split: one task each, splits innermost. */
export interface FitJob<Fitted extends Predictor = Predictor> {
  readonly candidates: readonly Candidate<Fitted>[];
  readonly splits: readonly Split[];
  readonly X: Samples;
  readonly y: Target;
  readonly scorers: readonly NamedScorer[];
  /** What `fit` takes beside the data; lists of `nSamples` are cut to the rows of the split. */
  readonly fitParams: FitParams | undefined;
  /** Weights of the samples for the scorers; shape `[nSamples]`. */
  readonly scoreWeight: ArrayLike<number> | undefined;
  /** Whether the training part is scored too. */
  readonly isTrainScored: boolean;
  /** Whether the fitted values are wanted. */
  readonly isFittedKept: boolean;
  /** What the fitted values are asked for each test part. @default nothing */
  readonly responseMethod?: ResponseMethod;
  readonly errorScore: ErrorScore;
  readonly onWarning: OnSelectionWarning | undefined;
}

/** What one task came to. */
export interface FitOutcome<Fitted extends Predictor = Predictor> {
  /** One score per scorer. */
  readonly testScores: Float64Array;
  readonly trainScores: Float64Array | undefined;
  readonly fitTimeMs: number;
  readonly scoreTimeMs: number;
  readonly fitted: Fitted | undefined;
  /** With `responseMethod`; not there if the fit failed. */
  readonly response?: FitResponse;
  /** What `errorScore` stands in for, in the order in which it failed. */
  readonly failures: readonly FitFailure[];
}

/** What a fitted value says of a test part. */
export interface FitResponse {
  readonly values: Label[] | Float64Array | Matrix;
  /** The classes that it has seen, in order, for a classifier. */
  readonly classes: readonly Label[] | undefined;
}

/** What failed. */
export interface FitFailure {
  readonly code: 'fitFailed' | 'scoreFailed';
  readonly error: unknown;
}

/** Work to do, and what its outcomes mean together: the same in one thread and in many. */
export interface FitPlan<Result, Fitted extends Predictor = Predictor> {
  readonly job: FitJob<Fitted>;
  /** @param outcomes - One per task, in order. */
  assemble(outcomes: readonly FitOutcome<Fitted>[]): Result;
}

/** Told after each fit. */
export interface FitProgress {
  /** Fits done, of `nTotal`. */
  readonly nDone: number;
  readonly nTotal: number;
  /** What was varied; empty where nothing was. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Which split, from 0. */
  readonly split: number;
  /** The first score of the test part. */
  readonly score: number;
  readonly fitTimeMs: number;
}

/** How many tasks a job has. */
export function countTasks({ candidates, splits }: FitJob): number {
  return candidates.length * splits.length;
}
