import type { Predictor } from '../../contracts.js';
import { accuracyScore } from '../classification/accuracy-score.js';
import { f1Score } from '../classification/f1-score.js';
import { precisionScore } from '../classification/precision-score.js';
import { recallScore } from '../classification/recall-score.js';
import { makeScorer, type ScoredMetric } from './make-scorer.js';
import type { Scorer } from './scorer.js';

type Averaged<Name extends string> = Name | `${Name}_${'macro' | 'micro' | 'weighted'}`;

/** Names of the scorers that compare predicted labels with true ones. */
export type ClassificationScorerName = 'accuracy' | Averaged<'f1' | 'precision' | 'recall'>;

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

/** The scorers that compare predicted labels with true ones, by name. */
export const CLASSIFICATION_SCORERS: Readonly<Record<ClassificationScorerName, Scorer>> = {
  accuracy: makeScorer(accuracyScore),
  f1: makeScorer(f1Score, { metricOptions: binaryOptions }),
  f1_macro: averaged(f1Score, 'macro'),
  f1_micro: averaged(f1Score, 'micro'),
  f1_weighted: averaged(f1Score, 'weighted'),
  precision: makeScorer(precisionScore, { metricOptions: binaryOptions }),
  precision_macro: averaged(precisionScore, 'macro'),
  precision_micro: averaged(precisionScore, 'micro'),
  precision_weighted: averaged(precisionScore, 'weighted'),
  recall: makeScorer(recallScore, { metricOptions: binaryOptions }),
  recall_macro: averaged(recallScore, 'macro'),
  recall_micro: averaged(recallScore, 'micro'),
  recall_weighted: averaged(recallScore, 'weighted'),
};
