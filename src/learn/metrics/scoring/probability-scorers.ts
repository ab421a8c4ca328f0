import { ModelMountError } from '../../../core/errors.js';
import type { Predictor } from '../../contracts.js';
import { brierScoreLoss } from '../probabilities/brier-score-loss.js';
import { d2BrierScore } from '../probabilities/d2-brier-score.js';
import { d2LogLossScore } from '../probabilities/d2-log-loss-score.js';
import { logLoss } from '../probabilities/log-loss.js';
import { averagePrecisionScore } from '../ranking/average-precision-score.js';
import { rocAucScore } from '../ranking/roc-auc-score.js';
import { topKAccuracyScore } from '../ranking/top-k-accuracy-score.js';
import { makeScorer } from './make-scorer.js';
import type { ResponseMethod, Scorer } from './scorer.js';

/** Names of the scorers that look at probabilities or decisions. */
export type ProbabilityScorerName =
  | 'average_precision'
  | 'd2_brier_score'
  | 'd2_log_loss_score'
  | 'neg_brier_score'
  | 'neg_log_loss'
  | 'roc_auc'
  | 'roc_auc_ovo'
  | 'roc_auc_ovo_weighted'
  | 'roc_auc_ovr'
  | 'roc_auc_ovr_weighted'
  | 'top_k_accuracy';

const DECISIONS: readonly ResponseMethod[] = ['decisionFunction', 'predictProba'];

/** The model's classes: a fold may lack one of them, and the columns are there all the same. */
function labelsOf({ classes }: Predictor): object {
  return classes === undefined ? {} : { labels: classes };
}

/** One score per sample grows with the second class, whatever it is called. */
function binaryOptions({ classes = [] }: Predictor): object {
  return classes.length === 2 ? { posLabel: classes[1] } : {};
}

function ofTwoClasses(predictor: Predictor): object {
  const nClasses = predictor.classes?.length ?? 2;
  if (nClasses === 2) return labelsOf(predictor);
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `the scorer "roc_auc" is for two classes, but the model has ${nClasses}; use "roc_auc_ovr" or "roc_auc_ovo"`,
  );
}

function multiclassRocAuc(multiClass: 'ovr' | 'ovo', average: 'macro' | 'weighted'): Scorer {
  return makeScorer(rocAucScore, {
    responseMethod: 'predictProba',
    metricOptions: (predictor) => ({ ...labelsOf(predictor), multiClass, average }),
  });
}

/**
 * As `metric` of the second class's probabilities, which is what scikit-learn takes, but of both columns: a
 * probability of the first class near 0 has lost its digits where it is 1 minus the other.
 */
function ofBothColumns(metric: typeof logLoss, options: { readonly greaterIsBetter: boolean }): Scorer {
  const ofOne = makeScorer(metric, { ...options, responseMethod: 'predictProba', metricOptions: labelsOf });
  // eslint-disable-next-line max-params -- a Scorer
  return (predictor, X, y, { sampleWeight } = {}) => {
    const { classes } = predictor;
    const weighting = sampleWeight === undefined ? {} : { sampleWeight };
    if (predictor.predictProba === undefined || classes?.length !== 2) return ofOne(predictor, X, y, weighting);
    const value = metric(y, predictor.predictProba(X), { labels: classes, ...weighting });
    return options.greaterIsBetter ? value : 0 - value;
  };
}

/** The scorers that look at probabilities or decisions, by name. */
export const PROBABILITY_SCORERS: Readonly<Record<ProbabilityScorerName, Scorer>> = {
  average_precision: makeScorer(averagePrecisionScore, {
    responseMethod: DECISIONS,
    metricOptions: (predictor) => ({ ...labelsOf(predictor), ...binaryOptions(predictor) }),
  }),
  d2_brier_score: makeScorer(d2BrierScore, { responseMethod: 'predictProba', metricOptions: labelsOf }),
  d2_log_loss_score: ofBothColumns(d2LogLossScore, { greaterIsBetter: true }),
  neg_brier_score: makeScorer(brierScoreLoss, {
    greaterIsBetter: false,
    responseMethod: 'predictProba',
    metricOptions: labelsOf,
  }),
  neg_log_loss: ofBothColumns(logLoss, { greaterIsBetter: false }),
  roc_auc: makeScorer(rocAucScore, { responseMethod: DECISIONS, metricOptions: ofTwoClasses }),
  roc_auc_ovo: multiclassRocAuc('ovo', 'macro'),
  roc_auc_ovo_weighted: multiclassRocAuc('ovo', 'weighted'),
  roc_auc_ovr: multiclassRocAuc('ovr', 'macro'),
  roc_auc_ovr_weighted: multiclassRocAuc('ovr', 'weighted'),
  top_k_accuracy: makeScorer(topKAccuracyScore, { responseMethod: DECISIONS, metricOptions: labelsOf }),
};
