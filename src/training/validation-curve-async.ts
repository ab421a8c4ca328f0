import type { Estimator, Predictor } from '../learn/contracts.js';
import type { ValidationData } from '../learn/selection/run/plan-data.js';
import {
  planValidationCurve,
  type ValidationCurve,
  type ValidationCurveOptions,
} from '../learn/selection/validation/validation-curve.js';
import { workOptions, type ThreadOptions } from './thread-options.js';

/** Options of `validationCurveAsync`. */
export interface ValidationCurveAsyncOptions
  extends Omit<ValidationCurveOptions, 'onProgress' | 'onWarning'>, ThreadOptions {}

/**
 * `validationCurve` in several threads: the same scores, bit for bit, while this thread stays free.
 *
 * See `crossValidateAsync` for what threads can be given.
 *
 * @throws {ModelMountError} As `validationCurve`; `ABORTED`; `WORKER_LOST` if a thread ends by itself; `INVALID_ARGUMENT` if
 *   the worker's file is not there.
 *
 * @example
 * ```ts
 * const data = { X: [[1], [2], [3], [4]], y: [2, 4, 6, 8] };
 * const curve = await validationCurveAsync(new Ridge(), data, {
 *   paramName: 'alpha',
 *   paramRange: [0, 100],
 *   scoring: 'neg_mean_absolute_error',
 *   cv: 2,
 *   nWorkers: 2,
 * });
 * curve.testScores.row(0); // ≈ Float64Array [0, 0]
 * ```
 */
export async function validationCurveAsync(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: ValidationCurveAsyncOptions,
): Promise<ValidationCurve> {
  const plan = planValidationCurve(estimator, data, workOptions('validationCurveAsync', options));
  // Whoever fits in one thread has no use for it.
  const { carryOut } = await import('./carry-out.js');
  return (await carryOut(plan, options)).result;
}
