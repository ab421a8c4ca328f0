import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { faults, openLinear, X } from './open-linear.js';

interface Fitted {
  predict(x: unknown): number[] | number[][];
  toJSON(): object;
}
interface Family {
  new (...args: unknown[]): Fitted;
  load(json: object): Fitted;
}
type Library = Readonly<Record<string, Family>> & { readonly NLR: { readonly PotentialRegression: Family } };

// The package has no types.
const library = createRequire(import.meta.url)('ml-regression') as Library;

const x = [1, 2, 3, 4, 5.5, 6, 7, 8];
const y = [2, 3, 7, 9, 12, 13, 13, 17];
const X2 = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 2],
  [5, 5],
  [6, 1],
  [7, 3],
];
const y2 = [3, 3, 8, 6, 10, 7, 12];
const Y2 = y2.map((value) => [value, value * value]);
const kernelRidge = (kernelType: string, kernelOptions = {}) =>
  new library['KernelRidgeRegression']!(X2, Y2, { lambda: 0.2, kernelType, kernelOptions });

const oneFeature = [[1.25], [3], [9.5]];
const twoFeatures = [
  [1.25, 3],
  [3, 0.5],
  [9.5, 7],
];

const MODELS: readonly { family: string; make: () => Fitted & { toText?: () => string }; rows: number[][] }[] = [
  { family: 'SimpleLinearRegression', make: () => new library['SimpleLinearRegression']!(x, y), rows: oneFeature },
  { family: 'TheilSenRegression', make: () => new library['TheilSenRegression']!(x, y), rows: oneFeature },
  { family: 'PolynomialRegression', make: () => new library['PolynomialRegression']!(x, y, 3), rows: oneFeature },
  {
    family: 'PolynomialRegression of chosen powers',
    make: () => new library['PolynomialRegression']!(x, y, [3, 1]),
    rows: [...oneFeature, [-2]],
  },
  {
    family: 'RobustPolynomialRegression',
    make: () => new library['RobustPolynomialRegression']!(x, y, 2),
    rows: oneFeature,
  },
  { family: 'PowerRegression', make: () => new library['PowerRegression']!(x, y), rows: oneFeature },
  { family: 'ExponentialRegression', make: () => new library['ExponentialRegression']!(x, y), rows: oneFeature },
  { family: 'PotentialRegression', make: () => new library.NLR.PotentialRegression(x, y, 2), rows: oneFeature },
  {
    family: 'MultivariateLinearRegression',
    make: () => new library['MultivariateLinearRegression']!(X2, Y2),
    rows: twoFeatures,
  },
  {
    family: 'MultivariateLinearRegression of one output',
    make: () =>
      new library['MultivariateLinearRegression']!(
        X2,
        y2.map((value) => [value]),
      ),
    rows: twoFeatures,
  },
  {
    family: 'MultivariateLinearRegression without intercept and statistics',
    make: () => new library['MultivariateLinearRegression']!(X2, Y2, { intercept: false, statistics: false }),
    rows: twoFeatures,
  },
  {
    family: 'MultivariateLinearRegression, loaded, whose toJSON throws',
    make: () => {
      const json = new library['MultivariateLinearRegression']!(X2, Y2).toJSON();
      const loaded = library['MultivariateLinearRegression']!.load(json);
      expect(() => loaded.toJSON()).toThrow(TypeError);
      return Object.assign(loaded, { toText: () => JSON.stringify(json) });
    },
    rows: twoFeatures,
  },
  {
    family: 'PolinomialFitting2D',
    make: () => new library['PolinomialFitting2D']!(X2, y2, { order: 1 }),
    rows: twoFeatures,
  },
  {
    family: 'PolinomialFitting2D of order 2',
    make: () => new library['PolinomialFitting2D']!(X2, y2),
    rows: twoFeatures,
  },
  { family: 'KernelRidgeRegression, linear', make: () => kernelRidge('linear'), rows: twoFeatures },
  { family: 'KernelRidgeRegression, gaussian', make: () => kernelRidge('gaussian'), rows: twoFeatures },
  { family: 'KernelRidgeRegression, rbf of sigma 3', make: () => kernelRidge('RBF', { sigma: 3 }), rows: twoFeatures },
  {
    family: 'KernelRidgeRegression, anova',
    make: () => kernelRidge('anova', { sigma: 0.01, degree: 2 }),
    rows: twoFeatures,
  },
  { family: 'KernelRidgeRegression, cauchy', make: () => kernelRidge('cauchy', { sigma: 2 }), rows: twoFeatures },
  {
    family: 'KernelRidgeRegression, exponential',
    make: () => kernelRidge('exponential', { sigma: 2 }),
    rows: twoFeatures,
  },
  { family: 'KernelRidgeRegression, histogram', make: () => kernelRidge('histogram'), rows: twoFeatures },
  { family: 'KernelRidgeRegression, laplacian', make: () => kernelRidge('laplacian', { sigma: 2 }), rows: twoFeatures },
  {
    family: 'KernelRidgeRegression, multiquadratic',
    make: () => kernelRidge('multiquadratic', { constant: 2 }),
    rows: twoFeatures,
  },
  {
    family: 'KernelRidgeRegression, rational',
    make: () => kernelRidge('rational', { constant: 2 }),
    rows: twoFeatures,
  },
];

/** The library's own answers, flat. */
function predict(model: Fitted, rows: number[][]): number[] {
  return (rows[0]!.length === 1 ? model.predict(rows.flat()) : model.predict(rows)).flat();
}

async function answers(source: object, rows: number[][]): Promise<number[]> {
  const session = await openLinear(source);
  return (await session.run(X(rows))).get('value')!.toFlat() as number[];
}

describe('the models of ml-regression 6.3', () => {
  it.each(MODELS)('answer as the library itself, as instance and as JSON: $family', async ({ make, rows }) => {
    const model = make();
    const json = JSON.parse(model.toText?.() ?? JSON.stringify(model)) as object;
    const expected = predict(model, rows);
    for (const source of [model as object, json]) {
      const actual = await answers(source, rows);
      expect(actual).toHaveLength(expected.length);
      // Same formula, same library constants; only the intercept may be added first or last.
      actual.forEach((value, i) => {
        expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(expected[i]!)));
      });
    }
  });

  // ml-kernel 3.0.0 cannot construct these two itself: it takes an ES module for a constructor. The values are the
  // formulas of ml-kernel-polynomial 2.1 and ml-kernel-sigmoid 1.1 by hand.
  it.each([
    ['polynomial', { degree: 2, scale: 0.5 }, (0.5 * 11 + 1) ** 2 * 3],
    ['poly', {}, (11 + 1) * 3],
    ['sigmoid', { alpha: 0.1 }, Math.tanh(0.1 * 11 - Math.E) * 3],
    ['mlp', {}, Math.tanh(0.01 * 11 - Math.E) * 3],
  ])('answer by the formula of the %s kernel', async (kernelType, kernelOptions, expected) => {
    const json = { name: 'kernelRidgeRegression', alpha: [[3]], inputs: [[1, 2]], kernelType, kernelOptions };
    expect(await answers(json, [[3, 4]])).toEqual([expected]);
  });

  it('refuse too few columns, where the library answers NaN', async () => {
    const model = new library['MultivariateLinearRegression']!(X2, Y2);
    expect(model.predict([1])).toEqual([NaN, NaN]);
    await expect((await openLinear(model)).run(X([[1]]))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: '/X', code: 'shape' }],
    });
  });

  it('fail with NON_FINITE_OUTPUT outside their domain, where the library answers NaN', async () => {
    const json = { name: 'powerRegression', A: 2, B: 0.5 };
    expect(library['PowerRegression']!.load(json).predict(-1)).toBeNaN();
    await expect((await openLinear(json)).run(X([[4], [-1]]))).rejects.toMatchObject({
      code: 'NON_FINITE_OUTPUT',
      issues: [{ path: '/value/1', code: 'nonFinite' }],
    });
  });

  it.each([
    ['an unknown name', { name: 'cubicRegression', coefficients: [1] }, ['value /name']],
    ['weights without a name', { weights: [[1]] }, ['value /name']],
    ['a slope of null', { name: 'simpleLinearRegression', slope: null, intercept: 1 }, ['type /slope']],
    [
      'NaN of a failed fit',
      new library['SimpleLinearRegression']!([1], [1]) as object,
      ['nonFinite /intercept', 'nonFinite /slope'],
    ],
    ['nothing but a name', { name: 'exponentialRegression' }, ['missing /A', 'missing /B']],
    [
      'fewer coefficients than powers',
      { name: 'polynomialRegression', powers: [0, 1], coefficients: [1] },
      ['shape /coefficients'],
    ],
    [
      'too few weights',
      { name: 'multivariateLinearRegression', weights: [[1]], inputs: 1, outputs: 1, intercept: true },
      ['shape /weights'],
    ],
    [
      'no word on the intercept',
      { name: 'multivariateLinearRegression', weights: [[1]], inputs: 1, outputs: 1 },
      ['type /intercept'],
    ],
    [
      'too few coefficients of a surface',
      { name: 'polyfit2D', order: 1, coefficients: [[1], [2]] },
      ['shape /coefficients'],
    ],
    [
      'an unknown kernel',
      { name: 'kernelRidgeRegression', alpha: [[1]], inputs: [[1]], kernelType: 'constructor' },
      ['value /kernelType'],
    ],
    [
      'a kernel option as text',
      { name: 'kernelRidgeRegression', alpha: [[1]], inputs: [[1]], kernelType: 'rbf', kernelOptions: { sigma: '1' } },
      ['type /kernelOptions/sigma'],
    ],
    [
      'fewer alphas than rows',
      { name: 'kernelRidgeRegression', alpha: [[1]], inputs: [[1], [2]], kernelType: 'linear' },
      ['shape /alpha'],
    ],
  ])('are refused with %s', async (_, document, expected) => {
    expect(await faults(document)).toEqual(expected);
  });
});
