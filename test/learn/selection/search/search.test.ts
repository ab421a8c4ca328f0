import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { RandomState } from '../../../../src/learn/math/random-state.js';
import type { FitProgress } from '../../../../src/learn/selection/run/fit-job.js';
import { loguniform, randint, uniform } from '../../../../src/learn/selection/search/distributions.js';
import { GridSearchCV } from '../../../../src/learn/selection/search/grid-search-cv.js';
import { ParameterGrid } from '../../../../src/learn/selection/search/parameter-grid.js';
import { RandomizedSearchCV } from '../../../../src/learn/selection/search/randomized-search-cv.js';
import { sampleParameters } from '../../../../src/learn/selection/search/sample-parameters.js';
import { rankScores } from '../../../../src/learn/selection/search/search-results.js';
import { KFold } from '../../../../src/learn/selection/splits/folds/k-fold.js';
import { GroupKFold } from '../../../../src/learn/selection/splits/folds/group-k-fold.js';
import { crossValScore } from '../../../../src/learn/selection/validation/cross-val-score.js';
import { crossValidate } from '../../../../src/learn/selection/validation/cross-validate.js';
import { withOptions } from '../../../../src/learn/selection/with-options.js';
import { codeOf } from '../../fixture.js';
import { dataOf } from '../reference.js';

const { X, y } = dataOf('diabetes', 5) as { X: number[][]; y: number[] };
const iris = dataOf('irisPair', 5);
const ridge = { estimator: new Ridge(), paramGrid: { alpha: [0.1, 1, 10] } };

describe('GridSearchCV', () => {
  it('fits the best candidate on all data, and predicts with it', () => {
    const fitted = new GridSearchCV(ridge).fit(X, y);
    const best = new Ridge(fitted.bestParams).fit(X, y);
    expect(fitted.predict(X)).toEqual(best.predict(X));
    expect(fitted.bestEstimator!.coef).toEqual(best.coef);
    expect([fitted.kind, fitted.nFeatures, fitted.nSplits]).toEqual(['ridge', 10, 5]);
    expect(fitted.refitTimeMs).toBeGreaterThanOrEqual(0);
    expect(fitted.classes).toBeUndefined();
    expect(fitted.predictProba).toBeUndefined();
  });

  it('has what a classifier has', () => {
    const search = new GridSearchCV({ estimator: new LogisticRegression(), paramGrid: { C: [1] } });
    expect(search.estimatorType).toBe('classifier');
    const fitted = search.fit(iris.X, iris.y);
    expect(fitted.classes).toEqual(['versicolor', 'virginica']);
    expect(fitted.predictProba!(iris.X)).toEqual(fitted.bestEstimator!.predictProba(iris.X));
    expect(fitted.decisionFunction!(iris.X)).toEqual(fitted.bestEstimator!.decisionFunction(iris.X));
  });

  it('is saved as its best', () => {
    const fitted = new GridSearchCV(ridge).fit(X, y);
    const revived = revivePredictor(JSON.parse(JSON.stringify(fitted)));
    expect(revived.predict(X)).toEqual(fitted.predict(X));
    expect(fitted.predictor).toBe(fitted.bestEstimator);
  });

  it('is an estimator: cross-validated, it is searched anew in each training part', () => {
    const outer = new KFold({ nSplits: 3 });
    const search = new GridSearchCV({ ...ridge, cv: 4 });
    const { testScores, estimators } = crossValidate(search, { X, y }, { cv: outer, returnEstimator: true });
    [...outer.split(X)].forEach(({ trainIndices, testIndices }, k) => {
      const take = <T>(items: T[], rows: Int32Array): T[] => Array.from(rows, (i) => items[i]!);
      const fitted = search.fit(take(X, trainIndices), take(y, trainIndices));
      expect(fitted.bestParams).toEqual(estimators![k]!.bestParams);
      expect(testScores['score']![k]).toBe(fitted.score(take(X, testIndices), take(y, testIndices)));
    });
  });

  it('hands groups and weights to the searches within', () => {
    const groups = y.map((_, i) => i % 9);
    const sampleWeight = y.map((_, i) => 1 + (i % 3));
    const search = new GridSearchCV({ ...ridge, cv: new GroupKFold({ nSplits: 3 }) });
    const cv = new GroupKFold({ nSplits: 3 });
    const scores = crossValScore(search, { X, y, groups }, { cv, fitParams: { groups, sampleWeight } });
    expect(scores.length).toBe(3);
  });

  it('varies options of the estimator within, and makes its like', () => {
    const search = withOptions(new GridSearchCV({ ...ridge, cv: 3 }), { estimator__fitIntercept: false, cv: 4 });
    expect(search.options.estimator.options).toEqual({ fitIntercept: false });
    expect(search.fit(X, y).nSplits).toBe(4);
  });

  it('tells of each fit with what was varied', () => {
    const told: FitProgress[] = [];
    new GridSearchCV({ ...ridge, cv: 2, onProgress: (p) => void told.push(p) }).fit(X, y);
    expect(told.map(({ nDone, nTotal, split, params }) => [nDone, nTotal, split, params['alpha']])).toEqual([
      [1, 6, 0, 0.1],
      [2, 6, 1, 0.1],
      [3, 6, 0, 1],
      [4, 6, 1, 1],
      [5, 6, 0, 10],
      [6, 6, 1, 10],
    ]);
  });

  it('makes all candidates before the first fit', () => {
    const told: FitProgress[] = [];
    const search = new GridSearchCV({
      estimator: new Ridge(),
      paramGrid: { alpha: [1, -1] },
      onProgress: (p) => void told.push(p),
    });
    expect(() => search.fit(X, y)).toThrow(/"alpha" of Ridge must be a finite number ≥ 0, got -1/);
    expect(told).toEqual([]);
  });

  it('names the candidate that failed, or ranks it last', () => {
    const grid = { estimator: new LogisticRegression(), paramGrid: { classWeight: ['balanced', { none: 2 }] } };
    expect(() => new GridSearchCV(grid).fit(iris.X, iris.y)).toThrow(
      /^classWeight = an object, split 0 of 5: classWeight names "none", which is no class of y/,
    );
    const fitted = new GridSearchCV({ ...grid, errorScore: NaN }).fit(iris.X, iris.y);
    expect([...fitted.cvResults.testScores['score']!.rank]).toEqual([1, 2]);
    expect(fitted.bestIndex).toBe(0);
  });

  it('chooses as told: by one of several scorers, by a function, or not at all', () => {
    const scoring = ['r2', 'neg_mean_absolute_error'] as const;
    const byName = new GridSearchCV({ ...ridge, scoring, refit: 'neg_mean_absolute_error' }).fit(X, y);
    expect(byName.scorer.name).toBe('neg_mean_absolute_error');
    expect(byName.bestScore).toBe(byName.cvResults.testScores['neg_mean_absolute_error']!.mean[byName.bestIndex!]);
    const last = new GridSearchCV({ ...ridge, scoring, refit: ({ params }) => params.length - 1 }).fit(X, y);
    expect([last.bestIndex, last.bestParams, last.bestScore]).toEqual([2, { alpha: 10 }, undefined]);
    const none = new GridSearchCV({ ...ridge, scoring, refit: false }).fit(X, y);
    expect([none.bestIndex, none.bestEstimator, none.kind]).toEqual([undefined, undefined, 'search']);
    const single = new GridSearchCV({ ...ridge, refit: false }).fit(X, y);
    expect(single.bestParams).toBeDefined();
    expect(single.bestEstimator).toBeUndefined();
    for (const act of [() => single.predict(X), () => single.toJSON(), () => single.score(X, y)]) {
      expect(act).toThrow(/needs the best candidate, which was not fitted; search with refit: true/);
      expect(codeOf(act)).toBe('INVALID_ARGUMENT');
    }
  });

  const bad: [string, () => unknown, RegExp][] = [
    ['nothing', () => new GridSearchCV(undefined as never), /needs the option estimator/],
    ['what does not fit', () => new GridSearchCV({ estimator: {}, paramGrid: {} } as never), /something with fit/],
    [
      'an unknown option',
      () => new GridSearchCV({ ...ridge, nJobs: 2 } as never),
      /unknown option "nJobs" of GridSearchCV/,
    ],
    [
      'a single value',
      () => new GridSearchCV({ ...ridge, paramGrid: { alpha: 1 } as never }),
      /paramGrid\.alpha.*put a single value into a list/,
    ],
    [
      'a word for a list',
      () => new GridSearchCV({ ...ridge, paramGrid: { alpha: 'abc' } }),
      /paramGrid\.alpha must be a list/,
    ],
    ['an option without values', () => new GridSearchCV({ ...ridge, paramGrid: { alpha: [] } }), /at least one value/],
    ['no grid', () => new GridSearchCV({ ...ridge, paramGrid: [] }), /at least one grid/],
    [
      'a grid that is none',
      () => new GridSearchCV({ ...ridge, paramGrid: [3] as never }),
      /an object of values by option/,
    ],
    [
      'a misspelt option',
      () => new GridSearchCV({ ...ridge, paramGrid: { alfa: [1] } }).fit(X, y),
      /unknown option "alfa" of Ridge/,
    ],
    [
      'no choice of several',
      () => new GridSearchCV({ ...ridge, scoring: ['r2'] }).fit(X, y),
      /refit must name the scorer.*\(r2\)/,
    ],
    [
      'a choice of none',
      () => new GridSearchCV({ ...ridge, refit: 'r2' }).fit(X, y),
      /where there is one scorer, got "r2"/,
    ],
    ['a choice outside', () => new GridSearchCV({ ...ridge, refit: () => 3 }).fit(X, y), /from 0 to 2, got 3/],
    [
      'weights of another length',
      () => new GridSearchCV(ridge).fit(X, y, { sampleWeight: [1] }),
      /sampleWeight has length 1/,
    ],
    [
      'no iterations',
      () => new RandomizedSearchCV({ estimator: new Ridge(), paramDistributions: {}, nIter: 0 }),
      /"nIter".*≥ 1/,
    ],
    ['no distribution', () => sampleParameters({ a: { low: 1 } as never }, { nIter: 1 }), /a distribution with rvs/],
    ['bounds the wrong way', () => uniform(2, 1), /uniform needs finite bounds with low < high, got 2 and 1/],
    ['bounds at zero', () => loguniform(0, 1), /loguniform must be above 0, got 0/],
    ['halves', () => randint(0.5, 3), /must be whole numbers/],
    ['a place outside the grid', () => new ParameterGrid({ a: [1, 2] }).at(2), /a grid of 2 has no combination 2/],
  ];
  it.each(bad)('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});

describe('a grid', () => {
  it('holds each combination once, in the order of `at`', () => {
    const grid = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,3}$/),
      fc.array(fc.integer(), { minLength: 1, maxLength: 4 }),
      {
        maxKeys: 4,
      },
    );
    fc.assert(
      fc.property(fc.array(grid, { minLength: 1, maxLength: 3 }), (grids) => {
        const all = new ParameterGrid(grids);
        const listed = [...all];
        expect(listed.length).toBe(all.length);
        expect(listed).toEqual(listed.map((_, k) => all.at(k)));
        expect(all.length).toBe(
          grids.reduce((sum, one) => sum + Object.values(one).reduce((n, values) => n * values.length, 1), 0),
        );
      }),
    );
  });

  it('takes all combinations where there are fewer than asked for, and warns', () => {
    const codes: string[] = [];
    const onWarning = ({ code }: { code: string }): void => void codes.push(code);
    expect(sampleParameters({ a: [1, 2] }, { nIter: 5, randomState: 0, onWarning }).length).toBe(2);
    expect(codes).toEqual(['smallGrid']);
    const estimator = new Ridge();
    const search = new RandomizedSearchCV({
      estimator,
      paramDistributions: { alpha: [1, 2] },
      randomState: 0,
      onWarning,
    });
    expect(search.fit(X, y).cvResults.params.length).toBe(2);
    expect(codes.length).toBe(2);
  });
});

describe('ranks', () => {
  it('share places, and put NaN last', () => {
    expect([...rankScores(Float64Array.of(0.5, NaN, 0.7, 0.5, 0.1))]).toEqual([2, 5, 1, 2, 4]);
    expect([...rankScores(Float64Array.of(NaN, NaN))]).toEqual([1, 1]);
    expect([...rankScores(Float64Array.of(-Infinity, -Infinity, 0))]).toEqual([2, 2, 1]);
  });
});

describe('distributions', () => {
  it('stay within their bounds', () => {
    const bounds = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), fc.nat());
    fc.assert(
      fc.property(bounds, ([low, width, seed]) => {
        const random = new RandomState(seed);
        for (const make of [uniform, loguniform, randint]) {
          const value = make(low, low + width).rvs(random);
          expect(value).toBeGreaterThanOrEqual(low * (1 - 1e-15));
          expect(value).toBeLessThanOrEqual((low + width) * (1 + 1e-15));
        }
      }),
    );
  });
});
