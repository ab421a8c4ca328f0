import type { Estimator, Predictor } from '../learn/contracts.js';
import type { ValidationData } from '../learn/selection/run/plan-data.js';
import {
  planLearningCurve,
  type LearningCurve,
  type LearningCurveOptions,
} from '../learn/selection/validation/learning-curve.js';
import { workOptions, type ThreadOptions } from './thread-options.js';

/** Options of `learningCurveAsync`. */
export interface LearningCurveAsyncOptions
  extends Omit<LearningCurveOptions, 'onProgress' | 'onWarning'>, ThreadOptions {}

/**
 * `learningCurve` in several threads: the same curve, bit for bit, times aside, while this thread stays
 * free.
 *
 * See `crossValidateAsync` for what threads can be given.
 *
 * @throws {ModelMountError} As `learningCurve`; `ABORTED`; `WORKER_LOST` if a thread ends by itself; `INVALID_ARGUMENT` if
 *   the worker's file is not there.
 *
 * @example
 * ```ts
 * const X = Array.from({ length: 20 }, (_, i) => [i]);
 * const y = X.map(([i]) => 2 * (i ?? 0));
 * const options = { cv: 2, trainSizes: [0.5, 1], nWorkers: 2 };
 * (await learningCurveAsync(new LinearRegression(), { X, y }, options)).trainSizes; // Int32Array [5, 10]
 * ```
 */
export async function learningCurveAsync(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: LearningCurveAsyncOptions = {},
): Promise<LearningCurve> {
  const plan = planLearningCurve(estimator, data, workOptions('learningCurveAsync', options));
  // Whoever fits in one thread has no use for it.
  const { carryOut } = await import('./carry-out.js');
  return (await carryOut(plan, options)).result;
}
