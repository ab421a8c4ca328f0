import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LinearRegression } from '../../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../../src/learn/estimators/linear/logistic-regression.js';
import { evaluate } from '../../../src/learn/metrics/evaluate.js';
import { evaluatePredictions } from '../../../src/learn/metrics/evaluate-predictions.js';
import { balancedAccuracyScore } from '../../../src/learn/metrics/classification/agreement/balanced-accuracy-score.js';
import { matthewsCorrcoef } from '../../../src/learn/metrics/classification/agreement/matthews-corrcoef.js';
import { f1Score } from '../../../src/learn/metrics/classification/f1-score.js';
import { logLoss } from '../../../src/learn/metrics/probabilities/log-loss.js';
import { precisionScore } from '../../../src/learn/metrics/classification/precision-score.js';
import { recallScore } from '../../../src/learn/metrics/classification/recall-score.js';
import { rocAucScore } from '../../../src/learn/metrics/ranking/roc-auc-score.js';
import { trainTestSplit } from '../../../src/learn/selection/splits/train-test-split.js';
import { dataOf } from '../estimators/reference.js';
import { REFERENCE } from '../../examples/reference.js';
import { codeOf } from '../fixture.js';

describe('evaluate', () => {
  it('gives a classifier of two classes the metrics of its second class', () => {
    const { train, test } = trainTestSplit(dataOf('irisPair', false), { randomState: 0 });
    const model = new LogisticRegression({ C: 0.01 }).fit(train.X, train.y);
    const [yPred, p] = [model.predict(test.X), model.predictProba(test.X)];
    const posLabel = 'virginica';
    const evaluation = evaluate(model, test);
    expect(evaluation).toEqual({
      task: 'classification',
      nSamples: 25,
      accuracy: 0.8,
      balancedAccuracy: balancedAccuracyScore(test.y, yPred),
      matthewsCorrcoef: matthewsCorrcoef(test.y, yPred),
      average: 'binary',
      posLabel,
      precision: precisionScore(test.y, yPred, { posLabel }),
      recall: recallScore(test.y, yPred, { posLabel }),
      f1: f1Score(test.y, yPred, { posLabel }),
      rocAuc: rocAucScore(test.y, p),
      logLoss: logLoss(test.y, p),
      confusionMatrix: { labels: ['versicolor', 'virginica'], matrix: expect.any(Array) },
      notes: {},
    });
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
    expect(structuredClone(evaluation)).toEqual(evaluation);
    expect(inspect(evaluation)).toContain('accuracy: 0.8');
    expect(inspect(evaluation)).toMatch(/matrix: \[ \[ \d+, \d+ \], \[ \d+, \d+ \] \]/);
    expect(evaluate(model, test, { posLabel: 'versicolor' })).toMatchObject({
      posLabel: 'versicolor',
      recall: recallScore(test.y, yPred, { posLabel: 'versicolor' }),
      rocAuc: rocAucScore(test.y, p),
    });
  });

  it('gives a classifier of many classes the mean over them', () => {
    const { X, y } = dataOf('wine', false);
    const model = new LogisticRegression({ C: 0.001 }).fit(X, y);
    const yPred = model.predict(X);
    expect(evaluate(model, { X, y })).toMatchObject({
      average: 'macro',
      balancedAccuracy: balancedAccuracyScore(y, yPred),
      matthewsCorrcoef: matthewsCorrcoef(y, yPred),
      precision: precisionScore(y, yPred, { average: 'macro' }),
      f1: f1Score(y, yPred, { average: 'macro' }),
      rocAuc: rocAucScore(y, model.predictProba(X), { multiClass: 'ovr' }),
      notes: {},
    });
    expect(evaluate(model, { X, y })).not.toHaveProperty('posLabel');
  });

  it('gives a regressor errors and R²', () => {
    const model = new LinearRegression().fit([[1], [2], [3]], [3, 5, 7]);
    expect(evaluate(model, { X: [[4], [5]], y: [9, 12] })).toEqual({
      task: 'regression',
      nSamples: 2,
      mae: expect.closeTo(0.5, 12),
      mse: expect.closeTo(0.5, 12),
      rmse: expect.closeTo(Math.SQRT1_2, 12),
      r2: expect.closeTo(1 - 1 / 4.5, 12),
      notes: {},
    });
    expect(evaluate(model, { X: [[4], [5]], y: [9, 12] }, { sampleWeight: [1, 0] })).toMatchObject({
      mae: expect.closeTo(0, 12),
    });
  });

  it('refuses options that it does not have', () => {
    const model = new LinearRegression().fit([[1], [2]], [3, 5]);
    expect(codeOf(() => evaluate(model, { X: [[1]], y: [1] }, { labels: [] } as object))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => evaluate(model, { X: [[1], [2]], y: [1] }))).toBe('INVALID_ARGUMENT');
  });
});

describe('evaluatePredictions', () => {
  it('says why a metric has no value', () => {
    const one = evaluatePredictions({
      yTrue: ['b', 'b'],
      yPred: ['b', 'a'],
      classes: ['a', 'b'],
      probabilities: [
        [0, 1],
        [0.6, 0.4],
      ],
    });
    expect(one).toMatchObject({ rocAuc: null, logLoss: expect.any(Number), recall: 0.5, precision: 1 });
    expect(one.notes).toEqual({ rocAuc: expect.stringContaining('both classes') });

    const bare = evaluatePredictions({ yTrue: ['a', 'b'], yPred: ['a', 'b'] });
    expect(bare).toMatchObject({ task: 'classification', accuracy: 1, rocAuc: null, logLoss: null });
    expect(Object.keys(bare.notes)).toEqual(['rocAuc', 'logLoss']);

    const single = evaluatePredictions({ yTrue: [1], yPred: [2] });
    expect(single).toMatchObject({ task: 'regression', mae: 1, r2: null });
    expect(single.notes).toEqual({ r2: expect.stringContaining('two samples') });
  });

  it('counts a label that the model does not know as a mistake', () => {
    const evaluation = evaluatePredictions({
      yTrue: ['a', 'c', 'b'],
      yPred: ['a', 'b', 'b'],
      classes: ['a', 'b'],
      probabilities: [
        [0.9, 0.1],
        [0.4, 0.6],
        [0.2, 0.8],
      ],
    });
    expect(evaluation).toMatchObject({ accuracy: 2 / 3, average: 'macro', logLoss: null, rocAuc: null });
    expect(evaluation.task === 'classification' && evaluation.confusionMatrix).toEqual({
      labels: ['a', 'b', 'c'],
      matrix: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 1, 0],
      ],
    });
    expect(evaluation.notes['logLoss']).toContain('"c"');
  });

  it('follows the order of the classes given, and sorts them for the metrics', () => {
    const sorted = { yTrue: ['a', 'b', 'b'], yPred: ['a', 'b', 'a'] };
    const p = [
      [0.9, 0.1],
      [0.4, 0.6],
      [0.7, 0.3],
    ];
    const inOrder = evaluatePredictions({ ...sorted, classes: ['a', 'b'], probabilities: p });
    const turned = evaluatePredictions({
      ...sorted,
      classes: ['b', 'a'],
      probabilities: p.map(([a, b]) => [b!, a!]),
      posLabel: 'b',
    });
    expect(turned).toMatchObject({ logLoss: (inOrder as { logLoss: number }).logLoss, rocAuc: 1, recall: 0.5 });
    expect(turned).toMatchObject({ confusionMatrix: { labels: ['b', 'a'] } });
  });

  it('forgives a float32 model its own rounding, and nothing more', () => {
    const evaluateOne = (p: number): unknown =>
      evaluatePredictions({
        yTrue: [0, 1],
        yPred: [0, 1],
        classes: [0, 1],
        probabilities: [
          [1, 0],
          [1 - p, p],
        ],
      });
    expect(evaluateOne(1.0000001)).toMatchObject({ logLoss: expect.closeTo(0, 9), notes: {} });
    expect(evaluateOne(1.01)).toMatchObject({ logLoss: null, notes: { logLoss: expect.stringContaining('[0, 1]') } });
  });

  it('weighs the rows in balanced accuracy and correlation too', () => {
    const [yTrue, yPred] = [
      ['a', 'a', 'a', 'b', 'b', 'c'],
      ['a', 'a', 'b', 'b', 'c', 'c'],
    ];
    const sampleWeight = [0.5, 1.5, 2, 0.25, 0.75, 3];
    expect(evaluatePredictions({ yTrue, yPred, sampleWeight })).toMatchObject({
      balancedAccuracy: balancedAccuracyScore(yTrue, yPred, { sampleWeight }),
      matthewsCorrcoef: matthewsCorrcoef(yTrue, yPred, { sampleWeight }),
    });
  });

  it('shows a model that always guesses the common class for what it is', () => {
    const always = evaluatePredictions({ yTrue: [0, 0, 0, 1], yPred: [0, 0, 0, 0], classes: [0, 1] });
    expect(always).toMatchObject({ accuracy: 0.75, balancedAccuracy: 0.5, matthewsCorrcoef: 0 });
  });

  it('rounds a mean over the classes once, where scikit-learn rounds each addition', () => {
    const { matrix, labels } = REFERENCE.iris.confusionMatrix;
    const pairs = matrix.flatMap((row, i) =>
      row.flatMap((n, j) => Array.from({ length: n }, () => [labels[i]!, labels[j]!])),
    );
    const { f1 } = evaluatePredictions({ yTrue: pairs.map(([y]) => y!), yPred: pairs.map(([, y]) => y!) }) as {
      f1: number;
    };
    // (1 + 18/19 + 20/21) / 3 is 1157/1197. The nearest double is ours; NumPy's mean, one sum after the other, is the
    // one below it. To be equal to it we would have to lose a digit.
    expect(f1).toBe(1157 / 1197);
    expect((1 + 18 / 19 + 20 / 21) / 3).toBe(REFERENCE.iris.f1);
    expect(f1 - REFERENCE.iris.f1).toBe(2 ** -53);
  });

  it('refuses what is not a fault of the data', () => {
    const base = { yTrue: ['a', 'b'], yPred: ['a', 'b'] };
    expect(codeOf(() => evaluatePredictions({ ...base, posLabel: 'c' }))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => evaluatePredictions({ ...base, classes: [0, 1] }))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => evaluatePredictions({ yTrue: [], yPred: [] }))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => evaluatePredictions({ yTrue: [1], yPred: [NaN] }))).toBe('INVALID_ARGUMENT');
    expect(codeOf(() => evaluatePredictions({ ...base, classes: ['a', 'b'], probabilities: [[1, 0]] }))).toBe(
      'INVALID_ARGUMENT',
    );
    expect(
      codeOf(() =>
        evaluatePredictions({
          ...base,
          classes: ['a', 'b'],
          probabilities: [
            [1, 0],
            [0, NaN],
          ],
        }),
      ),
    ).toBe('INVALID_ARGUMENT');
  });
});
