import type { Backend } from '../../../core/backend.js';
import { checkOptionNames } from '../../../core/options.js';
import { estimateCost } from './estimate-cost.js';
import type { EstimatorOptions } from './estimator-options.js';
import { isEstimator } from './find-document.js';

/**
 * Runs models that were fitted here, from their own JSON: all whose JSON is not that of a linear model.
 *
 * Reads `estimator.json`. A session takes `X` (FP64, shape `[-1, nFeatures]`), or one input for each feature where some
 * hold text; it answers `value` (FP64) for a regressor, for a classifier `label` and, where it has them, `probabilities`
 * (FP64, one column per class) or `scores`, each the same bit for bit as `predict`, `predictProba` and
 * `decisionFunction` give. It has `runSync`. Rows that the model refuses are `INVALID_INPUT`; an answer is never NaN or
 * infinite, but `NON_FINITE_OUTPUT`.
 *
 * @param options - What cannot cross to another thread: with any, the models run where they are loaded.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option.
 *
 * @example
 * ```ts
 * const fitted = new GaussianNB().fit([[0], [1], [4], [5]], ['low', 'low', 'high', 'high']);
 * const session = await estimator().load(await openArtifact(fitted.toJSON()));
 * session.runSync?.(new Map([['X', Tensor.of('FP64', [1, 1], [4.5])]])).get('label')?.toFlat(); // ['high']
 * ```
 */
export function estimator(options: EstimatorOptions = {}): Backend {
  checkOptionNames('estimator', options, ['transformers', 'functions', 'mlRegression']);
  const isPlain = Object.values(options).every((option) => option === undefined);
  return {
    name: 'estimator',
    flags: { isSynchronous: true, packages: [] },
    reference: isPlain ? { module: 'modelmount/estimator', options: {} } : undefined,
    accepts: isEstimator,
    estimateCost,
    load: async (artifact, how) => (await import('./load-estimator.js')).loadEstimator(artifact, how, options),
  };
}
