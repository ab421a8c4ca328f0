import type { Predictor, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import type { SampleWeightOption } from '../common/check-targets.js';

/**
 * Says how good a fitted model is on data: one number, of which higher is always better.
 *
 * @param predictor - The fitted model.
 * @param X - Shape `[nSamples, nFeatures]`.
 * @param y - What is true of the samples; shape `[nSamples]`.
 */
// eslint-disable-next-line max-params -- the signature that scikit-learn's scorers have
export type Scorer = (predictor: Predictor, X: Samples, y: Target, options?: SampleWeightOption) => number;

/** What a model is asked for. */
export type ResponseMethod = 'predict' | 'predictProba' | 'decisionFunction';
