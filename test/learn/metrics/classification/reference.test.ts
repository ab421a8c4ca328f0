import { describe, it } from 'vitest';
import { accuracyScore } from '../../../../src/learn/metrics/classification/accuracy-score.js';
import { balancedAccuracyScore } from '../../../../src/learn/metrics/classification/agreement/balanced-accuracy-score.js';
import { classLikelihoodRatios } from '../../../../src/learn/metrics/classification/agreement/class-likelihood-ratios.js';
import { cohenKappaScore } from '../../../../src/learn/metrics/classification/agreement/cohen-kappa-score.js';
import { matthewsCorrcoef } from '../../../../src/learn/metrics/classification/agreement/matthews-corrcoef.js';
import { f1Score } from '../../../../src/learn/metrics/classification/f1-score.js';
import { fbetaScore } from '../../../../src/learn/metrics/classification/fbeta-score.js';
import { hammingLoss } from '../../../../src/learn/metrics/classification/hamming-loss.js';
import { jaccardScore } from '../../../../src/learn/metrics/classification/jaccard-score.js';
import { multilabelConfusionMatrix } from '../../../../src/learn/metrics/classification/multilabel-confusion-matrix.js';
import { precisionRecallFscoreSupport } from '../../../../src/learn/metrics/classification/precision-recall-fscore-support.js';
import { zeroOneLoss } from '../../../../src/learn/metrics/classification/zero-one-loss.js';
import { checkCases, readMetricFixture, type AnyMetric } from '../reference.js';

const METRICS: Record<string, AnyMetric> = {
  accuracyScore,
  balancedAccuracyScore,
  classLikelihoodRatios,
  cohenKappaScore,
  f1Score,
  fbetaScore,
  hammingLoss,
  jaccardScore,
  matthewsCorrcoef,
  multilabelConfusionMatrix,
  precisionRecallFscoreSupport,
  zeroOneLoss,
};

describe('classification metrics', () => {
  const fixture = readMetricFixture('metrics-classification');

  it.each(Object.keys(METRICS))('%s has the values and edges of scikit-learn', (name) => {
    checkCases(fixture, name, METRICS[name]!);
  });
});
