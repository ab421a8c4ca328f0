import { describe, expect, it } from 'vitest';
import { ElasticNet } from '../../../../src/learn/estimators/linear/elastic-net/elastic-net.js';
import { Lasso } from '../../../../src/learn/estimators/linear/elastic-net/lasso.js';
import { PoissonRegressor } from '../../../../src/learn/estimators/linear/poisson/poisson-regressor.js';
import { LinearSVC } from '../../../../src/learn/estimators/linear/svm/linear-svc.js';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { loadModel } from '../../../../src/model/load-model.js';
import { answer, openLinear } from './open-linear.js';

const rows = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 2],
  [5, 5],
  [6, 1],
  [7, 3],
  [1, 7],
  [2, 6],
];
const values = [3, 3, 8, 6, 10, 7, 12, 8, 8];
const classes = ['a', 'a', 'b', 'b', 'c', 'c', 'c', 'a', 'b'];

describe('models that were fitted here', () => {
  it.each([
    ['LinearRegression', new LinearRegression().fit(rows, values)],
    ['Ridge', new Ridge({ alpha: 0.5 }).fit(rows, values)],
    ['Lasso', new Lasso({ alpha: 0.5 }).fit(rows, values)],
    ['ElasticNet', new ElasticNet({ alpha: 0.5 }).fit(rows, values)],
    ['PoissonRegressor', new PoissonRegressor().fit(rows, values)],
  ])('answer in the backend what they answered where they were fitted: %s', async (_, fitted) => {
    const expected = Array.from(fitted.predict(rows));
    expect(answer(await openLinear(fitted), 'value', rows)).toEqual(expected);
    const json = JSON.parse(JSON.stringify(fitted)) as object;
    expect(answer(await openLinear(json), 'value', rows)).toEqual(expected);
  });

  it.each([
    ['two classes', classes.map((label) => label === 'a')],
    ['three classes', classes],
  ])('answer in the backend what they answered where they were fitted: LogisticRegression of %s', async (_, y) => {
    const fitted = new LogisticRegression().fit(rows, y);
    const session = await openLinear(JSON.parse(JSON.stringify(fitted)) as object);
    const expected = fitted.predictProba(rows).toRows();
    const actual = answer(session, 'probabilities', rows) as number[][];
    expect(session.info.classifiers[0]!.labels).toEqual(fitted.classes);
    actual.forEach((row, i) => {
      row.forEach((p, k) => {
        // The first of two is 1 − p here and expit(−score) there: one rounding apart.
        expect(Math.abs(p - expected[i]![k]!)).toBeLessThanOrEqual(2 ** -53);
      });
    });
  });

  it.each([
    ['two classes', classes.map((label) => label === 'a'), [-1]],
    ['three classes', classes, [-1, 3]],
    ['two numbers', classes.map((label) => (label === 'a' ? 10 : -3)), [-1]],
  ])('answer labels and scores, but no probabilities, where there are none: LinearSVC of %s', async (_, y, shape) => {
    const fitted = new LinearSVC().fit(rows, y);
    const session = await openLinear(JSON.parse(JSON.stringify(fitted)) as object);
    expect(session.info.classifiers).toEqual([{ label: 'label', scores: 'scores', labels: fitted.classes }]);
    expect(session.signature.outputs.map(({ name }) => name)).toEqual(['label', 'scores']);
    expect(session.signature.outputs[1]!.shape).toEqual(shape);
    const scores = fitted.decisionFunction(rows);
    expect(answer(session, 'scores', rows)).toEqual(scores instanceof Matrix ? scores.toRows() : Array.from(scores));
    const labels = answer(session, 'label', rows).map((label) => (typeof label === 'bigint' ? Number(label) : label));
    expect(labels).toEqual(fitted.predict(rows));

    const model = await loadModel(JSON.parse(JSON.stringify(fitted)) as object);
    const predictions = await model.predict(rows);
    expect(predictions.map(({ label }) => label)).toEqual(fitted.predict(rows));
    expect(predictions[0]).not.toHaveProperty('probabilities');
  });

  it('refuses an expected count beyond float64', async () => {
    const session = await openLinear({ kind: 'poissonRegressor', coef: [[1]], intercept: [0] });
    expect(() => answer(session, 'value', [[1000]])).toThrow('beyond what the linear model can compute with');
    expect(answer(session, 'value', [[0], [-1000]])).toEqual([1, 0]);
  });
});
