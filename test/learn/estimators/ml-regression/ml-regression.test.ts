import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import { MlRegression } from '../../../../src/learn/estimators/ml-regression/ml-regression.js';
import type { MlRegressionClass } from '../../../../src/learn/estimators/ml-regression/ml-regression-model.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { Pipeline } from '../../../../src/learn/preprocessing/compose/pipeline.js';
import { StandardScaler } from '../../../../src/learn/preprocessing/scaling/standard-scaler.js';
import { loadModel } from '../../../../src/model/load-model.js';
import { codeOf, relativeDifference } from '../../fixture.js';

const library = createRequire(import.meta.url)('ml-regression') as Record<string, MlRegressionClass> & {
  NLR: Record<string, MlRegressionClass>;
};
const classOf = (name: string): MlRegressionClass => library[name]!;

const x = [1, 2, 3, 4, 5, 6, 7, 8];
const y = [2.7, 3.1, 4.9, 7.2, 9.8, 14.1, 17.7, 23.5];
const one = x.map((value) => [value]);
const two = x.map((value, i) => [value, (i * 5) % 7]);

const FAMILIES: [string, MlRegressionClass, unknown[], number[][]][] = [
  ['a line', classOf('SimpleLinearRegression'), [], one],
  ['a polynomial', classOf('PolynomialRegression'), [2], one],
  ['an exponential', classOf('ExponentialRegression'), [], one],
  ['a power law', classOf('PowerRegression'), [], one],
  ['a power of a given exponent', library.NLR['PotentialRegression']!, [2], one],
  ['Theil and Sen’s line', classOf('TheilSenRegression'), [], one],
  ['a robust polynomial', classOf('RobustPolynomialRegression'), [1], one],
  ['a surface', classOf('PolinomialFitting2D'), [{ order: 1 }], two],
  ['a plane', classOf('MultivariateLinearRegression'), [], two],
  ['kernel ridge', classOf('KernelRidgeRegression'), [{ kernelType: 'gaussian', kernelOptions: { sigma: 3 } }], two],
];
const models = FAMILIES.map(([, model]) => model);

describe('MlRegression', () => {
  it.each(FAMILIES)('fits, keeps as JSON and serves %s', async (_, model, args, X) => {
    const fitted = new MlRegression({ model, args }).fit(X, y);
    const predictions = fitted.predict(X);
    expect(predictions.every(Number.isFinite)).toBe(true);
    const json: unknown = JSON.parse(JSON.stringify(fitted));
    const revived = revivePredictor(json, { mlRegression: models });
    expect(revived.predict(X)).toEqual(predictions);
    expect(JSON.stringify(revived)).toBe(JSON.stringify(fitted));
    const served = await loadModel(json as never);
    const answers = served.predictSync(X).map((prediction) => (prediction as { value: number }).value);
    expect(relativeDifference(answers, predictions)).toBeLessThan(1e-12);
    await served.close();
  });

  it('finds the plane that LinearRegression finds', () => {
    const fitted = new MlRegression({ model: classOf('MultivariateLinearRegression') }).fit(two, y);
    const exact = new LinearRegression().fit(two, y);
    expect(relativeDifference(fitted.predict(two), exact.predict(two))).toBeLessThan(1e-9);
  });

  it('is a step of a pipeline', () => {
    const pipeline = new Pipeline([
      ['scale', new StandardScaler()],
      ['model', new MlRegression({ model: classOf('PolynomialRegression'), args: [2] })],
    ]).fit(one, y);
    const alone = new MlRegression({ model: classOf('PolynomialRegression'), args: [2] }).fit(one, y);
    expect(relativeDifference(pipeline.predict(one), alone.predict(one))).toBeLessThan(1e-9);
  });

  const line = JSON.parse(JSON.stringify(new MlRegression({ model: classOf('SimpleLinearRegression') }).fit(one, y)));
  it.each([
    ['no class', () => new MlRegression({} as never), /needs the option "model"/],
    ['something else than a class', () => new MlRegression({ model: {} as never }), /with load/],
    [
      'two features for a line',
      () => new MlRegression({ model: classOf('SimpleLinearRegression') }).fit(two, y),
      /takes one feature, got 2/,
    ],
    [
      'what the package refuses',
      () => new MlRegression({ model: classOf('PolinomialFitting2D'), args: [{ order: 9 }] }).fit(two, y),
      /could not fit: Insufficient/,
    ],
    ['JSON without its class', () => revivePredictor(line), /give it, as revivePredictor/],
    [
      'JSON with the wrong class',
      () => revivePredictor(line, { mlRegression: [classOf('PowerRegression')] }),
      /give it/,
    ],
    [
      'JSON with a layout that is none',
      () => revivePredictor({ ...line, layout: 'columns' }, { mlRegression: models }),
      /layout/,
    ],
    ['JSON with no features', () => revivePredictor({ ...line, nFeatures: 0 }, { mlRegression: models }), /nFeatures/],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});
