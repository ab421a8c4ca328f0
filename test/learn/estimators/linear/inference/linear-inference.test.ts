import { describe, expect, it } from 'vitest';
import { LinearInference } from '../../../../../src/learn/estimators/linear/inference/linear-inference.js';
import { LinearRegression } from '../../../../../src/learn/estimators/linear/linear-regression.js';
import { revivePredictor } from '../../../../../src/learn/estimators/revive.js';
import { codeOf, readFixture, relativeDifference } from '../../../fixture.js';
import { dataOf } from '../../reference.js';

interface InferenceCase {
  data: string;
  sampleWeight: boolean;
  fitIntercept: boolean;
  coef: number[];
  standardError: number[];
  tValue: number[];
  pValue: number[];
  intervals90: number[][];
  nSamples: number;
  dfModel: number;
  dfResidual: number;
  sigmaSquared: number;
  rSquared: number;
  adjustedRSquared: number;
  fValue: number;
  fPValue: number;
  logLikelihood: number;
  aic: number;
  bic: number;
  durbinWatson: number;
  conditionNumber: number;
}

const { cases } = readFixture('linear-inference') as { cases: InferenceCase[] };
const nist = (readFixture('nist-linear') as { cases: { name: string; X: number[][]; y: number[] }[] }).cases;

function infer({ data, sampleWeight, fitIntercept }: InferenceCase): LinearInference {
  const found = nist.find(({ name }) => name === data) ?? dataOf(data, false);
  const y = found.y.map(Number);
  const options = sampleWeight ? { sampleWeight: y.map((_, i) => (1 + (i % 4)) / 2) } : {};
  return new LinearRegression({ fitIntercept, inference: true }).fit(found.X, y, options).inference!;
}

/** Largest difference of any element, relative to itself. */
function worst(actual: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! / value - 1)));
}

describe('inference of LinearRegression', () => {
  it.each(cases)('agrees with statsmodels on $data, weights $sampleWeight, intercept $fitIntercept', (expected) => {
    const actual = infer(expected);
    // statsmodels solves by the pseudoinverse, which leaves it nine digits on Longley's nearly dependent features.
    const tolerance = expected.data === 'Longley' ? 1e-6 : 1e-9;
    for (const name of ['standardError', 'tValue', 'pValue', 'coef'] as const) {
      expect(worst(actual[name], expected[name]), name).toBeLessThan(tolerance);
    }
    expect(relativeDifference(actual.confidenceIntervals(0.9).data, expected.intervals90.flat())).toBeLessThan(
      tolerance,
    );
    const numbers = [
      ...(['nSamples', 'dfModel', 'dfResidual', 'sigmaSquared', 'rSquared', 'adjustedRSquared', 'fValue'] as const),
      ...(['fPValue', 'logLikelihood', 'aic', 'bic', 'durbinWatson', 'conditionNumber'] as const),
    ];
    for (const name of numbers) expect(worst([actual[name]], [expected[name]]), name).toBeLessThan(tolerance);
  });

  it('has the standard errors that NIST certifies for Longley', () => {
    const { X, y } = nist.find(({ name }) => name === 'Longley')!;
    const { standardError, sigmaSquared, rSquared, fValue, pValue } = new LinearRegression({ inference: true }).fit(
      X,
      y,
    ).inference!;
    const certified = [
      890420.383607373, 84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675, 0.22607320006937,
      455.478499142212,
    ];
    expect(worst(standardError, certified)).toBeLessThan(1e-12);
    expect(
      worst([Math.sqrt(sigmaSquared), rSquared, fValue], [304.854073561965, 0.995479004577296, 330.285339234588]),
    ).toBeLessThan(1e-12);
    const published = [
      0.0035604036637, 0.8631408328075, 0.312681061092, 0.0025350917341, 0.0009443667642, 0.8262117957634,
      0.0030368033416,
    ];
    expect(worst(pValue, published)).toBeLessThan(1e-9);
  });

  it('leaves out samples of weight 0, and does not care for the units of the weights', () => {
    const X = [[1], [2], [3], [4], [100]];
    const y = [1, 3, 2, 5, -7];
    const estimator = new LinearRegression({ inference: true });
    const { inference } = estimator.fit(X, y, { sampleWeight: [3, 3, 3, 3, 0] });
    const plain = estimator.fit(X.slice(0, 4), y.slice(0, 4)).inference!;
    expect(inference!.nSamples).toBe(4);
    expect(relativeDifference(inference!.standardError, plain.standardError)).toBeLessThan(1e-12);
    expect(relativeDifference(inference!.pValue, plain.pValue)).toBeLessThan(1e-12);
  });

  it('names its terms, and comes back from JSON bit for bit, also where the fit is perfect', () => {
    const rows = [1, 2, 4, 8].map((age) => ({ age }));
    const model = new LinearRegression({ inference: true }).fit(rows, [1, 1, 3, 9]);
    expect(model.inference!.terms).toEqual(['intercept', 'age']);
    const perfect = new LinearRegression({ inference: true, fitIntercept: false }).fit([[1], [2]], [2, 4]);
    expect(perfect.inference!.terms).toEqual(['x0']);
    expect([...perfect.inference!.pValue]).toEqual([0]);
    for (const fitted of [model, perfect]) {
      expect(revivePredictor(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
    }
    expect(new LinearRegression().fit(rows, [1, 1, 3, 9]).inference).toBeUndefined();
  });

  it('refuses what it cannot say', () => {
    const estimator = new LinearRegression({ inference: true });
    expect(() => estimator.fit([[1], [2]], [1, 2])).toThrow('needs more rows with a weight above 0');
    const dependent = [1, 2, 4, 8, 9].map((value) => [value, 2 * value]);
    expect(() => estimator.fit(dependent, [1, 2, 3, 4, 7])).toThrow('3 columns have rank 2');
    expect(codeOf(() => new LinearRegression({ inference: true, positive: true }))).toBe('INVALID_ARGUMENT');
    const { inference } = estimator.fit([[1], [2], [4]], [1, 2, 3]);
    for (const level of [0, 1, NaN])
      expect(codeOf(() => inference!.confidenceIntervals(level))).toBe('INVALID_ARGUMENT');
    const json = inference!.toJSON();
    for (const change of [{ terms: [] }, { terms: [1, 2] }, { coef: [1] }, { aic: null }, { what: 1 }]) {
      expect(codeOf(() => LinearInference.fromJSON({ ...json, ...change }))).toBe('INVALID_ARGUMENT');
    }
  });
});
