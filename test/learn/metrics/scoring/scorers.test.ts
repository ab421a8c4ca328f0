import { describe, expect, it } from 'vitest';
import type { Predictor } from '../../../../src/learn/contracts.js';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { accuracyScore } from '../../../../src/learn/metrics/classification/accuracy-score.js';
import { f1Score } from '../../../../src/learn/metrics/classification/f1-score.js';
import { logLoss } from '../../../../src/learn/metrics/probabilities/log-loss.js';
import { meanAbsoluteError } from '../../../../src/learn/metrics/regression/mean-absolute-error.js';
import { getScorer, scorerNames, type ScorerName } from '../../../../src/learn/metrics/scoring/get-scorer.js';
import { makeScorer } from '../../../../src/learn/metrics/scoring/make-scorer.js';
import { codeOf, readFixture } from '../../fixture.js';

interface ModelCases {
  title: string;
  predict: number[];
  predictProba?: number[][];
  decisionFunction?: number[] | number[][];
  classes?: number[];
  y: number[];
  weights: number[];
  cases: { name: ScorerName; weighted: boolean; expected: number }[];
}

/** A model that answers what scikit-learn's did, whatever it is asked about. */
function recorded({ predict, predictProba, decisionFunction, classes }: ModelCases): Predictor {
  const decisions = decisionFunction?.map((value) => (typeof value === 'number' ? [value] : value));
  return {
    kind: 'recorded',
    nFeatures: 1,
    featureNames: undefined,
    predict: () => (classes === undefined ? Float64Array.from(predict) : predict),
    ...(predictProba === undefined ? {} : { predictProba: () => Matrix.from(predictProba) }),
    ...(decisions === undefined ? {} : { decisionFunction: () => Matrix.from(decisions) }),
    ...(classes === undefined ? {} : { classes }),
    toJSON: () => ({}),
  };
}

const { models, names } = readFixture('metrics_scorers') as { models: ModelCases[]; names: string[] };
const X = [[0], [1], [2], [3], [4], [5]];

describe('the scorers', () => {
  it.each(scorerNames())('%s has the values of scikit-learn', (name) => {
    let count = 0;
    for (const model of models) {
      for (const { weighted, expected } of model.cases.filter((one) => one.name === name)) {
        const options = weighted ? { sampleWeight: model.weights } : undefined;
        const value = getScorer(name)(recorded(model), [], model.y, options);
        expect(Math.abs(value - expected), `${model.title}: ${value} beside ${expected}`).toBeLessThanOrEqual(
          1e-12 * Math.max(1, Math.abs(expected)),
        );
        count++;
      }
    }
    expect(count).toBeGreaterThan(0);
  });

  it('have names of scikit-learn, in order', () => {
    expect(scorerNames()).toEqual([...names].sort());
  });

  it('know the classes of the model where a fold lacks one', () => {
    const model = new LogisticRegression().fit(X, [0, 0, 1, 1, 2, 2]);
    const fold = X.slice(0, 4);
    const y = [0, 0, 1, 1];
    expect(getScorer('neg_log_loss')(model, fold, y)).toBe(
      -logLoss(y, model.predictProba(fold), { labels: [0, 1, 2] }),
    );
    expect(codeOf(() => getScorer('roc_auc_ovr')(model, fold, y))).toBe('UNDEFINED_SCORE');
  });

  it('take the second class as the positive one where none is 1 or true', () => {
    const y = ['ham', 'ham', 'spam', 'ham', 'spam', 'spam'];
    const model = new LogisticRegression().fit(X, y);
    expect(getScorer('f1')(model, X, y)).toBe(f1Score(y, model.predict(X), { posLabel: 'spam' }));
    const ones = [2, 2, 1, 2, 1, 1];
    const other = new LogisticRegression().fit(X, ones);
    expect(getScorer('f1')(other, X, ones)).toBe(f1Score(ones, other.predict(X)));
  });

  it('refuse weights where the metric has none', () => {
    const line = new LinearRegression().fit(X, [0, 1, 2, 3, 4, 5]);
    const score = (): number =>
      getScorer('neg_max_error')(line, X, [0, 1, 2, 3, 4, 6], { sampleWeight: [1, 1, 1, 1, 1, 0] });
    expect(codeOf(score)).toBe('INVALID_ARGUMENT');
    expect(score).toThrow('sampleWeight');
  });

  it('say what to use instead', () => {
    const three = new LogisticRegression().fit(X, [0, 0, 1, 1, 2, 2]);
    expect(() => getScorer('roc_auc')(three, X, [0, 0, 1, 1, 2, 2])).toThrow('use "roc_auc_ovr" or "roc_auc_ovo"');
    const line = new LinearRegression().fit(X, [0, 1, 2, 3, 4, 5]);
    expect(() => getScorer('roc_auc')(line, X, [0, 0, 1, 1, 1, 1])).toThrow(
      'needs a model with decisionFunction or predictProba, which "linearRegression" has not',
    );
    expect(() => getScorer('mean_squared_error' as ScorerName)).toThrow('its scorer is "neg_mean_squared_error"');
    expect(() => getScorer('toString' as ScorerName)).toThrow('scorerNames() lists');
    expect(codeOf(() => getScorer(undefined as never))).toBe('INVALID_ARGUMENT');
  });
});

describe('makeScorer', () => {
  const model = new LogisticRegression().fit(X, ['a', 'a', 'b', 'a', 'b', 'b']);
  const y = ['a', 'b', 'b', 'a', 'b', 'b'];

  it('turns the sign of a loss, and hands on options and weights', () => {
    const seen: unknown[] = [];
    const metric = (...given: unknown[]): number => {
      seen.push(given);
      return 2;
    };
    const scorer = makeScorer(metric, { greaterIsBetter: false, metricOptions: { power: 3 } });
    expect(scorer(model, X, y, { sampleWeight: [1, 2, 3, 4, 5, 6] })).toBe(-2);
    expect(scorer(model, X, y)).toBe(-2);
    expect(seen).toEqual([
      [y, model.predict(X), { power: 3, sampleWeight: [1, 2, 3, 4, 5, 6] }],
      [y, model.predict(X), { power: 3 }],
    ]);
    expect(
      makeScorer(meanAbsoluteError, { greaterIsBetter: false })(recorded(models.at(-1)!), [], models.at(-1)!.predict),
    ).toBe(0);
  });

  it('asks for the first method that the model has', () => {
    const first = makeScorer((_: unknown, response: Float64Array) => response[0], {
      responseMethod: ['decisionFunction', 'predictProba'],
    });
    expect(first(model, X, y)).toBe((model.decisionFunction(X) as Float64Array)[0]);
    const { decisionFunction: _, ...recording } = models[0]!;
    expect(first(recorded(recording), X, y)).toBe(models[0]!.predictProba![0]![1]);
    expect(makeScorer(accuracyScore)(model, X, y)).toBe(accuracyScore(y, model.predict(X)));
  });

  it('gives a function of its own back', () => {
    const scorer = (): number => 1;
    expect(getScorer(scorer)).toBe(scorer);
  });

  it.each<[string, () => unknown, string]>([
    ['an unknown option', () => makeScorer(accuracyScore, { needsProba: true } as object), 'unknown option'],
    ['an unknown method', () => makeScorer(accuracyScore, { responseMethod: 'proba' as never }), 'got "proba"'],
    ['no method', () => makeScorer(accuracyScore, { responseMethod: [] }), 'one or more of predict'],
    ['a name for the metric', () => makeScorer('accuracy' as never), 'getScorer takes names'],
    ['a sign that is no flag', () => makeScorer(accuracyScore, { greaterIsBetter: -1 as never }), 'got -1'],
    ['a metric that gives an array', () => makeScorer(() => [1])(model, X, y), 'must give a number, got an array of 1'],
  ])('refuses %s', (_, act, message) => {
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
    expect(act).toThrow(message);
  });
});
