import type { Estimator, Predictor } from '../learn/contracts.js';
import type { ValidationData } from '../learn/selection/run/plan-data.js';
import {
  planPermutationTest,
  type PermutationTest,
  type PermutationTestOptions,
} from '../learn/selection/validation/permutation-test-score.js';
import { workOptions, type ThreadOptions } from './thread-options.js';

/** Options of `permutationTestScoreAsync`. */
export interface PermutationTestScoreAsyncOptions extends Omit<PermutationTestOptions, 'onWarning'>, ThreadOptions {}

/**
 * `permutationTestScore` in several threads: the same scores, bit for bit, while this thread stays
 * free.
 *
 * Memory O(nPermutations · nSplits · nSamples): each split's rows are told the threads beforehand. See
 * `crossValidateAsync` for what threads can be given.
 *
 * @throws {ModelMountError} As `permutationTestScore`; `ABORTED`; `WORKER_LOST` if a thread ends by itself; `INVALID_ARGUMENT` if
 *   the worker's file is not there.
 *
 * @example
 * ```ts
 * const X = Array.from({ length: 40 }, (_, i) => [i]);
 * const y = X.map((_, i) => (i < 20 ? 'low' : 'high'));
 * const options = { cv: 2, nPermutations: 19, nWorkers: 2 };
 * (await permutationTestScoreAsync(new LogisticRegression(), { X, y }, options)).pValue; // 0.05
 * ```
 */
export async function permutationTestScoreAsync(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: PermutationTestScoreAsyncOptions = {},
): Promise<PermutationTest> {
  const { onProgress: _, ...work } = workOptions('permutationTestScoreAsync', options);
  const plan = planPermutationTest(estimator, data, work);
  // Whoever fits in one thread has no use for it.
  const { carryOut } = await import('./carry-out.js');
  return (await carryOut(plan, options)).result;
}
