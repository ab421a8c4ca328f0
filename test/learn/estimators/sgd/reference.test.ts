import { describe, expect, it } from 'vitest';
import type { Label } from '../../../../src/core/session.js';
import type { Predictor } from '../../../../src/learn/contracts.js';
import type { FittedSGDClassifier } from '../../../../src/learn/estimators/sgd/fitted-sgd-classifier.js';
import type { FittedSGDRegressor } from '../../../../src/learn/estimators/sgd/fitted-sgd-regressor.js';
import { SGDClassifier, type FirstPartialFitOptions } from '../../../../src/learn/estimators/sgd/sgd-classifier.js';
import type { SGDClassifierOptions } from '../../../../src/learn/estimators/sgd/sgd-classifier-options.js';
import type {
  SGDRegressorLoss,
  SGDRegressorOptions,
} from '../../../../src/learn/estimators/sgd/sgd-regressor-options.js';
import { SGDRegressor } from '../../../../src/learn/estimators/sgd/sgd-regressor.js';
import { takeRows } from '../../../../src/learn/data/take-rows.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { camelCase, readFixture, relativeDifference } from '../../fixture.js';
import { dataOf } from '../reference.js';

/** A fit of scikit-learn; predictions are of every tenth sample, probabilities of every fiftieth. */
interface SgdCase {
  estimator: 'SGDClassifier' | 'SGDRegressor';
  data: string;
  sampleWeight: boolean;
  isSparse: boolean;
  batches: number | null;
  options: Omit<SGDRegressorOptions & Omit<SGDClassifierOptions, 'classWeight'>, 'loss'> & {
    classWeight?: [string, number][];
    /** In scikit-learn's words. */
    loss?: string;
  };
  coef: number[][];
  intercept: number[];
  nIter: number;
  predictions: Label[];
  probabilities: number[][] | null;
}

const { cases } = readFixture('estimators-sgd') as { cases: SgdCase[] };

function fit({ estimator, data, ...how }: SgdCase): { X: Matrix; model: FittedSGDClassifier | FittedSGDRegressor } {
  const { X: rows, y, options: fitOptions } = dataOf(data, how.sampleWeight);
  const shrunk = rows.map((row) =>
    row.map((v) => (how.isSparse && Math.abs(v) < 0.5 ? 0 : v) / (estimator === 'SGDRegressor' ? 5 : 1)),
  );
  const X = Matrix.from(shrunk);
  const { classWeight, loss, ...others } = how.options;
  const options = loss === undefined ? others : { ...others, loss: camelCase(loss) as SGDRegressorLoss };
  const byClass = Array.isArray(classWeight) ? new Map<Label, number>(classWeight) : classWeight;
  const sgd =
    estimator === 'SGDRegressor'
      ? new SGDRegressor(options)
      : new SGDClassifier(byClass === undefined ? options : { ...options, classWeight: byClass });
  const take = (positions: number[]): [Matrix | SparseMatrix, never, FirstPartialFitOptions] => [
    how.isSparse ? SparseMatrix.fromMatrix(takeRows(X, positions)) : takeRows(X, positions),
    positions.map((i) => y[i]!) as never,
    (fitOptions.sampleWeight ? { sampleWeight: positions.map((i) => fitOptions.sampleWeight![i]!) } : {}) as never,
  ];
  const all = [...y.keys()];
  if (how.batches === null) return { X, model: sgd.fit(...take(all)) };
  let model: FittedSGDClassifier | FittedSGDRegressor | undefined;
  for (let k = 0; k < how.batches; k++) {
    const [part, labels, more] = take(all.filter((i) => i % how.batches! === k));
    const first = sgd instanceof SGDClassifier ? { ...more, classes: [...new Set(y)] } : more;
    model = model === undefined ? sgd.partialFit(part, labels, first) : model.partialFit(part, labels, more);
  }
  return { X, model: model! };
}

describe('stochastic gradient descent', () => {
  it.each(cases.map((one) => [`${one.estimator} on ${one.data}, ${JSON.stringify(one.options)}`, one] as const))(
    'gives the coefficients of scikit-learn after as many epochs: %s',
    (_, one) => {
      const { X, model } = fit(one);
      expect(model.nIter).toBe(one.nIter);
      expect(relativeDifference(model.coef.data, one.coef.flat())).toBeLessThan(1e-10);
      expect(relativeDifference(model.intercept, one.intercept)).toBeLessThan(1e-10);
      const every = (n: number): Matrix =>
        takeRows(
          X,
          [...Array(X.nRows).keys()].filter((i) => i % n === 0),
        );
      const predictions = Array.from<Label>(model.predict(every(10))).slice(0, one.predictions.length);
      if (one.estimator === 'SGDClassifier') expect(predictions).toEqual(one.predictions);
      else expect(relativeDifference(predictions as number[], one.predictions as number[])).toBeLessThan(1e-10);
      const probabilities = (model as Predictor).predictProba?.(every(50)).data;
      expect(probabilities === undefined).toBe(one.probabilities === null);
      if (probabilities && one.probabilities) {
        expect(relativeDifference(probabilities, one.probabilities.flat())).toBeLessThan(1e-10);
      }
    },
  );
});
