import type { Predictor, Target } from '../../contracts.js';
import { accuracyScore } from '../classification/accuracy-score.js';
import { balancedAccuracyScore } from '../classification/agreement/balanced-accuracy-score.js';
import {
  classLikelihoodRatios,
  type ClassLikelihoodRatios,
  type ClassLikelihoodRatiosOptions,
} from '../classification/agreement/class-likelihood-ratios.js';
import { matthewsCorrcoef } from '../classification/agreement/matthews-corrcoef.js';
import { f1Score } from '../classification/f1-score.js';
import { jaccardScore } from '../classification/jaccard-score.js';
import { precisionScore } from '../classification/precision-score.js';
import { recallScore } from '../classification/recall-score.js';
import { makeScorer, type ScoredMetric } from './make-scorer.js';
import type { Scorer } from './scorer.js';

type Averaged<Name extends string> = Name | `${Name}_${'macro' | 'micro' | 'weighted'}`;

/** Names of the scorers that compare predicted labels with true ones. */
export type ClassificationScorerName =
  | 'accuracy'
  | 'balanced_accuracy'
  | 'matthews_corrcoef'
  | 'neg_negative_likelihood_ratio'
  | 'positive_likelihood_ratio'
  | Averaged<'f1' | 'jaccard' | 'precision' | 'recall'>;

/**
 * The positive class is 1 or true, as the metrics have it; where neither is a class of the model, its second one, as
 * for ROC AUC.
 */
function binaryOptions({ classes = [] }: Predictor): object {
  return classes.length !== 2 || classes.includes(1) || classes.includes(true) ? {} : { posLabel: classes[1] };
}

function averaged(metric: ScoredMetric, average: 'macro' | 'micro' | 'weighted'): Scorer {
  return makeScorer(metric, { metricOptions: { average } });
}

/** One of the ratios, 1 (which says nothing) where it has no value. */
function likelihoodRatio(
  name: keyof ClassLikelihoodRatios,
): (yTrue: Target, yPred: Target, options: ClassLikelihoodRatiosOptions) => number {
  return (yTrue, yPred, options) => classLikelihoodRatios(yTrue, yPred, { ...options, replaceUndefinedBy: 1 })[name];
}

/** The scorers that compare predicted labels with true ones, by name. */
export const CLASSIFICATION_SCORERS: Readonly<Record<ClassificationScorerName, Scorer>> = {
  accuracy: makeScorer(accuracyScore),
  balanced_accuracy: makeScorer(balancedAccuracyScore),
  f1: makeScorer(f1Score, { metricOptions: binaryOptions }),
  f1_macro: averaged(f1Score, 'macro'),
  f1_micro: averaged(f1Score, 'micro'),
  f1_weighted: averaged(f1Score, 'weighted'),
  jaccard: makeScorer(jaccardScore, { metricOptions: binaryOptions }),
  jaccard_macro: averaged(jaccardScore, 'macro'),
  jaccard_micro: averaged(jaccardScore, 'micro'),
  jaccard_weighted: averaged(jaccardScore, 'weighted'),
  matthews_corrcoef: makeScorer(matthewsCorrcoef),
  neg_negative_likelihood_ratio: makeScorer(likelihoodRatio('negativeLikelihoodRatio'), { greaterIsBetter: false }),
  positive_likelihood_ratio: makeScorer(likelihoodRatio('positiveLikelihoodRatio')),
  precision: makeScorer(precisionScore, { metricOptions: binaryOptions }),
  precision_macro: averaged(precisionScore, 'macro'),
  precision_micro: averaged(precisionScore, 'micro'),
  precision_weighted: averaged(precisionScore, 'weighted'),
  recall: makeScorer(recallScore, { metricOptions: binaryOptions }),
  recall_macro: averaged(recallScore, 'macro'),
  recall_micro: averaged(recallScore, 'micro'),
  recall_weighted: averaged(recallScore, 'weighted'),
};
