import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import type { SelectionWarning } from '../../../../src/learn/selection/selection-warning.js';
import { KFold } from '../../../../src/learn/selection/splits/folds/k-fold.js';
import { crossValPredict } from '../../../../src/learn/selection/validation/cross-val-predict.js';
import { learningCurve } from '../../../../src/learn/selection/validation/learning-curve.js';

const X = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5]);
const numbers = X.map(([a = 0, b = 0]) => 3 * a - b + (a % 3));

describe('crossValPredict', () => {
  it('predicts each row with the fit that did not see it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 0, max: 99 }), (nSplits, randomState) => {
        const cv = new KFold({ nSplits, shuffle: true, randomState });
        const all = crossValPredict(new Ridge(), { X, y: numbers }, { cv });
        for (const { trainIndices, testIndices } of cv.split(X)) {
          const fitted = new Ridge().fit(
            Array.from(trainIndices, (i) => X[i]!),
            Array.from(trainIndices, (i) => numbers[i]!),
          );
          expect(fitted.predict(Array.from(testIndices, (i) => X[i]!))).toEqual(
            Float64Array.from(testIndices, (i) => all[i]!),
          );
        }
      }),
      { numRuns: 10 },
    );
  });

  it('warns where a training part lacks a class, and refuses decisions of two', () => {
    const three = X.map((_, i) => (i < 7 ? 'a' : i < 14 ? 'b' : 'c'));
    const codes: string[] = [];
    const onWarning = ({ code }: SelectionWarning): void => void codes.push(code);
    const cv = new KFold({ nSplits: 4 });
    crossValPredict(new LogisticRegression(), { X, y: three }, { cv, method: 'predictProba', onWarning });
    expect(codes).toEqual([]);
    const blocks = [
      {
        trainIndices: Int32Array.from({ length: 14 }, (_, i) => i),
        testIndices: Int32Array.of(14, 15, 16, 17, 18, 19),
      },
      {
        trainIndices: Int32Array.from({ length: 13 }, (_, i) => i + 7),
        testIndices: Int32Array.of(0, 1, 2, 3, 4, 5, 6),
      },
      {
        trainIndices: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18, 19),
        testIndices: Int32Array.of(7, 8, 9, 10, 11, 12, 13),
      },
    ];
    const proba = crossValPredict(
      new LogisticRegression(),
      { X, y: three },
      { cv: blocks, method: 'predictProba', onWarning },
    );
    expect(codes).toEqual(['missingClass', 'missingClass', 'missingClass']);
    expect(proba.at(14, 2)).toBe(0);
    expect(proba.at(0, 0)).toBe(0);
    const decide = (): unknown =>
      crossValPredict(new LogisticRegression(), { X, y: three }, { cv: blocks, method: 'decisionFunction' });
    expect(decide).toThrow(/split 0: the training part has no sample of class "c".*decisionFunction cannot be told/);
  });
});

describe('learningCurve', () => {
  it('takes each size once, and warns', () => {
    const codes: string[] = [];
    const onWarning = ({ code }: SelectionWarning): void => void codes.push(code);
    const curve = learningCurve(new Ridge(), { X, y: numbers }, { trainSizes: [0.5, 0.51, 1], onWarning });
    expect([...curve.trainSizes]).toEqual([8, 16]);
    expect(codes).toEqual(['repeatedSize']);
  });
});
