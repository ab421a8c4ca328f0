import type { Estimator, Predictor } from '../learn/contracts.js';
import type { ResponseMethod } from '../learn/metrics/scoring/scorer.js';
import type { ValidationData } from '../learn/selection/run/plan-data.js';
import {
  planCrossValPredict,
  type CrossValPredictOptions,
  type ResponseOf,
} from '../learn/selection/validation/cross-val-predict.js';
import { workOptions, type ThreadOptions } from './thread-options.js';

/** Options of `crossValPredictAsync`. */
export interface CrossValPredictAsyncOptions<Method extends ResponseMethod = ResponseMethod>
  extends Omit<CrossValPredictOptions<Method>, 'onWarning'>, ThreadOptions {}

/**
 * `crossValPredict` in several threads: the same predictions, bit for bit, while this thread stays free.
 *
 * See `crossValidateAsync` for what threads can be given.
 *
 * @throws {ModelMountError} As `crossValPredict`; `ABORTED`; `WORKER_LOST` if a thread ends by itself;
 *   `INVALID_ARGUMENT` if the worker's file is not there.
 *
 * @example
 * ```ts
 * const data = { X: [[1], [2], [3], [4]], y: [2, 4, 6, 8] };
 * await crossValPredictAsync(new LinearRegression(), data, { cv: 2, nWorkers: 2 }); // ≈ Float64Array [2, 4, 6, 8]
 * ```
 */
export async function crossValPredictAsync<Fitted extends Predictor, Method extends ResponseMethod = 'predict'>(
  estimator: Estimator<Fitted>,
  data: ValidationData,
  options: CrossValPredictAsyncOptions<Method> = {},
): Promise<ResponseOf<Fitted, Method>> {
  const { onProgress: _, ...work } = workOptions('crossValPredictAsync', options);
  const plan = planCrossValPredict(estimator, data, work);
  // Whoever fits in one thread has no use for it.
  const { carryOut } = await import('./carry-out.js');
  return (await carryOut(plan, options)).result as ResponseOf<Fitted, Method>;
}
