import { describe, expect, it } from 'vitest';
import type { PreprocessingWarning } from '../../../../src/learn/preprocessing/common/warning.js';
import { FittedBinarizer } from '../../../../src/learn/preprocessing/discretization/fitted-binarizer.js';
import { Binarizer } from '../../../../src/learn/preprocessing/discretization/binarizer.js';
import { FittedKBinsDiscretizer } from '../../../../src/learn/preprocessing/discretization/fitted-k-bins-discretizer.js';
import { KBinsDiscretizer } from '../../../../src/learn/preprocessing/discretization/k-bins-discretizer.js';
import { codeOf } from '../../fixture.js';
import { throughJson } from '../reference.js';

describe('KBinsDiscretizer', () => {
  const X = [[0, 5], [1, 5], [2, 5], [10, 5]]; // prettier-ignore

  it('warns of columns that do not differ and of bins that are too narrow', () => {
    const warnings: PreprocessingWarning[] = [];
    const rows = X.map(([a, b], i) => ({ a, b, c: i < 3 ? 1 : 2 }));
    const bins = new KBinsDiscretizer({ nBins: 3, encode: 'ordinal', onWarning: (warning) => warnings.push(warning) });
    const fitted = bins.fit(rows);
    expect(Array.from(fitted.nBins)).toEqual([3, 1, 1]);
    expect(warnings.map(({ code, columns }) => [code, columns])).toEqual([
      ['constantFeature', ['b']],
      ['narrowBins', ['c']],
    ]);
    expect(fitted.transform([{ a: 1, b: 99, c: 1 }]).toRows()).toEqual([[1, 0, 0]]);
    expect(fitted.inverseTransform([[0, 0, 0]]).at(0, 1)).toBeNaN();
  });

  it('takes a row of weight 0 for no row', () => {
    for (const strategy of ['uniform', 'quantile', 'kmeans'] as const) {
      const bins = new KBinsDiscretizer({ nBins: 2, strategy });
      const weighted = bins.fit([[-100], [1], [2], [9]], undefined, { sampleWeight: [0, 1, 1, 1] });
      const plain = bins.fit([[1], [2], [9]], undefined, { sampleWeight: [1, 1, 1] });
      expect(weighted.binEdges).toEqual(plain.binEdges);
    }
  });

  it('has steps between ends whose distance overflows', () => {
    const [edges] = new KBinsDiscretizer({ nBins: 2, strategy: 'uniform' }).fit([[-1.5e308], [1.5e308]]).binEdges;
    expect(edges).toEqual(Float64Array.of(-1.5e308, 0, 1.5e308));
  });

  it.each([
    [{ nBins: 1 }, /a whole number ≥ 2, or one for each column, got 1/],
    [{ nBins: [2, 1.5] }, /nBins/],
    [{ encode: 'onehot-dense' }, /onehot, onehotDense, ordinal, got "onehot-dense"/],
    [{ strategy: 'even' }, /strategy/],
    [{ quantileMethod: 'lower' }, /quantileMethod/],
    [{ subsample: -1 }, /subsample/],
    [{ onWarning: 1 }, /onWarning/],
  ])('refuses the options %j', (options, message) => {
    expect(() => new KBinsDiscretizer(options as object)).toThrow(message);
  });

  it('refuses a number of bins for other columns, and weights with quantiles that have no weighted form', () => {
    expect(() => new KBinsDiscretizer({ nBins: [2, 2, 2] }).fit(X)).toThrow(/one for each of 2 columns; got 3/);
    const bins = new KBinsDiscretizer({ quantileMethod: 'linear' });
    expect(() => bins.fit(X, undefined, { sampleWeight: [1, 1, 1, 1] })).toThrow(
      /must be invertedCdf or averagedInvertedCdf with sampleWeight, got "linear"/,
    );
    expect(() => bins.fit(X, undefined, { weight: 1 } as object)).toThrow(/KBinsDiscretizer.fit/);
  });

  it('says which bins there are not on the way back', () => {
    const ordinal = new KBinsDiscretizer({ nBins: 2, encode: 'ordinal' }).fit([{ a: 1 }, { a: 2 }]);
    expect(() => ordinal.inverseTransform([[2]])).toThrow(
      'X for inverseTransform of KBinsDiscretizer: /0/a: must be one of the 2 bins',
    );
    const onehot = new KBinsDiscretizer({ nBins: 2 }).fit([[1], [2]]);
    expect(codeOf(() => onehot.inverseTransform([[0, 0]]))).toBe('INVALID_INPUT');
    expect(() => onehot.inverseTransform([[1]])).toThrow(/takes 2 columns, got 1/);
  });

  it.each([
    [{ binEdges: [[1]] }, '/binEdges/0 must be at least two finite numbers'],
    [{ binEdges: [[2, 1]] }, '/binEdges/0'],
    [{ binEdges: [[0, 'Infinity']] }, '/binEdges/0'],
    [{ binEdges: [['NaN', 1]] }, '/binEdges/0'],
    [{ binEdges: [] }, '/binEdges'],
    [{ encode: 'sparse' }, '/encode'],
  ])('refuses JSON with %j', (change, message) => {
    const json = throughJson(new KBinsDiscretizer().fit([[0], [2]])) as object;
    expect(() => FittedKBinsDiscretizer.fromJSON({ ...json, ...change })).toThrow(message);
  });
});

describe('Binarizer', () => {
  it('takes the threshold itself for 0', () => {
    expect(
      new Binarizer({ threshold: 2 })
        .fit([[1]])
        .transform([[2], [2.000001]])
        .toRows(),
    ).toEqual([[0], [1]]);
  });

  it('refuses a threshold that is no finite number, also in JSON', () => {
    expect(() => new Binarizer({ threshold: NaN })).toThrow(/a finite number, got NaN/);
    const json = throughJson(new Binarizer().fit([[1]])) as object;
    expect(() => FittedBinarizer.fromJSON({ ...json, threshold: 'Infinity' })).toThrow('/threshold must be finite');
  });
});
