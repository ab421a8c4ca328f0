import { ModelMountError } from '../../../core/errors.js';
import type { Predictor, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import type { ResponseMethod } from './scorer.js';

/**
 * What `predictor` says of `X`, by the first of `methods` that it has.
 *
 * Where there are two classes, probabilities and decisions are those of the second one, shape `[nSamples]`, as the
 * metrics take them.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if it has none of them; whatever the method throws.
 */
export function responseOf(
  predictor: Predictor,
  X: Samples,
  methods: readonly ResponseMethod[],
): Target | Float64Array | Matrix {
  for (const method of methods) {
    // Called on the predictor: a method taken off its object has lost what it was fitted to.
    if (method === 'predict') return predictor.predict(X);
    if (method === 'predictProba' && predictor.predictProba !== undefined) return ofTwo(predictor.predictProba(X));
    if (method === 'decisionFunction' && predictor.decisionFunction !== undefined) {
      return ofTwo(predictor.decisionFunction(X));
    }
  }
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `the scorer needs a model with ${methods.join(' or ')}, which "${predictor.kind}" has not; choose a scorer of predict, such as accuracy or r2`,
  );
}

function ofTwo(response: Float64Array | Matrix): Float64Array | Matrix {
  return response instanceof Matrix && response.nColumns <= 2 ? response.column(response.nColumns - 1) : response;
}
