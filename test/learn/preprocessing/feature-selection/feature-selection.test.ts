import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Target, Transformer } from '../../../../src/learn/contracts.js';
import type { Samples } from '../../../../src/learn/data/samples.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import type { PreprocessingWarning } from '../../../../src/learn/preprocessing/common/warning.js';
import { chi2 } from '../../../../src/learn/preprocessing/feature-selection/scores/chi2.js';
import { fClassif } from '../../../../src/learn/preprocessing/feature-selection/scores/f-classif.js';
import { fRegression } from '../../../../src/learn/preprocessing/feature-selection/scores/f-regression.js';
import {
  mutualInfoClassif,
  mutualInfoRegression,
} from '../../../../src/learn/preprocessing/feature-selection/scores/mutual-info.js';
import {
  SCORE_FUNCTIONS,
  type ScoreFunction,
} from '../../../../src/learn/preprocessing/feature-selection/scores/score-function.js';
import { SelectKBest } from '../../../../src/learn/preprocessing/feature-selection/select-k-best.js';
import { SelectPercentile } from '../../../../src/learn/preprocessing/feature-selection/select-percentile.js';
import { VarianceThreshold } from '../../../../src/learn/preprocessing/feature-selection/variance-threshold.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { codeOf, readFixture } from '../../fixture.js';
import { rowsOf, throughJson } from '../reference.js';

interface Fixture {
  readonly data: Record<string, { X: number[][]; y: number[] }>;
  readonly scores: {
    data: string;
    function: ScoreFunction;
    options: object;
    scores: number[];
    pValues: number[] | null;
  }[];
  readonly selections: {
    data: string;
    function: ScoreFunction;
    option: { k?: number; percentile?: number };
    support: number[];
  }[];
  readonly varianceThreshold: { X: number[][]; threshold: number; variances: number[]; support: number[] }[];
}
const fixture = readFixture('feature-selection') as Fixture;

/** Each number to `digits` relative to itself; NaN and infinities exactly. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [got, want] = [actual[i]!, expected[i]!];
    const isClose = Object.is(got, want) || Math.abs(got - want) <= tolerance * Math.abs(want);
    expect(isClose, `element ${i}: ${got} for ${want}`).toBe(true);
  }
}

describe('scores of features', () => {
  it.each(fixture.scores.map((sample) => [sample.function, sample.data, sample.options, sample] as const))(
    '%s of %s with %j are those of scikit-learn',
    (name, data, options, sample) => {
      const { X, y } = fixture.data[data]!;
      const { scores, pValues } = SCORE_FUNCTIONS[name](X, y, options);
      // Sums of squares in scikit-learn lose some digits that are kept here; a p-value doubles what its score lost.
      if (name.startsWith('mutual'))
        for (const [j, score] of scores.entries()) expect(score).toBeCloseTo(sample.scores[j]!, 12);
      else expectClose(scores, sample.scores, 1e-10);
      if (sample.pValues !== null) expectClose(pValues!, sample.pValues, 1e-9);
      else expect(pValues).toBeUndefined();
    },
  );

  it('keeps the digits of features with a large mean', () => {
    const X = [1, 2, 3, 4, 5, 7].map((value) => [value, value + 2 ** 40]);
    const y = ['a', 'a', 'a', 'b', 'b', 'b'];
    const { scores } = fClassif(X, y);
    expect(scores[1]).toBe(scores[0]);
    const line = fRegression(X, [1, 2, 2, 4, 6, 6]).scores;
    expect(line[1]! / line[0]!).toBeCloseTo(1, 12);
  });

  it('gives what is constant no score, and what is separated fully an infinite one', () => {
    const { scores, pValues } = fClassif(
      [
        [0.1, 1, 1],
        [0.1, 1, 2],
        [0.1, 2, 5],
        [0.1, 2, 6],
      ],
      [0, 0, 1, 1],
    );
    expect([...scores]).toEqual([NaN, Infinity, expect.any(Number)]);
    expect([...pValues!]).toEqual([NaN, 0, expect.any(Number)]);
    const line = [
      [1, 0.1],
      [2, 0.1],
      [3, 0.1],
    ];
    expect([...fRegression(line, [2, 4, 6]).scores]).toEqual([Number.MAX_VALUE, 0]);
    expect([...fRegression(line, [2, 4, 6]).pValues!]).toEqual([0, 1]);
    expect([...fRegression(line, [2, 4, 6], { forceFinite: false }).scores]).toEqual([Infinity, NaN]);
  });

  it('counts the same whether zeros are kept or not', () => {
    const { X, y } = fixture.data['counts']!;
    const sparse = SparseMatrix.fromMatrix(Matrix.from(X));
    expect(chi2(sparse, y)).toEqual(chi2(X, y));
    expect(mutualInfoClassif(sparse, y)).toEqual(mutualInfoClassif(X, y, { discreteFeatures: true }));
    const fitted = new VarianceThreshold().fit(sparse);
    const dense = new VarianceThreshold().fit(X);
    expect(fitted.support).toEqual(dense.support);
    expectClose(fitted.variances, dense.variances, 1e-14);
  });

  it('does not depend on the order of the rows or the names of the classes', () => {
    const { X, y } = fixture.data['iris']!;
    const reversed = [...X].reverse();
    const names = [...y].reverse().map((label) => `class ${9 - label}`);
    expectClose(fClassif(reversed, names).scores, fClassif(X, y).scores, 1e-12);
    const discrete = { discreteFeatures: true } as const;
    expectClose(mutualInfoClassif(reversed, names, discrete), mutualInfoClassif(X, y, discrete), 1e-12);
  });

  it('draws the same noise from the same seed only', () => {
    const { X, y } = fixture.data['levels']!;
    const informed = (randomState: number): Float64Array => mutualInfoRegression(X, y, { randomState });
    expect(informed(1)).toEqual(informed(1));
    expect(informed(1)).not.toEqual(informed(2));
  });

  it.each<[string, () => unknown, RegExp]>([
    ['one class', () => fClassif([[1], [2]], [1, 1]), /only one/],
    ['a sample per class', () => fClassif([[1], [2]], [1, 2]), /more than one sample/],
    ['a negative count', () => chi2([[1], [-2]], [1, 2]), /X ≥ 0, got -2/],
    ['other lengths', () => chi2([[1], [2]], [1]), /y has length 1, but X has 2/],
    ['a missing value', () => fClassif([[1], [null]], [1, 2]), /must be finite; row 1, column 0/],
    ['no rows', () => fRegression([], [1]), /at least one row/],
    ['too few samples', () => fRegression([[1], [2]], [1, 2]), /at least 3 samples/],
    ['too few neighbours', () => mutualInfoRegression([[1], [2]], [1, 2]), /more than 3 samples/],
    [
      'an unknown option',
      () => mutualInfoClassif([[1]], [1], { neighbors: 1 } as object),
      /unknown option "neighbors"/,
    ],
    [
      'flags of another number',
      () => mutualInfoClassif([[1]], [1], { discreteFeatures: [true, true] }),
      /a flag for each/,
    ],
    ['a position beyond', () => mutualInfoClassif([[1]], [1], { discreteFeatures: [1] }), /position 1, but X has 1/],
    [
      'sparse continuous features',
      () => mutualInfoClassif(SparseMatrix.fromMatrix(Matrix.from([[1]])), [1], { discreteFeatures: false }),
      /toMatrix/,
    ],
  ])('refuses %s', (_, act, message) => {
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
    expect(act).toThrow(message);
  });
});

describe('selectors', () => {
  it.each(fixture.selections.map((sample) => [sample.function, sample.data, sample.option, sample] as const))(
    'keep by %s of %s with %j what scikit-learn keeps',
    (scoreFunc, data, option, { support }) => {
      const { X, y } = fixture.data[data]!;
      const fit = (): { support: readonly number[] } =>
        'k' in option
          ? new SelectKBest({ scoreFunc, k: option.k }).fit(X, y)
          : new SelectPercentile({ scoreFunc, percentile: option.percentile! }).fit(X, y);
      if (support.length === 0) expect(fit).toThrow(/would keep none/);
      else expect(fit().support).toEqual(support);
    },
  );

  it.each(fixture.varianceThreshold.map((sample, i) => [i, sample] as const))(
    'keep by variance what scikit-learn keeps: case %i',
    (_, { X, threshold, variances, support }) => {
      const fitted = new VarianceThreshold({ threshold }).fit(X);
      expect(fitted.support).toEqual(support);
      for (const [j, variance] of variances.entries()) expect(fitted.variances[j]).toBeCloseTo(variance, 12);
    },
  );

  const { X, y } = fixture.data['counts']!;
  const fitted: [string, Transformer & { support: readonly number[]; inverseTransform(X: Samples): unknown }][] = [
    ['VarianceThreshold', new VarianceThreshold().fit(X)],
    ['SelectKBest', new SelectKBest({ k: 3, scoreFunc: 'chi2' }).fit(X, y)],
    ['SelectPercentile', new SelectPercentile({ percentile: 40, scoreFunc: 'mutualInfoClassif' }).fit(X, y)],
  ];

  it.each(fitted)('%s is the same after JSON', (_, selector) => {
    const revived = reviveTransformer(throughJson(selector));
    expect(revived).toEqual(selector);
    expect(throughJson(revived)).toEqual(throughJson(selector));
    expect(revived.featureNamesOut()).toEqual(selector.support.map((j) => `x${j}`));
  });

  it.each(fitted)('%s gives the kept columns, dense and sparse, and takes them back', (_, selector) => {
    const kept = X.map((row) => selector.support.map((j) => row[j]!));
    const padded = X.map((row) => row.map((value, j) => (selector.support.includes(j) ? value : 0)));
    const sparse = SparseMatrix.fromMatrix(Matrix.from(X));
    expect(rowsOf(selector.transform(X))).toEqual(kept);
    expect(selector.transform(sparse)).toEqual(SparseMatrix.fromMatrix(Matrix.from(kept)));
    expect(selector.inverseTransform(selector.transform(X))).toEqual(Matrix.from(padded));
    expect(selector.inverseTransform(selector.transform(sparse))).toEqual(SparseMatrix.fromMatrix(Matrix.from(padded)));
    expect(codeOf(() => selector.transform([[1]]))).toBe('INVALID_INPUT');
    expect(codeOf(() => selector.inverseTransform(X))).toBe('INVALID_INPUT');
  });

  it('keep names, and find their columns by them', () => {
    const rows = [
      { a: 1, b: 3, c: 0 },
      { a: 1, b: 4, c: 1 },
    ];
    const selector = new VarianceThreshold().fit(rows);
    expect(selector.featureNamesOut()).toEqual(['b', 'c']);
    expect(rowsOf(selector.transform([{ c: 9, b: 8, a: 7 }]))).toEqual([[8, 9]]);
  });

  it('warn where there are fewer features than to be kept', () => {
    const warnings: PreprocessingWarning[] = [];
    const selector = new SelectKBest({ onWarning: (warning) => warnings.push(warning) }).fit(
      [[1], [2], [4]],
      [0, 0, 1],
    );
    expect(selector.support).toEqual([0]);
    expect(warnings).toMatchObject([
      { code: 'tooFewFeatures', message: 'k of SelectKBest is 10, but X has 1 features: all are kept' },
    ]);
  });

  it('keep a column that scores higher than all others, whatever these are', () => {
    const noise = fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 6, maxLength: 20 });
    fc.assert(
      fc.property(noise, (rows) => {
        const labels: Target = rows.map((_, i) => i % 2);
        const withAnswer = rows.map((row, i) => [...row, i % 2]);
        expect(new SelectKBest({ k: 1 }).fit(withAnswer, labels).support).toEqual([2]);
      }),
    );
  });

  it.each<[string, () => unknown, RegExp]>([
    ['k of 0', () => new SelectKBest({ k: 0 }), /option "k" .* whole number ≥ 1 or "all", got 0/],
    ['a function', () => new SelectKBest({ scoreFunc: chi2 as never }), /option "scoreFunc"/],
    ['another name', () => new SelectPercentile({ scoreFunc: 'toString' as never }), /option "scoreFunc"/],
    ['options without use', () => new SelectKBest({ scoreOptions: {} }), /fClassif takes no options/],
    ['percentile of 0', () => new SelectPercentile({ percentile: 0 }), /above 0, at most 100/],
    ['no target', () => new SelectKBest().fit([[1]]), /call fit\(X, y\)/],
    ['a negative threshold', () => new VarianceThreshold({ threshold: -1 }), /threshold/],
    ['what never varies', () => new VarianceThreshold().fit([[1], [1]]), /no feature of X has a variance above/],
    ['an infinity', () => new VarianceThreshold().fit([[1], [Infinity]]), /finite/],
  ])('refuse %s', (_, act, message) => {
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
    expect(act).toThrow(message);
  });

  it.each([
    [{ support: [] }, '/support'],
    [{ support: [8] }, '/support'],
    [{ support: [1, 0] }, '/support'],
    [{ scores: [] }, '/scores'],
    [{ scores: ['x'] }, '/scores/0'],
    [{ pvalues: [1] }, '/pvalues'],
    [{ scoreFunc: 'eval' }, '/scoreFunc'],
    [{ extra: 1 }, 'extra'],
  ])('refuse JSON with %j', (change, place) => {
    const json = throughJson(fitted[1]![1]) as object;
    expect(() => reviveTransformer({ ...json, ...change })).toThrow(place);
    expect(codeOf(() => reviveTransformer({ ...json, ...change }))).toBe('INVALID_ARGUMENT');
  });
});
