import { describe, expect, it } from 'vitest';
import type { Estimator } from '../../../src/learn/contracts.js';
import { LogisticRegression } from '../../../src/learn/estimators/linear/logistic-regression.js';
import { withOptions } from '../../../src/learn/selection/with-options.js';

/** What estimators that hold another one look like. */
class Wrapper implements Estimator<unknown> {
  readonly options: { estimator?: Estimator<unknown>; depth?: number };

  constructor(options: { estimator?: Estimator<unknown>; depth?: number }) {
    this.options = options;
  }

  fit(): unknown {
    return undefined;
  }
}

describe('withOptions', () => {
  it('makes a new estimator, and leaves the old one as it was', () => {
    const old = new LogisticRegression({ C: 1, tol: 1e-6 });
    const made = withOptions(old, { C: 2 });
    expect(made).toBeInstanceOf(LogisticRegression);
    expect(made.options).toEqual({ C: 2, tol: 1e-6 });
    expect(old.options).toEqual({ C: 1, tol: 1e-6 });
    expect(withOptions(old, {})).toBe(old);
  });

  it('reaches the options of a part, at any depth, in one go with the part itself', () => {
    const inner = new LogisticRegression();
    const outer = new Wrapper({ estimator: new Wrapper({ depth: 2 }), depth: 1 });
    const made = withOptions(outer, { estimator__estimator: inner, estimator__estimator__C: 4, depth: 0 });
    expect(made.options.depth).toBe(0);
    const middle = made.options.estimator as Wrapper;
    expect(middle.options.depth).toBe(2);
    expect((middle.options.estimator as LogisticRegression).options).toEqual({ C: 4 });
  });

  it('asks an estimator that knows how', () => {
    const special = { fit: () => 1, withOptions: (changes: object) => ({ fit: () => changes }) };
    expect((withOptions<Estimator<unknown>>(special, { a: 1 }) as typeof special).fit()).toEqual({ a: 1 });
  });

  it.each<[string, Estimator<unknown>, object, RegExp]>([
    ['an unknown option', new LogisticRegression(), { c: 1 }, /unknown option "c" of LogisticRegression/],
    ['a value that is not allowed', new LogisticRegression(), { C: -1 }, /"C" of LogisticRegression must be/],
    ['a part that is none', new LogisticRegression(), { C__x: 1 }, /LogisticRegression has no part "C"/],
    ['one without options', { fit: () => 1 }, { a: 1 }, /needs "options", which its constructor takes/],
  ])('refuses %s', (_, estimator, changes, message) => {
    expect(() => withOptions(estimator, changes as Record<string, unknown>)).toThrow(message);
  });
});
