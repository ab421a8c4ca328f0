import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { IsotonicRegression } from '../../../../src/learn/estimators/isotonic/isotonic-regression.js';
import { poolAdjacentViolators } from '../../../../src/learn/estimators/isotonic/pool-adjacent-violators.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { codeOf, relativeDifference } from '../../fixture.js';
import { modelsReference } from '../models-reference.js';

describe('IsotonicRegression', () => {
  it.each(modelsReference.isotonic)(
    'is that of scikit-learn: $name, $options',
    ({ x, y, weights, options, ...expected }) => {
      const model = new IsotonicRegression(options).fit(
        x.map((value) => [value]),
        y,
        weights === null ? {} : { sampleWeight: weights },
      );
      expect(model.increasing).toBe(expected.isIncreasing);
      const seen = x.filter((_, i) => weights?.[i] !== 0);
      expect([model.xMin, model.xMax]).toEqual([Math.min(...seen), Math.max(...seen)]);
      expect(relativeDifference(model.xThresholds, expected.xThresholds)).toBeLessThan(1e-14);
      expect(relativeDifference(model.yThresholds, expected.yThresholds)).toBeLessThan(1e-12);
      const predictions = model.predict(expected.at.map((value) => [value]));
      expect([...predictions].map(Number.isNaN)).toEqual(expected.predictions.map(Number.isNaN));
      const isNumber = (value: number): boolean => !Number.isNaN(value);
      expect(relativeDifference(predictions.filter(isNumber), expected.predictions.filter(isNumber))).toBeLessThan(
        1e-12,
      );
    },
  );

  it('is the nearest of all functions that never fall', () => {
    const weighted = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 5 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(weighted, (points) => {
        const y = Float64Array.from(points, ([value]) => value);
        const weights = Float64Array.from(points, ([, weight]) => weight);
        const fitted = poolAdjacentViolators(y, weights, true);
        let partial = 0;
        let crossed = 0;
        for (let i = 0; i < y.length; i++) {
          if (i > 0) expect(fitted[i]).toBeGreaterThanOrEqual(fitted[i - 1]!);
          // Optimality (Karush, Kuhn, Tucker): what is left over sums to at least 0 at any place, to 0 at each step.
          partial += weights[i]! * (y[i]! - fitted[i]!);
          expect(partial).toBeGreaterThan(-1e-9);
          if (i + 1 < y.length && fitted[i + 1]! > fitted[i]!) crossed += Math.abs(partial);
        }
        expect(crossed + Math.abs(partial)).toBeLessThan(1e-9);
      }),
    );
  });

  it('takes a row name, and refuses what is outside when told to', () => {
    const model = new IsotonicRegression({ outOfBounds: 'raise' }).fit([{ a: 1 }, { a: 2 }], [3, 4]);
    expect([...model.predict([{ a: 1.5 }])]).toEqual([3.5]);
    expect(codeOf(() => model.predict([{ a: 2.1 }]))).toBe('INVALID_INPUT');
    expect(() => model.predict([{ a: 2.1 }])).toThrow(/row 0 is 2.1, outside of the values seen when fitting, 1 to 2/);
  });

  it('comes back from JSON bit for bit', () => {
    for (const options of [{}, { increasing: false, outOfBounds: 'clip' }, { yMin: -0 }] as const) {
      const model = new IsotonicRegression(options).fit([[1], [2], [3], [0.5]], [3, 1, 2, -0]);
      expect(revivePredictor(JSON.parse(JSON.stringify(model)))).toEqual(model);
    }
  });

  const json = JSON.parse(JSON.stringify(new IsotonicRegression().fit([[1], [2]], [3, 4])));
  it.each([
    ['two features', () => new IsotonicRegression().fit([[1, 2]], [1]), /one feature/],
    ['an unknown direction', () => new IsotonicRegression({ increasing: 'yes' as never }), /"auto"/],
    ['bounds that cross', () => new IsotonicRegression({ yMin: 2, yMax: 1 }), /above yMax/],
    ['an infinite bound', () => new IsotonicRegression({ yMin: -Infinity }), /finite/],
    ['JSON with thresholds that fall', () => revivePredictor({ ...json, xThresholds: [2, 1] }), /ascending/],
    ['JSON with values that fall', () => revivePredictor({ ...json, yThresholds: [2, 1] }), /never fall/],
    ['JSON without thresholds', () => revivePredictor({ ...json, xThresholds: [], yThresholds: [] }), /at least one/],
    ['JSON with an unknown choice', () => revivePredictor({ ...json, outOfBounds: 'error' }), /nan or clip or raise/],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});
