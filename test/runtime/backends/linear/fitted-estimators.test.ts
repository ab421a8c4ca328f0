import { describe, expect, it } from 'vitest';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
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
});
