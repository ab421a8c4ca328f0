import { describe, expect, it } from 'vitest';
import { CalibratedClassifierCV } from '../../../../src/learn/estimators/calibration/calibrated-classifier-cv.js';
import { FrozenEstimator } from '../../../../src/learn/estimators/calibration/frozen-estimator.js';
import { fitPlatt } from '../../../../src/learn/estimators/calibration/platt-scaling.js';
import { fitTemperature } from '../../../../src/learn/estimators/calibration/temperature-scaling.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { GaussianNB } from '../../../../src/learn/estimators/naive-bayes/gaussian-nb.js';
import { DummyRegressor } from '../../../../src/learn/estimators/dummy/dummy-regressor.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { SGDClassifier } from '../../../../src/learn/estimators/sgd/sgd-classifier.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { KFold } from '../../../../src/learn/selection/splits/folds/k-fold.js';
import { withOptions } from '../../../../src/learn/selection/with-options.js';
import { codeOf, relativeDifference } from '../../fixture.js';
import { modelsReference } from '../models-reference.js';
import { dataOf } from '../reference.js';

const iris = dataOf('iris', false);
const pair = dataOf('irisPair', false);

describe('Platt’s sigmoid', () => {
  it.each(modelsReference.sigmoid)('is at its optimum: $name', ({ scores, positive, weights, ...expected }) => {
    const fit = fitPlatt({
      scores: Float64Array.from(scores),
      isPositive: Uint8Array.from(positive),
      weights: Float64Array.from(weights),
    });
    expect(fit.isConverged).toBe(true);
    expect(relativeDifference([fit.a, fit.b], [expected.a, expected.b])).toBeLessThan(1e-9);
  });

  it('is flat where the scores say nothing', () => {
    const { a, b } = fitPlatt({
      scores: Float64Array.of(7, 7, 7),
      isPositive: Uint8Array.of(1, 0, 1),
      weights: Float64Array.of(1, 1, 1),
    });
    // Targets are 3/4, 1/3 and 3/4; their mean is 11/18.
    expect(1 / (1 + Math.exp(a * 7 + b))).toBeCloseTo(11 / 18, 12);
  });
});

describe('a temperature', () => {
  it('has the value of the golden set', () => {
    const logits = Matrix.from([
      [2, 1, 0],
      [0, 1, 2],
      [1, 3, 0],
      [2, 0, 1],
    ]);
    const { beta, isConverged } = fitTemperature(logits, Int32Array.of(0, 2, 0, 1), new Float64Array(4).fill(1));
    expect(isConverged).toBe(true);
    // Where scikit-learn ends, about 1e-8 from the optimum.
    expect(Math.abs(beta / 0.18569443693919727 - 1)).toBeLessThan(1e-6);
  });

  it('ends at its bounds where the best one lies beyond', () => {
    const logits = Matrix.from([
      [1, 0],
      [0, 1],
    ]);
    const ones = Float64Array.of(1, 1);
    expect(fitTemperature(logits, Int32Array.of(0, 1), ones).beta).toBe(Math.exp(10));
    expect(fitTemperature(logits, Int32Array.of(1, 0), ones).beta).toBe(Math.exp(-10));
  });
});

describe('CalibratedClassifierCV', () => {
  it.each(modelsReference.calibrated)(
    'gives the probabilities of scikit-learn: $data, $base, $method, weights: $sampleWeight, frozen: $isFrozen, ensemble: $ensemble',
    ({ data, base, method, sampleWeight, isFrozen, ensemble, probabilities, betas }) => {
      const { X, y, options } = dataOf(data, sampleWeight);
      const narrow = X.map((row) => row.slice(0, data === 'cancer' ? 5 : 2));
      const plain = base === 'logistic' ? new LogisticRegression({ C: 0.1 }) : new GaussianNB({ varSmoothing: 0.05 });
      const isEven = (_: unknown, i: number): boolean => i % 2 === 0;
      const estimator = isFrozen
        ? new FrozenEstimator({ estimator: plain.fit(narrow.filter(isEven), y.filter(isEven)) })
        : plain;
      const model = new CalibratedClassifierCV({ estimator, method, ensemble, cv: 3 }).fit(narrow, y, options);
      expect(model.isConverged).toBe(true);
      const every15th = narrow.filter((_, i) => i % 15 === 0);
      const actual = model.predictProba(every15th);
      // Sigmoid and temperature: scikit-learn stops before its optimum.
      const tolerance = method === 'isotonic' ? 1e-8 : 2e-5;
      expect(relativeDifference(actual.data, probabilities.flat())).toBeLessThan(tolerance);
      if (betas) {
        const own = model.calibratedClassifiers.map(({ calibrator }) =>
          calibrator.method === 'temperature' ? calibrator.parts[0].beta : NaN,
        );
        expect(own).toHaveLength(betas.length);
        own.forEach((beta, k) => expect(Math.abs(beta / betas[k]! - 1)).toBeLessThan(1e-6));
      }
      const highest = model.predict(every15th).map((label) => model.classes.indexOf(label));
      highest.forEach((k, i) => expect(actual.at(i, k)).toBe(Math.max(...actual.row(i))));
      const revived = revivePredictor(JSON.parse(JSON.stringify(model)));
      expect(revived.predictProba?.(every15th)).toEqual(actual);
      expect(JSON.stringify(revived)).toBe(JSON.stringify(model));
    },
  );

  it('gives scores of a support vector machine probabilities', () => {
    const estimator = new SGDClassifier({ randomState: 0, alpha: 0.01 });
    const model = new CalibratedClassifierCV({ estimator }).fit(pair.X, pair.y);
    expect(model.calibratedClassifiers).toHaveLength(5);
    const P = model.predictProba(pair.X);
    for (let i = 0; i < P.nRows; i++) expect(P.at(i, 0) + P.at(i, 1)).toBeCloseTo(1, 12);
  });

  it('can be varied, its estimator too', () => {
    const model = new CalibratedClassifierCV({ estimator: new LogisticRegression(), cv: 2 });
    const other = withOptions(model, { method: 'isotonic', estimator__C: 3 });
    expect(other.options).toMatchObject({ method: 'isotonic', cv: 2, estimator: { options: { C: 3 } } });
  });

  it('says equal probabilities where every class has none', () => {
    const json = JSON.parse(
      JSON.stringify(
        new CalibratedClassifierCV({ estimator: new GaussianNB(), method: 'isotonic', cv: 2 }).fit(iris.X, iris.y),
      ),
    );
    for (const member of json.calibratedClassifiers) {
      for (const part of member.calibrator.parts) Object.assign(part, { xThresholds: [0], yThresholds: [0] });
    }
    expect([...revivePredictor(json).predictProba!([iris.X[0]!]).data]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  const fitted = JSON.parse(
    JSON.stringify(new CalibratedClassifierCV({ estimator: new LogisticRegression(), cv: 2 }).fit(pair.X, pair.y)),
  );
  const member = fitted.calibratedClassifiers[0];
  const estimator = new LogisticRegression();
  it.each([
    ['no estimator', () => new CalibratedClassifierCV({} as never), /needs the option "estimator"/],
    [
      'a fitted model as estimator',
      () => new CalibratedClassifierCV({ estimator: { predict: 1 } as never }),
      /with fit/,
    ],
    ['an unknown method', () => new CalibratedClassifierCV({ estimator, method: 'platt' as never }), /"sigmoid"/],
    ['a cv of 1', () => new CalibratedClassifierCV({ estimator, cv: 1 }), /≥ 2/],
    ['one class', () => new CalibratedClassifierCV({ estimator }).fit([[1], [2]], [1, 1]), /two classes/],
    [
      'a class smaller than the folds',
      () => new CalibratedClassifierCV({ estimator }).fit([[1], [2], [3], [4], [5], [6]], [0, 0, 0, 0, 0, 1]),
      /class 1 has 1 samples, too few for 5 splits/,
    ],
    [
      'a regressor',
      () =>
        new CalibratedClassifierCV({ estimator: new DummyRegressor(), cv: 2 }).fit([[1], [2], [3], [4]], [0, 1, 0, 1]),
      /all 2 classes/,
    ],
    [
      'training parts without a class',
      () =>
        new CalibratedClassifierCV({ estimator: new GaussianNB(), cv: new KFold({ nSplits: 2 }) }).fit(
          [[1], [2], [3], [5], [6], [7]],
          [0, 0, 0, 1, 1, 2 - 1],
        ),
      /all 2 classes/,
    ],
    [
      'splits that leave samples out, for one classifier',
      () =>
        new CalibratedClassifierCV({
          estimator,
          ensemble: false,
          cv: [{ trainIndices: Int32Array.of(0, 1, 2, 3), testIndices: Int32Array.of(0, 1) }],
        }).fit([[1], [2], [3], [4]], [0, 1, 0, 1]),
      /tested once/,
    ],
    [
      'test parts without weight',
      () =>
        new CalibratedClassifierCV({
          estimator: new FrozenEstimator({ estimator: estimator.fit([[1], [2]], [0, 1]) }),
          ensemble: true,
          cv: 2,
        }).fit([[1], [2], [3], [4]], [0, 1, 0, 1], { sampleWeight: [1, 1, 0, 0] }),
      /weight of 0/,
    ],
    ['something frozen that does not predict', () => new FrozenEstimator({ estimator: {} as never }), /with predict/],
    [
      'JSON without calibratedClassifiers',
      () => revivePredictor({ ...fitted, calibratedClassifiers: [] }),
      /calibratedClassifiers/,
    ],
    ['JSON with other classes', () => revivePredictor({ ...fitted, classes: ['a', 'b'] }), /all 2 classes/],
    [
      'JSON with a part too many',
      () =>
        revivePredictor({
          ...fitted,
          calibratedClassifiers: [{ ...member, calibrator: { method: 'sigmoid', parts: [{}, {}] } }],
        }),
      /1 parts/,
    ],
    [
      'JSON with a method that is none',
      () =>
        revivePredictor({
          ...fitted,
          calibratedClassifiers: [{ ...member, calibrator: { method: 'x', parts: [{}] } }],
        }),
      /method of sigmoid/,
    ],
    [
      'JSON with numbers that are none',
      () =>
        revivePredictor({
          ...fitted,
          calibratedClassifiers: [{ ...member, calibrator: { method: 'sigmoid', parts: [{ a: 'NaN', b: 1 }] } }],
        }),
      /finite/,
    ],
    [
      'JSON with a temperature of 0',
      () =>
        revivePredictor({
          ...fitted,
          calibratedClassifiers: [{ ...member, calibrator: { method: 'temperature', parts: [{ beta: 0 }] } }],
        }),
      /beta > 0/,
    ],
    [
      'JSON with calibratedClassifiers that differ',
      () =>
        revivePredictor({
          ...fitted,
          calibratedClassifiers: [
            member,
            {
              ...member,
              estimator: JSON.parse(
                JSON.stringify(new LogisticRegression().fit([[1], [2]], ['versicolor', 'virginica'])),
              ),
            },
          ],
        }),
      /answer alike/,
    ],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});
