import { describe, expect, it } from 'vitest';
import { d2TweedieScore } from '../../../../src/learn/metrics/regression/deviance/d2-tweedie-score.js';
import { meanGammaDeviance } from '../../../../src/learn/metrics/regression/deviance/mean-gamma-deviance.js';
import { meanPoissonDeviance } from '../../../../src/learn/metrics/regression/deviance/mean-poisson-deviance.js';
import { meanTweedieDeviance } from '../../../../src/learn/metrics/regression/deviance/mean-tweedie-deviance.js';
import { explainedVarianceScore } from '../../../../src/learn/metrics/regression/explained-variance-score.js';
import { maxError } from '../../../../src/learn/metrics/regression/max-error.js';
import { meanAbsoluteError } from '../../../../src/learn/metrics/regression/mean-absolute-error.js';
import { meanAbsolutePercentageError } from '../../../../src/learn/metrics/regression/mean-absolute-percentage-error.js';
import { meanSquaredError } from '../../../../src/learn/metrics/regression/mean-squared-error.js';
import { meanSquaredLogError } from '../../../../src/learn/metrics/regression/mean-squared-log-error.js';
import { medianAbsoluteError } from '../../../../src/learn/metrics/regression/median-absolute-error.js';
import { d2AbsoluteErrorScore } from '../../../../src/learn/metrics/regression/quantile/d2-absolute-error-score.js';
import { d2PinballScore } from '../../../../src/learn/metrics/regression/quantile/d2-pinball-score.js';
import { meanPinballLoss } from '../../../../src/learn/metrics/regression/quantile/mean-pinball-loss.js';
import { r2Score } from '../../../../src/learn/metrics/regression/r2-score.js';
import { rootMeanSquaredError } from '../../../../src/learn/metrics/regression/root-mean-squared-error.js';
import { rootMeanSquaredLogError } from '../../../../src/learn/metrics/regression/root-mean-squared-log-error.js';
import { checkCases, readMetricFixture, type AnyMetric } from '../reference.js';

const METRICS: Record<string, AnyMetric> = {
  d2AbsoluteErrorScore,
  d2PinballScore,
  d2TweedieScore,
  explainedVarianceScore,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanGammaDeviance,
  meanPinballLoss,
  meanPoissonDeviance,
  meanSquaredError,
  meanSquaredLogError,
  meanTweedieDeviance,
  medianAbsoluteError,
  r2Score,
  rootMeanSquaredError,
  rootMeanSquaredLogError,
};

describe('regression metrics', () => {
  const fixture = readMetricFixture('metrics-regression');

  it.each(Object.keys(METRICS))('%s has the values and edges of scikit-learn', (name) => {
    checkCases(fixture, name, METRICS[name]!);
  });

  it('keep the digits of deviances that the formula loses', () => {
    const { deviances } = fixture as unknown as { deviances: [data: number, power: number, expected: number][] };
    expect(deviances.length).toBeGreaterThan(20);
    for (const [k, power, expected] of deviances) {
      const actual = meanTweedieDeviance(...fixture.data[k]!, { power });
      expect([k, power, Math.abs(actual - expected) / expected < 1e-12]).toEqual([k, power, true]);
    }
  });
});
