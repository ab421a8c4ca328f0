import { describe, expect, it } from 'vitest';
import { answer, faults, openLinear } from './open-linear.js';

const LOGISTIC = { coef_: [[2, -1]], intercept_: [0.5], classes_: ['no', 'yes'] };

describe('coefficients in scikit-learn’s names', () => {
  // The shapes are those that LinearRegression leaves behind for y of shape [n], [n, 1] and [n, 2].
  it.each([
    ['coef_ flat, intercept_ a number', { coef_: [2, -1], intercept_: 0.5 }, [2.5]],
    ['coef_ of one row, intercept_ a list', { coef_: [[2, -1]], intercept_: [0.5] }, [2.5]],
    [
      'two targets',
      {
        coef_: [
          [2, -1],
          [0, 1],
        ],
        intercept_: [0.5, 1],
      },
      [[2.5, 5]],
    ],
    [
      'two targets without intercept',
      {
        coef_: [
          [2, -1],
          [0, 1],
        ],
        intercept_: 0.0,
      },
      [[2, 4]],
    ],
    ['informative attributes', { coef_: [2, -1], intercept_: 0.5, n_features_in_: 2, n_iter_: [3], rank_: 2 }, [2.5]],
  ])('load as a regression: %s', async (_, document, expected) => {
    const session = await openLinear(document);
    expect(answer(session, 'value', [[3, 4]])).toEqual(expected);
    expect(session.info.classifiers).toEqual([]);
  });

  it('load as a classifier where there are classes_', async () => {
    const session = await openLinear(LOGISTIC);
    const p = 1 / (1 + Math.exp(-2.5));
    expect(answer(session, 'probabilities', [[3, 4]])).toEqual([[1 - p, p]]);
    expect(session.info.classifiers).toEqual([{ probabilities: 'probabilities', labels: ['no', 'yes'] }]);
  });

  it.each([
    ['no intercept_', { coef_: [1] }, ['missing /intercept_']],
    ['no coef_', { intercept_: 0 }, ['missing /coef_']],
    ['null among the coefficients', { coef_: [1, null], intercept_: 0 }, ['type /coef_/1']],
    ['rows of two lengths', { coef_: [[1, 2], [1]], intercept_: [0, 0] }, ['shape /coef_/1']],
    ['one intercept for two targets', { coef_: [[1], [2]], intercept_: 3 }, ['shape /intercept_']],
    [
      'names of other columns',
      { coef_: [1, 2], intercept_: 0, feature_names_in_: ['a'] },
      ['shape /feature_names_in_'],
    ],
    [
      'one name twice',
      { coef_: [1, 2], intercept_: 0, feature_names_in_: ['a', 'a'] },
      ['duplicate /feature_names_in_/1'],
    ],
    ['another n_features_in_', { coef_: [1, 2], intercept_: 0, n_features_in_: 3 }, ['shape /n_features_in_']],
    ['three classes for one row', { ...LOGISTIC, classes_: [0, 1, 2] }, ['shape /classes_']],
    [
      'a scaler that would be ignored',
      { ...LOGISTIC, mean_: [0, 0], scale_: [1, 1] },
      ['unexpected /mean_', 'unexpected /scale_'],
    ],
    [
      'all of it',
      { coef_: ['x'], intercept_: 'y', classes_: [{}], misspelt_: 1 },
      ['type /classes_/0', 'type /coef_/0', 'type /intercept_', 'unexpected /misspelt_'],
    ],
  ])('are refused with %s', async (_, document, expected) => {
    expect(await faults(document)).toEqual(expected);
  });
});
