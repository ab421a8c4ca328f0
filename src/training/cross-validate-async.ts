import type { Estimator, Predictor } from '../learn/contracts.js';
import type { ValidationData } from '../learn/selection/run/plan-data.js';
import {
  planCrossValidation,
  type CrossValidateOptions,
  type CrossValidation,
} from '../learn/selection/validation/cross-validate.js';
import { workOptions, type ThreadOptions } from './thread-options.js';

/** Options of `crossValidateAsync`. */
export interface CrossValidateAsyncOptions
  extends Omit<CrossValidateOptions, 'onProgress' | 'onWarning'>, ThreadOptions {}

/**
 * `crossValidate` in several threads: the same scores, bit for bit, while this thread stays free.
 *
 * `X` and other numbers are put into memory that the threads share, once. What cannot be sent to a thread (a function
 * or a class that is neither the library's nor exported by one of `modules`) makes the fits run in this thread, one
 * after the other; `onWarning` is told why.
 *
 * @throws {ModelMountError} As `crossValidate`; `ABORTED`; `WORKER_LOST` if a thread ends by itself;
 *   `INVALID_ARGUMENT` if the worker's file is not there.
 *
 * @example
 * ```ts
 * const data = { X: [[1], [2], [3], [4]], y: [2, 4, 6, 8] };
 * const { testScores } = await crossValidateAsync(new LinearRegression(), data, {
 *   cv: 2,
 *   scoring: 'neg_mean_absolute_error',
 *   nWorkers: 2,
 * });
 * testScores['score']; // ≈ Float64Array [0, 0]
 * ```
 */
export async function crossValidateAsync<Fitted extends Predictor>(
  estimator: Estimator<Fitted>,
  data: ValidationData,
  options: CrossValidateAsyncOptions = {},
): Promise<CrossValidation<Fitted>> {
  const plan = planCrossValidation(estimator, data, workOptions('crossValidateAsync', options));
  // Whoever fits in one thread has no use for it.
  const { carryOut } = await import('./carry-out.js');
  return (await carryOut(plan, options)).result;
}
