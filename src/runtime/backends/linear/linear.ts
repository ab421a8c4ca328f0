import type { Backend } from '../../../core/backend.js';
import { checkOptionNames } from '../../../core/options.js';

/** The linear backend has no options. */
export type LinearOptions = Readonly<Record<string, never>>;

/**
 * Runs linear and logistic regressions from their coefficients, without any runtime.
 *
 * Reads `linear.json`, scikit-learn's attributes as JSON, and the JSON or instances of `ml-regression` and
 * `ml-logistic-regression`. A session takes `X` (FP64, shape `[-1, nFeatures]`) and answers `value` (FP64) for a
 * regression, `probabilities` (FP64, one column per class) for a logistic one; it has `runSync`. NaN and
 * infinities in `X` are `INVALID_INPUT`; an answer is never one of them, but `NON_FINITE_OUTPUT`.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an option.
 *
 * @example
 * ```ts
 * const artifact = await openArtifact({ kind: 'ridge', coef: [[2, -1]], intercept: [0.5] });
 * const session = await linear().load(artifact);
 * session.runSync?.(new Map([['X', Tensor.of('FP64', [1, 2], [3, 4])]])).get('value')?.toFlat(); // [2.5]
 * ```
 */
export function linear(options: LinearOptions = {}): Backend {
  checkOptionNames('linear', options, []);
  return {
    name: 'linear',
    flags: { isSynchronous: true, packages: [] },
    reference: { module: 'modelmount/linear', options: {} },
    accepts: async (artifact) => (await import('./load-linear.js')).isLinear(artifact),
    load: async (artifact, options) => (await import('./load-linear.js')).loadLinear(artifact, options),
  };
}
