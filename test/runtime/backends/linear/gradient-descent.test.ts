import { describe, expect, it } from 'vitest';
import type { Predictor } from '../../../../src/learn/contracts.js';
import { GradientDescentClassifier } from '../../../../src/learn/estimators/gradient-descent/gradient-descent-classifier.js';
import { GradientDescentRegressor } from '../../../../src/learn/estimators/gradient-descent/gradient-descent-regressor.js';
import { SGD_LOSSES } from '../../../../src/learn/estimators/sgd/descent/sgd-loss.js';
import { SGDClassifier } from '../../../../src/learn/estimators/sgd/sgd-classifier.js';
import { SGDRegressor } from '../../../../src/learn/estimators/sgd/sgd-regressor.js';
import { loadModel } from '../../../../src/model/load-model.js';
import { dataOf } from '../../../learn/estimators/reference.js';

const wine = dataOf('wine', false);
const pair = dataOf('irisPair', false);
const diabetes = dataOf('diabetes', false);

/** What a served row answers, in one form for all kinds. */
interface Answer {
  readonly value?: number;
  readonly label?: unknown;
  readonly probabilities?: Readonly<Record<string, number>>;
}

describe('models trained by gradient descent', () => {
  const models: [string, Predictor, number[][]][] = [
    ...SGD_LOSSES.flatMap((loss): [string, Predictor, number[][]][] => [
      [
        `${loss} of two classes`,
        new SGDClassifier({ loss, randomState: 0, eta0: 0.001, learningRate: 'constant' }).fit(pair.X, pair.y),
        pair.X,
      ],
      [
        `${loss} of many classes`,
        new SGDClassifier({ loss, randomState: 0, eta0: 0.001, learningRate: 'constant' }).fit(wine.X, wine.y),
        wine.X,
      ],
    ]),
    [
      'a regressor',
      new SGDRegressor({ randomState: 0, maxIter: 20 }).fit(diabetes.X, diabetes.y as number[]),
      diabetes.X,
    ],
    ['plain descent of two classes', new GradientDescentClassifier({ maxIter: 50 }).fit(pair.X, pair.y), pair.X],
    ['plain descent of many classes', new GradientDescentClassifier({ maxIter: 50 }).fit(wine.X, wine.y), wine.X],
    [
      'plain descent of numbers',
      new GradientDescentRegressor({ maxIter: 50, learningRate: 0.01 }).fit(
        diabetes.X.map((row) => row.map((v) => v / 10)),
        diabetes.y as number[],
      ),
      diabetes.X,
    ],
  ];

  it.each(models)('answer when loaded as they do when fitted: %s', async (_, fitted, X) => {
    const model = await loadModel(JSON.parse(JSON.stringify(fitted)) as never);
    const answers = model.predictSync(X) as readonly Answer[];
    const predictions = fitted.predict(X);
    const probabilities = fitted.predictProba?.(X);
    answers.forEach((answer, i) => {
      expect(fitted.classes === undefined ? answer.value : answer.label).toBe(predictions[i]);
      if (probabilities)
        expect(fitted.classes?.map((label) => answer.probabilities?.[String(label)])).toEqual([
          ...probabilities.row(i),
        ]);
      else expect(answer.probabilities).toBeUndefined();
    });
    await model.close();
  });

  it.each([
    ['no loss', { loss: undefined }],
    ['an unknown loss', { loss: 'log' }],
    ['a loss in snake_case', { loss: 'log_loss' }],
  ])('are refused with %s', async (_, change) => {
    const json = JSON.parse(
      JSON.stringify({
        ...JSON.parse(JSON.stringify(new SGDClassifier({ randomState: 0 }).fit(pair.X, pair.y))),
        ...change,
      }),
    );
    await expect(loadModel(json as never)).rejects.toMatchObject({ code: 'INVALID_MODEL' });
  });
});
