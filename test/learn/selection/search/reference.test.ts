import { describe, expect, it } from 'vitest';
import type { Estimator, Predictor } from '../../../../src/learn/contracts.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import {
  loguniform,
  randint,
  uniform,
  type Distribution,
} from '../../../../src/learn/selection/search/distributions.js';
import type { FittedSearchCV } from '../../../../src/learn/selection/search/fitted-search-cv.js';
import { GridSearchCV } from '../../../../src/learn/selection/search/grid-search-cv.js';
import { RandomizedSearchCV } from '../../../../src/learn/selection/search/randomized-search-cv.js';
import { sampleParameters, type ParamSpace } from '../../../../src/learn/selection/search/sample-parameters.js';
import { relativeDifference } from '../../fixture.js';
import { dataOf, estimatorOf, reference, splitterOf, weightsOf, type SearchCase, type Space } from '../reference.js';

// Coefficients agree to 1e-8 and better; scores hang on them.
const TOLERANCE = 1e-9;
const DISTRIBUTIONS: Record<string, (low: number, high: number) => Distribution<number>> = {
  uniform,
  loguniform,
  randint,
};

function expectSearch(fitted: FittedSearchCV, { params, results, bestIndex, bestScore, score }: SearchCase): void {
  expect(fitted.cvResults.params.map((p) => Object.keys(p))).toEqual(params.map((p) => Object.keys(p)));
  expect(Object.keys(fitted.cvResults.testScores)).toEqual(Object.keys(results));
  for (const [name, expected] of Object.entries(results)) {
    const scores = fitted.cvResults.testScores[name]!;
    expect([...scores.rank]).toEqual(expected.rank);
    expect(relativeDifference(scores.mean, expected.mean)).toBeLessThan(TOLERANCE);
    expect(relativeDifference(scores.std, expected.std)).toBeLessThan(TOLERANCE);
    expect(relativeDifference(scores.splits.data, expected.splits.flat())).toBeLessThan(TOLERANCE);
    const trained = fitted.cvResults.trainScores?.[name];
    expect(trained === undefined).toBe(expected.trainMean === null);
    if (trained !== undefined) expect(relativeDifference(trained.mean, expected.trainMean!)).toBeLessThan(TOLERANCE);
  }
  expect(fitted.bestIndex).toBe(bestIndex);
  expect(fitted.bestParams).toBe(fitted.cvResults.params[bestIndex]);
  expect(Math.abs(fitted.bestScore! - bestScore)).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(bestScore)));
  expect(score).toBeDefined();
}

describe('a search finds what scikit-learn finds', () => {
  it.each(reference.gridSearch.map((c, i) => [`${c.data} ${c.estimator} (${i})`, c] as const))('grid %s', (_, c) => {
    // Steps of the pipeline are varied by name: that needs the pipeline's own withOptions.
    const estimator: Estimator<Predictor> = estimatorOf(c.estimator);
    const { paramGrid, scoring, refit } = c;
    const { X, y, groups } = dataOf(c.data, c.cv);
    const search = new GridSearchCV({
      ...{ estimator, paramGrid, refit, returnTrainScore: true, cv: splitterOf(c.cv) },
      ...(scoring === null ? {} : { scoring }),
    });
    const options = { ...(groups && { groups }), ...(c.weighted && { sampleWeight: weightsOf({ y }) }) };
    const fitted = search.fit(X, y, options);
    expect(fitted.cvResults.params).toEqual(c.params);
    expectSearch(fitted, c);
    const score = fitted.score(X, y);
    expect(Math.abs(score - c.score)).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(c.score)));
  });

  it('at random', () => {
    for (const c of reference.randomSearch) {
      const { X, y } = dataOf(c.data, c.cv);
      const search = new RandomizedSearchCV({
        ...{ estimator: new Ridge(), paramDistributions: { alpha: loguniform(0.01, 100) } },
        ...{ nIter: 6, randomState: c.seed, cv: 4 },
      });
      const fitted = search.fit(X, y);
      const alphas = fitted.cvResults.params.map(({ alpha }) => alpha as number);
      expect(
        relativeDifference(
          alphas,
          c.params.map(({ alpha }) => alpha as number),
        ),
      ).toBeLessThan(1e-12);
      expectSearch(fitted, c);
    }
  });

  it('draws the same combinations', () => {
    const make = (space: Space): ParamSpace =>
      Object.fromEntries(
        Object.entries(space).map(([name, [kind, ...bounds]]) => {
          const distribution = DISTRIBUTIONS[String(kind)];
          return [name, distribution ? distribution(...(bounds as [number, number])) : space[name]!];
        }),
      );
    for (const { space, nIter, seed, params } of reference.sampled) {
      const spaces = Array.isArray(space) ? space.map(make) : make(space);
      const drawn = sampleParameters(spaces, { nIter, randomState: seed });
      const shown = nIter > 100 ? [...drawn.slice(0, 20), ...drawn.slice(-5)] : drawn;
      expect(shown.length).toBe(params.length);
      shown.forEach((combination, k) => {
        expect(Object.keys(combination)).toEqual(params[k]!.map(([name]) => name));
        for (const [name, value] of params[k]!) {
          if (typeof value !== 'number') expect(combination[name]).toBe(value);
          else expect(relativeDifference([combination[name] as number], [value])).toBeLessThan(1e-12);
        }
      });
    }
  });
});
