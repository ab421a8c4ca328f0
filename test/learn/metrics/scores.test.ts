import { describe, expect, it } from 'vitest';
import { matthewsCorrcoef } from '../../../src/learn/metrics/classification/agreement/matthews-corrcoef.js';
import { accuracyScore } from '../../../src/learn/metrics/classification/accuracy-score.js';
import { f1Score } from '../../../src/learn/metrics/classification/f1-score.js';
import { calibrationCurve } from '../../../src/learn/metrics/calibration/calibration-curve.js';
import { brierScoreLoss } from '../../../src/learn/metrics/probabilities/brier-score-loss.js';
import { d2BrierScore } from '../../../src/learn/metrics/probabilities/d2-brier-score.js';
import { d2LogLossScore } from '../../../src/learn/metrics/probabilities/d2-log-loss-score.js';
import { hingeLoss } from '../../../src/learn/metrics/probabilities/hinge-loss.js';
import { logLoss } from '../../../src/learn/metrics/probabilities/log-loss.js';
import { averagePrecisionScore } from '../../../src/learn/metrics/ranking/average-precision-score.js';
import { coverageError } from '../../../src/learn/metrics/ranking/relevance/coverage-error.js';
import { dcgScore } from '../../../src/learn/metrics/ranking/relevance/dcg-score.js';
import { labelRankingAveragePrecisionScore } from '../../../src/learn/metrics/ranking/relevance/label-ranking-average-precision-score.js';
import { labelRankingLoss } from '../../../src/learn/metrics/ranking/relevance/label-ranking-loss.js';
import { ndcgScore } from '../../../src/learn/metrics/ranking/relevance/ndcg-score.js';
import { rocAucScore } from '../../../src/learn/metrics/ranking/roc-auc-score.js';
import { topKAccuracyScore } from '../../../src/learn/metrics/ranking/top-k-accuracy-score.js';
import { auc } from '../../../src/learn/metrics/thresholds/auc.js';
import { confusionMatrixAtThresholds } from '../../../src/learn/metrics/thresholds/confusion-matrix-at-thresholds.js';
import { detCurve } from '../../../src/learn/metrics/thresholds/det-curve.js';
import {
  metricAtThresholds,
  type ThresholdMetric,
} from '../../../src/learn/metrics/thresholds/metric-at-thresholds.js';
import { precisionRecallCurve } from '../../../src/learn/metrics/thresholds/precision-recall-curve.js';
import { rocCurve } from '../../../src/learn/metrics/thresholds/roc-curve.js';
import { checkCases, near, plain, readMetricFixture, type AnyMetric, type MetricFixture } from './reference.js';

interface AtThresholds {
  metric: string;
  yTrue: number[];
  yScore: number[];
  sampleWeight: number[] | null;
  values: number[];
  thresholds: number[];
}

const METRICS: Record<string, AnyMetric> = {
  auc,
  averagePrecisionScore,
  brierScoreLoss,
  confusionMatrixAtThresholds,
  coverageError,
  d2BrierScore,
  d2LogLossScore,
  dcgScore,
  detCurve,
  hingeLoss,
  labelRankingAveragePrecisionScore,
  labelRankingLoss,
  logLoss,
  ndcgScore,
  precisionRecallCurve,
  rocAucScore,
  rocCurve,
  topKAccuracyScore,
};

describe('metrics of scores and probabilities', () => {
  const fixture = readMetricFixture('metrics_scores') as MetricFixture & { atThresholds: AtThresholds[] };

  it.each(Object.keys(METRICS))('%s has the values and edges of scikit-learn', (name) => {
    checkCases(fixture, name, METRICS[name]!, 5);
  });

  it('calibrationCurve has the values and edges of scikit-learn', () => {
    const curve: AnyMetric = (y, p, options) => {
      const { probTrue, probPred } = calibrationCurve(y, p, options);
      return { probTrue, probPred };
    };
    checkCases(fixture, 'calibrationCurve', curve, 50);
  });

  it('metricAtThresholds has the values of scikit-learn', () => {
    const metrics: Record<string, ThresholdMetric> = { accuracyScore, f1Score, matthewsCorrcoef };
    expect(fixture.atThresholds.length).toBeGreaterThan(20);
    for (const { metric, yTrue, yScore, sampleWeight, ...expected } of fixture.atThresholds) {
      const weighting = sampleWeight === null ? {} : { sampleWeight };
      const actual = metricAtThresholds(yTrue, yScore, { metricFunc: metrics[metric]!, ...weighting });
      expect(plain(actual)).toEqual(near(expected));
    }
  });
});
