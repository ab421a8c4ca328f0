import { describe, expect, it } from 'vitest';
import { expit, softplus } from '../../../../src/learn/math/scores/logistic.js';
import { minimize } from '../../../../src/learn/math/optimize/minimize.js';
import { softmaxInPlace } from '../../../../src/learn/math/scores/softmax.js';

const options = { maxIter: 100, tol: 1e-10 };

describe('minimize', () => {
  it('finds the minimum of a function whose full Newton steps run away', () => {
    // log cosh(x − 3): from 0, an undamped step overshoots by far.
    const result = minimize(
      {
        size: 1,
        value: ([x]) => Math.log(Math.cosh(x! - 3)),
        gradient: ([x]) => Float64Array.of(Math.tanh(x! - 3)),
        hessian: ([x]) => Float64Array.of(1 / Math.cosh(x! - 3) ** 2),
      },
      options,
    );
    expect(result.isConverged).toBe(true);
    expect(result.at[0]).toBeCloseTo(3, 14);
  });

  it('does not take a slope that flattens out for a minimum', () => {
    const slope = {
      size: 1,
      value: ([x]: Float64Array): number => softplus(-x!),
      gradient: ([x]: Float64Array): Float64Array => Float64Array.of(-expit(-x!)),
      hessian: ([x]: Float64Array): Float64Array => Float64Array.of(expit(x!) * expit(-x!)),
    };
    expect(minimize(slope, options)).toMatchObject({ isConverged: false, nIter: 100 });
    // Far enough out all curvature underflows to 0; that is no minimum either.
    expect(minimize(slope, { ...options, maxIter: 5000 }).isConverged).toBe(false);
  });

  it('copes with a direction in which nothing changes', () => {
    const result = minimize(
      {
        size: 2,
        value: ([x, y]) => (x! + y! - 2) ** 2,
        gradient: ([x, y]) => new Float64Array(2).fill(2 * (x! + y! - 2)),
        hessian: () => new Float64Array(4).fill(2),
      },
      options,
    );
    expect(result.isConverged).toBe(true);
    expect(result.at[0]! + result.at[1]!).toBeCloseTo(2, 12);
  });

  it('stops at once where it stands at the minimum', () => {
    const flat = { size: 1, value: () => 0, gradient: () => new Float64Array(1), hessian: () => Float64Array.of(1) };
    expect(minimize(flat, options)).toMatchObject({ isConverged: true, nIter: 1, gradientNorm: 0 });
  });
});

describe('expit, softplus and softmax', () => {
  it('keep their digits in the tails', () => {
    expect(expit(-745)).toBeGreaterThan(0);
    expect(expit(-40)).toBeCloseTo(Math.exp(-40), 30);
    expect(expit(800)).toBe(1);
    expect(softplus(-40)).toBeCloseTo(Math.exp(-40), 30);
    expect(softplus(800)).toBe(800);
    const scores = Float64Array.of(1000, 1000 + Math.log(3), -1000);
    softmaxInPlace(scores);
    expect([...scores]).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12), 0]);
  });
});
