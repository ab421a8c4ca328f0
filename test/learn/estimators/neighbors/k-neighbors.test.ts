import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { KNeighborsClassifier } from '../../../../src/learn/estimators/neighbors/k-neighbors-classifier.js';
import { KNeighborsRegressor } from '../../../../src/learn/estimators/neighbors/k-neighbors-regressor.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { codeOf, relativeDifference } from '../../fixture.js';
import { modelsReference } from '../models-reference.js';
import { dataOf } from '../reference.js';

const { neighbors, ties } = modelsReference;
const queriesOf = (data: string): number[][] => neighbors.find((one) => one.data === data)!.queries;

describe('neighbours', () => {
  it.each(
    neighbors.flatMap((one) => (['kdTree', 'brute', 'auto'] as const).map((algorithm) => ({ ...one, algorithm }))),
  )('are those of scikit-learn: $data, $options, $algorithm', ({ data, options, algorithm, ...expected }) => {
    const { X, y } = dataOf(data, false);
    const queries = queriesOf(data);
    const how = { ...options, algorithm, leafSize: 10 };
    const isClassifier = expected.probabilities !== undefined;
    const classifier = isClassifier ? new KNeighborsClassifier(how).fit(X, y) : undefined;
    const model = classifier ?? new KNeighborsRegressor(how).fit(X, y as number[]);
    expect(model.nSamplesFit).toBe(X.length);
    const { distances, indices } = model.kneighbors(queries.slice(0, 3), expected.distances[0]!.length);
    expect(relativeDifference(distances.data, expected.distances.flat())).toBeLessThan(1e-12);
    if (expected.indices) expect([...indices]).toEqual(expected.indices.flat());
    if (classifier) {
      expect(classifier.predict(queries)).toEqual(expected.predictions);
      expect(relativeDifference(classifier.predictProba(queries).data, expected.probabilities!.flat())).toBeLessThan(
        1e-12,
      );
    } else {
      expect(relativeDifference(model.predict(queries) as Float64Array, expected.predictions as number[])).toBeLessThan(
        1e-12,
      );
    }
  });

  it('count alone where they lie on the query, if weights are by distance', () => {
    const model = new KNeighborsClassifier({ nNeighbors: 5, weights: 'distance' }).fit(ties.X, ties.y);
    expect(model.predict(ties.X)).toEqual(ties.predictions);
    const numbers = new KNeighborsRegressor({ nNeighbors: 3, weights: 'distance' }).fit([[0], [0], [5]], [1, 3, 100]);
    expect([...numbers.predict([[0]])]).toEqual([2]);
  });

  it('are the first of those that are equally far, and a tie of votes goes to the first class', () => {
    for (const algorithm of ['kdTree', 'brute'] as const) {
      const model = new KNeighborsClassifier({ nNeighbors: 2, algorithm, leafSize: 1 }).fit(
        [[1], [-1], [1], [-1]],
        ['d', 'c', 'b', 'a'],
      );
      expect([...model.kneighbors([[0]]).indices]).toEqual([0, 1]);
      expect(model.predict([[0]])).toEqual(['c']);
    }
  });

  it('are the same by tree and by brute force, ties and all', () => {
    const cell = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 3 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 3, maxLength: 60 }),
          ),
        fc.constantFrom(1, 1.5, 2, Infinity),
        fc.integer({ min: 1, max: 4 }),
        (X, p, leafSize) => {
          const y = X.map((_, i) => i);
          const answers = (['kdTree', 'brute'] as const).map((algorithm) =>
            new KNeighborsRegressor({ nNeighbors: 3, algorithm, p, leafSize }).fit(X, y).kneighbors(X),
          );
          expect(answers[0]).toEqual(answers[1]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('are those of a plain sort of plain sums, bit for bit, in many columns too', () => {
    const halves = fc.integer({ min: -2, max: 2 }).map((value) => value / 2);
    const rows = fc
      .integer({ min: 1, max: 40 })
      .chain((width) =>
        fc.array(fc.array(halves, { minLength: width, maxLength: width }), { minLength: 4, maxLength: 40 }),
      );
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('kdTree', 'brute'),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (X, nNeighbors, algorithm, shift) => {
          const queries = X.slice(0, 1 + (X.length % 4)).map((row) => row.map((value) => value + shift));
          const model = new KNeighborsRegressor({ nNeighbors, algorithm, leafSize: 5 }).fit(X, [...X.keys()]);
          const { distances, indices } = model.kneighbors(queries);
          queries.forEach((query, q) => {
            const squares = X.map((row) => row.reduce((total, value, j) => total + (value - query[j]!) ** 2, 0));
            const order = [...squares.keys()].sort((a, b) => squares[a]! - squares[b]!).slice(0, nNeighbors);
            expect([...indices.subarray(q * nNeighbors, (q + 1) * nNeighbors)]).toEqual(order);
            expect([...distances.row(q)]).toEqual(order.map((i) => Math.sqrt(squares[i]!)));
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a classifier', new KNeighborsClassifier({ nNeighbors: 3 }).fit(dataOf('iris', false).X, dataOf('iris', false).y)],
    ['a regressor', new KNeighborsRegressor({ p: Infinity }).fit([[-0], [1], [2], [3], [4]], [1, -0, 3, 4, 5])],
  ])('of %s come back from JSON bit for bit', (_, model) => {
    const revived = revivePredictor(JSON.parse(JSON.stringify(model)));
    expect(revived).toEqual(model);
    expect(revived.constructor).toBe(model.constructor);
  });

  it('keep names, and take rows by name', () => {
    const model = new KNeighborsRegressor({ nNeighbors: 1 }).fit(
      [
        { a: 1, b: 2 },
        { a: 3, b: 9 },
      ],
      [1, 2],
    );
    expect([...model.predict([{ b: 9, a: 3 }])]).toEqual([2]);
    expect(codeOf(() => model.predict([{ a: 1 }]))).toBe('INVALID_INPUT');
    expect(codeOf(() => model.predict([{ a: 1, b: NaN }]))).toBe('INVALID_ARGUMENT');
    expect([...model.predict(new Matrix(0, 2))]).toEqual([]);
  });

  const model = JSON.parse(JSON.stringify(new KNeighborsClassifier({ nNeighbors: 1 }).fit([[1], [2]], [0, 1])));
  const regressor = JSON.parse(JSON.stringify(new KNeighborsRegressor({ nNeighbors: 1 }).fit([[1], [2]], [0, 1])));
  it.each([
    ['an unknown option', () => new KNeighborsClassifier({ k: 3 } as object), /unknown option "k"/],
    ['no neighbours', () => new KNeighborsRegressor({ nNeighbors: 0 }), /≥ 1/],
    ['a power below 1', () => new KNeighborsRegressor({ p: 0.5 }), /≥ 1/],
    ['more neighbours than samples', () => new KNeighborsClassifier().fit([[1], [2]], [0, 1]), /only 2 samples/],
    [
      'more neighbours than samples when asked',
      () => new KNeighborsRegressor({ nNeighbors: 1 }).fit([[1]], [1]).kneighbors([[1]], 2),
      /from 1 to 1/,
    ],
    ['JSON with points that do not fit', () => revivePredictor({ ...model, points: [1, 'NaN'] }), /points/],
    ['JSON without points', () => revivePredictor({ ...model, points: [] }), /points/],
    ['JSON with a class too many', () => revivePredictor({ ...model, classOf: [0, 2] }), /classOf/],
    ['JSON with too few classes', () => revivePredictor({ ...model, classes: [] }), /classes/],
    ['JSON with unlike classes', () => revivePredictor({ ...model, classes: [1, 'a'] }), /classes/],
    ['JSON with wrong options', () => revivePredictor({ ...model, options: { p: 0 } }), /"p"/],
    ['JSON with too many neighbours', () => revivePredictor({ ...model, options: { nNeighbors: 9 } }), /only 2/],
    ['JSON with infinite targets', () => revivePredictor({ ...regressor, targets: ['NaN', 1] }), /targets/],
  ])('refuse %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});
