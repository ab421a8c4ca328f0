import { describe, expect, it } from 'vitest';
import {
  FittedMissingIndicator,
  MissingIndicator,
} from '../../../../src/learn/preprocessing/imputation/missing-indicator.js';
import { SimpleImputer } from '../../../../src/learn/preprocessing/imputation/simple-imputer.js';
import { codeOf, readFixture } from '../../fixture.js';
import { throughJson } from '../reference.js';

const { indicators } = readFixture('encoding') as {
  indicators: { X: number[][]; options: object; features: number[]; output: number[][]; names: string[] }[];
};

describe('MissingIndicator', () => {
  it.each(indicators.map((sample) => [sample.options, sample] as const))(
    'with %j says what that of scikit-learn says',
    (options, { X, features, output, names }) => {
      const fitted = new MissingIndicator(options).fit(X);
      expect(fitted.features).toEqual(features);
      expect(fitted.transform(X).toRows()).toEqual(output);
      expect(fitted.featureNamesOut()).toEqual(names);
      expect(FittedMissingIndicator.fromJSON(throughJson(fitted))).toEqual(fitted);
    },
  );

  it('gives the columns that SimpleImputer appends', () => {
    const X = [
      { plan: 'a', age: null, n: 1 },
      { plan: null, age: 3, n: 2 },
    ];
    const imputer = new SimpleImputer({ strategy: 'mostFrequent', addIndicator: true }).fit(X);
    const fitted = new MissingIndicator().fit(X);
    expect(imputer.featureNamesOut().slice(3)).toEqual(fitted.featureNamesOut());
    expect(fitted.transform(X).toRows()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('refuses what is missing for the first time, unless told otherwise', () => {
    const X = [{ a: 1, b: null }];
    const fitted = new MissingIndicator().fit(X);
    expect(() => fitted.transform([{ a: null, b: 1 }])).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        issues: [
          { path: '/0/a', code: 'missing', message: 'is missing, but no value of this column was when fitting' },
        ],
      }),
    );
    expect(
      new MissingIndicator({ errorOnNew: false })
        .fit(X)
        .transform([{ a: null, b: 1 }])
        .toRows(),
    ).toEqual([[0]]);
  });

  it('refuses NaN where something else stands for missing values, and unknown options', () => {
    expect(codeOf(() => new MissingIndicator({ missingValues: -1 }).fit([[NaN]]))).toBe('INVALID_ARGUMENT');
    expect(() => new MissingIndicator({ features: 'some' as never })).toThrow(/features/);
    expect(() => new MissingIndicator({ missingValues: NaN })).toThrow(/missingValues/);
    expect(() => new MissingIndicator({ sparse: true } as object)).toThrow(/sparse/);
  });

  it.each([
    [{ features: [1] }, '/features'],
    [{ missingValues: null }, '/missingValues'],
    [{ errorOnNew: 0 }, '/errorOnNew'],
    [{ nFeatures: 0 }, '/nFeatures'],
  ])('refuses JSON with %j', (change, place) => {
    const json = throughJson(new MissingIndicator().fit([[null]])) as object;
    expect(() => FittedMissingIndicator.fromJSON({ ...json, ...change })).toThrow(place);
  });
});
