import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { digamma } from '../../../../src/learn/math/special/digamma.js';
import { binomialCdf } from '../../../../src/learn/math/distributions/binomial.js';
import { chi2Sf } from '../../../../src/learn/math/distributions/chi-squared.js';
import { fSf } from '../../../../src/learn/math/distributions/fisher-f.js';
import { erf, erfc } from '../../../../src/learn/math/special/erf.js';
import { incompleteBeta, incompleteBetaAt } from '../../../../src/learn/math/special/incomplete-beta.js';
import { gammaP, gammaQ } from '../../../../src/learn/math/special/incomplete-gamma.js';
import { logGamma } from '../../../../src/learn/math/special/log-gamma.js';
import { normalCdf, normalQuantile, normalSf } from '../../../../src/learn/math/distributions/normal.js';
import { tQuantile, tSf } from '../../../../src/learn/math/distributions/student-t.js';
import { readFixture } from '../../fixture.js';

type Numbers = [a: number, b?: number, c?: number];

/** Each function with the relative error that it may have. */
const FUNCTIONS: Record<string, [(...values: number[]) => number, number]> = {
  erf: [erf, 1e-15],
  erfc: [erfc, 1e-15],
  normalCdf: [normalCdf, 1e-15],
  normalSf: [normalSf, 1e-15],
  normalQuantile: [normalQuantile, 1e-15],
  logGamma: [logGamma, 1e-14],
  digamma: [digamma, 1e-15],
  gammaP: [(...[a, x]) => gammaP(a!, x!), 1e-12],
  gammaQ: [(...[a, x]) => gammaQ(a!, x!), 1e-12],
  incompleteBeta: [(...[a, b, x]) => incompleteBeta(a!, b!, x!), 1e-12],
  chi2Sf: [(...[x, df]) => chi2Sf(x!, df!), 1e-12],
  tSf: [(...[t, df]) => tSf(t!, df!), 1e-12],
  tQuantile: [(...[p, df]) => tQuantile(p!, df!), 1e-13],
  fSf: [(...[f, d1, d2]) => fSf(f!, d1!, d2!), 1e-12],
  binomialCdf: [(...[k, n, p]) => binomialCdf(k!, n!, p!), 1e-12],
};
const fixture = readFixture('special') as Record<string, number[][]>;

describe('special functions', () => {
  it.each(Object.entries(FUNCTIONS))('%s agrees with the reference, also far in the tail', (name, [f, tolerance]) => {
    const cases = fixture[name]!;
    expect(cases.length).toBeGreaterThan(15);
    for (const values of cases) {
      const expected = values.at(-1)!;
      const actual = f(...values.slice(0, -1));
      const isClose = actual === expected || Math.abs(actual - expected) <= tolerance * Math.abs(expected);
      expect(isClose, `${name}(${values.slice(0, -1).join(', ')}) = ${actual}, not ${expected}`).toBe(true);
    }
  });

  it.each<[string, (...values: Numbers) => number, Numbers, number]>([
    ['erf', erf, [Infinity], 1],
    ['erf', erf, [-Infinity], -1],
    ['erf', erf, [NaN], NaN],
    ['erfc', erfc, [Infinity], 0],
    ['erfc', erfc, [-Infinity], 2],
    ['normalSf', normalSf, [-Infinity], 1],
    ['normalSf', normalSf, [Infinity], 0],
    ['normalQuantile', normalQuantile, [0], -Infinity],
    ['normalQuantile', normalQuantile, [1], Infinity],
    ['normalQuantile', normalQuantile, [1.1], NaN],
    ['normalQuantile', normalQuantile, [NaN], NaN],
    ['logGamma', logGamma, [0], Infinity],
    ['logGamma', logGamma, [Infinity], Infinity],
    ['logGamma', logGamma, [-0.5], NaN],
    ['logGamma', logGamma, [1], 0],
    ['logGamma', logGamma, [2], 0],
    ['digamma', digamma, [0], NaN],
  ])('%s has the right value at the end of its range: %#', (_, f, values, expected) => {
    expect(f(...values)).toBe(expected);
  });

  it('gives 0 or 1 at the ends of a distribution, and NaN outside of its parameters', () => {
    expect([gammaP(2, 0), gammaP(2, Infinity), gammaQ(2, 0), gammaQ(2, Infinity)]).toEqual([0, 1, 1, 0]);
    expect([incompleteBeta(2, 3, 0), incompleteBeta(2, 3, 1)]).toEqual([0, 1]);
    expect([chi2Sf(-1, 3), chi2Sf(Infinity, 3), fSf(-1, 2, 3), fSf(Infinity, 2, 3)]).toEqual([1, 0, 1, 0]);
    expect([tSf(Infinity, 3), tSf(-Infinity, 3), tQuantile(0, 3), tQuantile(1, 3)]).toEqual([
      0,
      1,
      -Infinity,
      Infinity,
    ]);
    expect([binomialCdf(-1, 5, 0.5), binomialCdf(5, 5, 0.5), binomialCdf(2, 5, 0), binomialCdf(2, 5, 1)]).toEqual([
      0, 1, 1, 0,
    ]);
    const faults = [gammaP(0, 1), gammaQ(1, -1), incompleteBeta(1, 1, 1.5), incompleteBeta(0, 1, 0.5), chi2Sf(NaN, 3)];
    const more = [
      fSf(NaN, 2, 3),
      tSf(NaN, 3),
      tSf(1, 0),
      tQuantile(0.5, 0),
      tQuantile(NaN, 3),
      binomialCdf(NaN, 5, 0.5),
    ];
    for (const value of [...faults, ...more]) expect(value).toBeNaN();
  });

  it('is a t distribution in closed form for 1 and 2 degrees of freedom, and normal for infinitely many', () => {
    for (const t of [1e-12, 1e-8, 0.01, 0.7, 1, 3, 1e5, 1e12]) {
      expect(tSf(t, 1)).toBeCloseTo(Math.atan2(1, t) / Math.PI, 15);
      expect(tSf(t, 2)).toBeCloseTo(1 / (Math.sqrt(2 + t * t) * (Math.sqrt(2 + t * t) + t)), 15);
      expect(tSf(t, Infinity)).toBe(normalSf(t));
    }
    for (const p of [0.5 + 2 ** -40, 0.5 - 2 ** -30, 0.3]) {
      expect(Math.abs(tQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5)) - 1)).toBeLessThan(1e-14);
    }
  });

  it('has a beta function that is a sum of binomial chances', () => {
    const n = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(n, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (trials, p) => {
        let chance = (1 - p) ** trials;
        let total = 0;
        for (let k = 0; k <= trials; k++) {
          total += chance;
          chance *= ((trials - k) / (k + 1)) * (p / (1 - p));
          expect(Math.abs(binomialCdf(k, trials, p) - total)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it('splits the chance between both sides of any point', () => {
    const shape = fc.double({ min: 0.5, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, x) => {
        const upper = incompleteBetaAt({ a: b, b: a, x: 1 - x, complement: x });
        expect(incompleteBeta(a, b, x) + upper).toBeCloseTo(1, 12);
        expect(gammaP(a, x * b) + gammaQ(a, x * b)).toBeCloseTo(1, 12);
        expect(normalQuantile(normalCdf(-x * 30))).toBeCloseTo(-x * 30, 12);
        expect(tSf(tQuantile(x, a), a)).toBeCloseTo(1 - x, 12);
      }),
    );
  });

  it('keeps the upper gamma tail where the lower one is all but 1', () => {
    // Q(a, x) → a · E1(x) for a → 0; E1(0.1) = 1.8229239584193907 (Abramowitz & Stegun, table 5.1).
    expect(gammaQ(1e-20, 0.1) / 1e-20).toBeCloseTo(1.8229239584193907, 13);
  });
});
