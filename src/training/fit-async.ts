import type { Estimator, Predictor } from '../learn/contracts.js';
import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import { checkLabelled } from '../learn/data/check-labelled.js';
import { checkOptions } from '../learn/estimators/common/check-options.js';
import type { FitData, FitParams } from '../learn/selection/run/call-fit.js';
import type { FitPlan } from '../learn/selection/run/fit-job.js';
import { checkEstimator } from '../learn/selection/run/plan-data.js';
import { VALIDATION_RULES } from '../learn/selection/run/validation-rules.js';
import { FittedSearchCV, type SearchChoice } from '../learn/selection/search/fitted-search-cv.js';
import { SearchCV } from '../learn/selection/search/search-cv.js';
import type { FittedThresholdClassifier } from '../learn/selection/thresholds/fitted-threshold-classifier.js';
import { TunedThresholdClassifierCV } from '../learn/selection/thresholds/tuned-threshold-classifier-cv.js';
import { THREAD_RULES, type ThreadOptions } from './thread-options.js';

/** Options of `fitAsync`. */
export interface FitAsyncOptions extends ThreadOptions {
  /** What `fit` takes beside the data: `sampleWeight`, and `groups` where a search splits by them. @default none */
  readonly fitParams?: FitParams;
}

/**
 * Fits in threads: the fits of a search, and of the choice of a threshold, in several at a time, any other estimator
 * in one. The same result, bit for bit, as `fit` gives, times aside, while this thread stays free.
 *
 * `X` and other numbers are put into memory that the threads share, once. What cannot be sent to a thread (a function
 * or a class that is neither the library's nor exported by one of `modules`) makes the fits run in this thread, one
 * after the other; `onWarning` is told why. A search's own `onProgress` and `onWarning` count where these options
 * have none. What one of your own estimators is fitted to on all data is fitted in this thread.
 *
 * @param estimator - A search, or any estimator that predicts.
 * @param data - `X` and `y`; not changed.
 * @throws {ModelMountError} As `fit`; `ABORTED`; `WORKER_LOST` if a thread ends by itself; `INVALID_ARGUMENT` if the
 *   worker's file is not there.
 *
 * @example
 * ```ts
 * const search = new GridSearchCV({
 *   estimator: new Ridge(),
 *   paramGrid: { alpha: [0, 10, 100] },
 *   scoring: 'neg_mean_absolute_error',
 *   cv: 2,
 * });
 * const fitted = await fitAsync(search, { X: [[1], [2], [3], [4]], y: [2, 4, 6, 8] }, { nWorkers: 2 });
 * fitted.bestParams; // { alpha: 0 }
 * ```
 */
export async function fitAsync<Fitted extends Predictor>(
  estimator: Estimator<Fitted>,
  data: FitData,
  options: FitAsyncOptions = {},
): Promise<Fitted> {
  checkOptions('fitAsync', options, { ...THREAD_RULES, fitParams: VALIDATION_RULES.fitParams });
  checkEstimator('fitAsync', estimator);
  checkLabelled('fitAsync', data);
  const given: unknown = estimator;
  // A search is an Estimator<FittedSearchCV>: the type says so to the caller, not to the compiler here.
  if (given instanceof SearchCV)
    return (await search(given as SearchCV<Predictor>, data, options)) as Predictor as Fitted;
  if (given instanceof TunedThresholdClassifierCV) return (await tune(given, data, options)) as Predictor as Fitted;
  const { carryOut } = await import('./carry-out.js');
  const { refitted } = await carryOut(planOne(estimator, data, options), options, () => ({ candidate: 0, X: data.X }));
  if (refitted === undefined) throw new ModelMountError('INTERNAL', `nothing was fitted for ${show(estimator)}`);
  return refitted.bestEstimator;
}

async function search(
  estimator: SearchCV<Predictor>,
  data: FitData,
  options: FitAsyncOptions,
): Promise<FittedSearchCV> {
  const plan = estimator.plan(data, options.fitParams);
  const { onProgress, onWarning } = { ...estimator.options, ...options };
  const listeners = { ...(onProgress && { onProgress }), ...(onWarning && { onWarning }) };
  const refitOf = (choice: SearchChoice): { candidate: number; X: FitData['X'] } | undefined =>
    plan.refitOf(choice) && { candidate: choice.bestIndex ?? 0, X: data.X };
  const { carryOut } = await import('./carry-out.js');
  const { result, refitted } = await carryOut(plan, { ...options, ...listeners }, refitOf);
  return new FittedSearchCV({
    ...result,
    bestEstimator: refitted?.bestEstimator,
    refitTimeMs: refitted?.refitTimeMs,
    scorer: plan.scorer,
  });
}

async function tune(
  estimator: TunedThresholdClassifierCV,
  data: FitData,
  options: FitAsyncOptions,
): Promise<FittedThresholdClassifier> {
  const plan = estimator.plan(data, options.fitParams);
  const isRefitted = plan.refitOf() !== undefined;
  const { carryOut } = await import('./carry-out.js');
  const { result, refitted } = await carryOut(plan, options, () =>
    isRefitted ? { candidate: 0, X: data.X } : undefined,
  );
  return plan.decide(result, refitted?.bestEstimator);
}

/** No splits, and so no tasks: one fit on all data. */
function planOne<Fitted extends Predictor>(
  estimator: Estimator<Fitted>,
  { X, y }: FitData,
  { fitParams, onWarning }: FitAsyncOptions,
): FitPlan<undefined, Fitted> {
  return {
    job: {
      candidates: [{ estimator, params: {} }],
      ...{ splits: [], scorers: [], X, y, fitParams, onWarning },
      scoreWeight: undefined,
      isTrainScored: false,
      isFittedKept: false,
      errorScore: 'raise',
    },
    assemble: () => undefined,
  };
}
