import { describe, expect, it } from 'vitest';
import { FittedPolynomialFeatures } from '../../../../src/learn/preprocessing/generation/fitted-polynomial-features.js';
import { PolynomialFeatures } from '../../../../src/learn/preprocessing/generation/polynomial-features.js';
import { throughJson } from '../reference.js';

describe('PolynomialFeatures', () => {
  it.each([
    [{ degree: -1 }, /a whole number ≥ 0, or two/],
    [{ degree: [3, 2] }, /degree/],
    [{ degree: [1] }, /degree/],
    [{ degree: 1.5 }, /degree/],
    [{ degree: 0, includeBias: false }, /at least 1 without includeBias, got 0: no column would be left/],
    [{ interactionOnly: 'yes' }, /true or false/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new PolynomialFeatures(options as object)).toThrow(message);
  });

  it('refuses more columns than can be held, also from a few bytes of JSON', () => {
    const row = [Array.from({ length: 100 }, (_, i) => i)];
    expect(() => new PolynomialFeatures({ degree: 5 }).fit(row)).toThrow(
      /degree 5 would make more than 2097152 columns/,
    );
    const json = throughJson(new PolynomialFeatures().fit([[1]])) as object;
    for (const change of [{ maxDegree: 2 ** 40 }, { nFeatures: 2 ** 20 }]) {
      expect(() => FittedPolynomialFeatures.fromJSON({ ...json, ...change })).toThrow(/would make more than/);
    }
  });

  it('refuses a degree that no product without repetition has', () => {
    const options = { degree: [3, 4], interactionOnly: true, includeBias: false } as const;
    expect(() => new PolynomialFeatures(options).fit([[1, 2]])).toThrow(/leaves no column: 2 features/);
  });

  it.each([
    [{ minDegree: 3 }, '/maxDegree'],
    [{ includeBias: 1 }, '/includeBias'],
    [{ maxDegree: 0, includeBias: false }, '/maxDegree must be >= 1'],
    [{ nFeatures: 2 ** 22 }, '/nFeatures must be at most'],
  ])('refuses JSON with %j', (change, message) => {
    const json = throughJson(new PolynomialFeatures().fit([[1, 2]])) as object;
    expect(() => FittedPolynomialFeatures.fromJSON({ ...json, ...change })).toThrow(message);
  });
});
