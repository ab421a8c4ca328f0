import { describe, expect, it } from 'vitest';
import { accuracyScore } from '../../../src/learn/metrics/classification/accuracy-score.js';
import { confusionMatrix } from '../../../src/learn/metrics/classification/confusion-matrix.js';
import { f1Score } from '../../../src/learn/metrics/classification/f1-score.js';
import { logLoss } from '../../../src/learn/metrics/probabilities/log-loss.js';
import { meanAbsoluteError } from '../../../src/learn/metrics/regression/mean-absolute-error.js';
import { meanSquaredError } from '../../../src/learn/metrics/regression/mean-squared-error.js';
import { precisionRecallFscoreSupport } from '../../../src/learn/metrics/classification/precision-recall-fscore-support.js';
import { precisionScore } from '../../../src/learn/metrics/classification/precision-score.js';
import { r2Score } from '../../../src/learn/metrics/regression/r2-score.js';
import { recallScore } from '../../../src/learn/metrics/classification/recall-score.js';
import { rocAucScore } from '../../../src/learn/metrics/ranking/roc-auc-score.js';
import { rootMeanSquaredError } from '../../../src/learn/metrics/regression/root-mean-squared-error.js';
import { codeOf, readFixture } from '../fixture.js';
import { near, plain, type AnyMetric } from './reference.js';

interface Case {
  metric: string;
  data: number;
  options: Record<string, unknown>;
  expected: unknown;
}

const METRICS: Record<string, AnyMetric> = {
  accuracyScore,
  confusionMatrix,
  f1Score,
  logLoss,
  meanAbsoluteError,
  meanSquaredError,
  precisionRecallFscoreSupport,
  precisionScore,
  r2Score,
  recallScore,
  rocAucScore,
  rootMeanSquaredError,
};

describe('metrics', () => {
  const { data, cases } = readFixture('metrics') as { data: unknown[][]; cases: Case[] };

  it.each(Object.keys(METRICS))('%s has the values and edges of scikit-learn', (name) => {
    const ours = cases.filter(({ metric }) => metric === name);
    expect(ours.length).toBeGreaterThan(10);
    for (const { data: k, options, expected } of ours) {
      const [yTrue, yPred] = data[k]!;
      const score = (): unknown => METRICS[name]!(yTrue as never, yPred as never, options as never);
      const context = `${name}(${JSON.stringify(yTrue)}, ${JSON.stringify(yPred)}, ${JSON.stringify(options)})`;
      if (typeof expected === 'string') expect(codeOf(score), context).toBe(expected);
      else expect(plain(score()), context).toEqual(near(expected));
    }
  });
});
