import { describe, expect, it } from 'vitest';
import type { Label } from '../../../../src/core/session.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { KFold } from '../../../../src/learn/selection/splits/folds/k-fold.js';
import { crossValPredict } from '../../../../src/learn/selection/validation/cross-val-predict.js';
import { crossValScore } from '../../../../src/learn/selection/validation/cross-val-score.js';
import { crossValidate } from '../../../../src/learn/selection/validation/cross-validate.js';
import { learningCurve } from '../../../../src/learn/selection/validation/learning-curve.js';
import { permutationTestScore } from '../../../../src/learn/selection/validation/permutation-test-score.js';
import { validationCurve } from '../../../../src/learn/selection/validation/validation-curve.js';
import { relativeDifference } from '../../fixture.js';
import { dataOf, estimatorOf, reference, splitterOf, weightsOf } from '../reference.js';

// Coefficients agree to 1e-8 and better; scores hang on them.
const TOLERANCE = 1e-9;

function expectMatrix(actual: Matrix, expected: number[][]): void {
  expect([actual.nRows, actual.nColumns]).toEqual([expected.length, expected[0]!.length]);
  expect(relativeDifference(actual.data, expected.flat())).toBeLessThan(TOLERANCE);
}

describe('validation gives what scikit-learn gives', () => {
  it.each(reference.crossValidate.map((c, i) => [`${c.data} ${c.estimator} ${c.cv} (${i})`, c] as const))(
    'crossValidate %s',
    (_, { data, estimator, cv, scoring, weighted, test, train }) => {
      const samples = dataOf(data, cv);
      const result = crossValidate(estimatorOf(estimator), samples, {
        cv: splitterOf(cv),
        scoring,
        returnTrainScore: true,
        ...(weighted !== null && { fitParams: { [weighted]: weightsOf(samples) } }),
      });
      expect(Object.keys(result.testScores)).toEqual(Object.keys(test));
      for (const name of Object.keys(test)) {
        expect(relativeDifference(result.testScores[name]!, test[name]!), name).toBeLessThan(TOLERANCE);
        expect(relativeDifference(result.trainScores![name]!, train[name]!), name).toBeLessThan(TOLERANCE);
      }
      if (typeof scoring !== 'string' || weighted !== null) return;
      const scores = crossValScore(estimatorOf(estimator), samples, { cv: splitterOf(cv), scoring });
      expect(scores).toEqual(result.testScores['score']);
    },
  );

  it.each(reference.crossValPredict.map((c, i) => [`${c.data} ${c.estimator} ${c.method} (${i})`, c] as const))(
    'crossValPredict %s',
    (_, { data, estimator, cv, method, response }) => {
      const splitter = typeof cv === 'string' ? splitterOf(cv) : new KFold({ nSplits: cv.blocks });
      const got = crossValPredict(estimatorOf(estimator), dataOf(data, cv), { method, cv: splitter });
      if (got instanceof Matrix) expectMatrix(got, response as number[][]);
      else if (typeof response[0] === 'number')
        expect(relativeDifference(got as Float64Array, response as number[])).toBeLessThan(TOLERANCE);
      else expect(got).toEqual(response as Label[]);
    },
  );

  it.each(reference.learningCurve.map((c, i) => [`${c.data} ${c.cv} (${i})`, c] as const))(
    'learningCurve %s',
    (_, { data, estimator, cv, options, sizes, train, test }) => {
      const curve = learningCurve(estimatorOf(estimator), dataOf(data, cv), { cv: splitterOf(cv), ...options });
      expect([...curve.trainSizes]).toEqual(sizes);
      expectMatrix(curve.trainScores, train);
      expectMatrix(curve.testScores, test);
      expect([curve.fitTimeMs.nRows, curve.scoreTimeMs.nColumns]).toEqual([sizes.length, test[0]!.length]);
    },
  );

  it('validationCurve', () => {
    for (const { paramName, paramRange, train, test } of reference.validationCurve) {
      const curve = validationCurve(new Ridge(), dataOf('diabetes', 5), { paramName, paramRange, cv: 5 });
      expectMatrix(curve.trainScores, train);
      expectMatrix(curve.testScores, test);
    }
  });

  it.each(reference.permutationTest.map((c) => [`${c.data} ${c.cv}`, c] as const))(
    'permutationTestScore %s',
    (_, { data, estimator, cv, score, scores, p }) => {
      const options = { cv: splitterOf(cv), nPermutations: 8, randomState: 4 };
      const got = permutationTestScore(estimatorOf(estimator), dataOf(data, cv), options);
      expect(relativeDifference([got.score], [score])).toBeLessThan(TOLERANCE);
      expect(relativeDifference(got.permutationScores, scores)).toBeLessThan(TOLERANCE);
      expect(got.pValue).toBe(p);
    },
  );
});
