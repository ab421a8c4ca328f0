import { createRequire } from 'node:module';
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import { faults, openLinear, X } from './open-linear.js';

const require = createRequire(import.meta.url);
interface Classifier {
  readonly classifiers: readonly { testScores(rows: Matrix): number[] }[];
  train(rows: Matrix, classes: Matrix): void;
  predict(rows: Matrix): number[];
}
// The package has no types.
const LogisticRegression = require('ml-logistic-regression') as {
  new (options?: object): Classifier;
  load(json: object): Classifier;
};

const features = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 2],
  [5, 5],
  [6, 1],
  [7, 3],
  [1, 7],
  [2, 6],
];
const classes = [0, 0, 1, 1, 2, 2, 2, 0, 1];
const grid = Array.from({ length: 400 }, (_, i) => [(i % 20) - 9.5, Math.floor(i / 20) - 9.5]);

function train(options: object): Classifier {
  const model = new LogisticRegression(options);
  model.train(new Matrix(features), Matrix.columnVector(classes));
  return model;
}

async function labels(source: object, rows: number[][]): Promise<number[]> {
  return (await (await openLinear(source)).run(X(rows))).get('label')!.toFlat() as number[];
}

describe('the classifier of ml-logistic-regression 2', () => {
  it('gives the labels of the library, as instance and as JSON', async () => {
    const model = train({ numSteps: 500, learningRate: 5e-3 });
    const expected = model.predict(new Matrix(grid));
    expect(new Set(expected)).toEqual(new Set([0, 1, 2]));
    expect(await labels(model, grid)).toEqual(expected);
    expect(await labels(JSON.parse(JSON.stringify(model)) as object, grid)).toEqual(expected);
  });

  it('gives the labels of the library for any weights, also where its sigmoids saturate to ties', async () => {
    const weight = fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(-60, 40, 50, 0));
    const row = fc.tuple(weight, weight);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.array(row, { minLength: 1 }),
        async (weights, rows) => {
          const classifiers = weights.map((w) => ({ weights: [w] }));
          const json = { name: 'LogisticRegression', numberClasses: weights.length, classifiers };
          const expected = LogisticRegression.load(structuredClone(json)).predict(new Matrix(rows));
          expect(await labels(json, rows)).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('scores each class by one minus the sigmoid of the library', async () => {
    const model = train({ numSteps: 500, learningRate: 5e-3 });
    const scores = (await (await openLinear(model)).run(X(grid))).get('scores')!.toNested() as number[][];
    for (let k = 0; k < 3; k++) {
      const sigmoids = model.classifiers[k]!.testScores(new Matrix(grid));
      sigmoids.forEach((sigmoid, row) => {
        expect(Math.abs(scores[row]![k]! - (1 - sigmoid))).toBeLessThan(1e-15);
      });
    }
  });

  it('tells its outputs and classes', async () => {
    const { signature, info } = await openLinear(train({ numSteps: 1 }));
    expect(signature.outputs.map(({ name }) => name)).toEqual(['scores', 'label']);
    expect(info.classifiers).toEqual([{ probabilities: 'scores', label: 'label', labels: [0, 1, 2] }]);
    expect(info.metadata).toEqual({ source: 'ml-logistic-regression', kind: 'LogisticRegression' });
  });

  it.each([
    ['no training', new LogisticRegression(), ['range /numberClasses', 'shape /classifiers']],
    [
      'weights of null',
      { name: 'LogisticRegression', numberClasses: 1, classifiers: [{ weights: null }] },
      ['type /classifiers/0/weights'],
    ],
    [
      'fewer classifiers than classes',
      { name: 'LogisticRegression', numberClasses: 2, classifiers: [{ weights: [[1]] }] },
      ['shape /classifiers'],
    ],
    [
      'weights of two lengths',
      { numberClasses: 2, classifiers: [{ weights: [[1]] }, { weights: [[1, 2]] }] },
      ['shape /classifiers/1/weights/0'],
    ],
    [
      'two rows of weights',
      { numberClasses: 1, classifiers: [{ weights: [[1], [2]] }] },
      ['shape /classifiers/0/weights'],
    ],
    ['a number for a classifier', { numberClasses: 1, classifiers: [1] }, ['type /classifiers/0']],
  ])('is refused with %s', async (_, document, expected) => {
    expect(await faults(document)).toEqual(expected);
  });
});
