import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { ModelMountError } from '../../../../src/core/errors.js';
import { Table } from '../../../../src/learn/data/table.js';
import { revivePredictor } from '../../../../src/learn/estimators/revive.js';
import { SGDClassifier } from '../../../../src/learn/estimators/sgd/sgd-classifier.js';
import { SGDRegressor } from '../../../../src/learn/estimators/sgd/sgd-regressor.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import { codeOf, relativeDifference } from '../../fixture.js';
import { dataOf } from '../reference.js';

const wine = dataOf('wine', false);
const cancer = dataOf('cancer', false);
const diabetes = { ...dataOf('diabetes', false), y: dataOf('diabetes', false).y as number[] };
const small = { X: [[-2], [-1], [1], [2]], y: ['no', 'no', 'yes', 'yes'] };

describe('SGDClassifier', () => {
  it('goes epoch by epoch through partialFit as fit does in one call', () => {
    const options = { loss: 'squaredHinge', shuffle: false, alpha: 0.01 } as const;
    const whole = new SGDClassifier({ ...options, maxIter: 7, tol: null }).fit(cancer.X, cancer.y);
    let model = new SGDClassifier(options).partialFit(cancer.X, cancer.y, { classes: [true, false] });
    for (let epoch = 1; epoch < 7; epoch++) model = model.partialFit(cancer.X, cancer.y);
    expect(relativeDifference(model.coef.data, whole.coef.data)).toBeLessThan(1e-12);
    expect(model.isConverged).toBe(false);
    // As scikit-learn's t_: one more than the steps taken.
    expect([whole.t, model.t]).toEqual([7 * cancer.X.length + 1, 7 * cancer.X.length + 1]);
  });

  it('averages the coefficients after each step, over all batches', () => {
    const options = { loss: 'hinge', shuffle: false, alpha: 0.01, randomState: 0 } as const;
    const { X, y } = dataOf('wine', false);
    const classes = [...new Set(y)];
    const rows = X.map((row, i) => [[row], [y[i]!]] as const);
    let plain = new SGDClassifier(options).partialFit(...rows[0]!, { classes });
    let averaged = new SGDClassifier({ ...options, average: 5 }).partialFit(...rows[0]!, { classes });
    const sums = new Float64Array(plain.coef.data.length);
    const interceptSums = new Float64Array(3);
    for (let i = 1; i < 60; i++) {
      plain = plain.partialFit(...rows[i]!);
      averaged = averaged.partialFit(...rows[i]!);
      if (i < 4) continue;
      plain.coef.data.forEach((value, k) => (sums[k]! += value));
      plain.intercept.forEach((value, k) => (interceptSums[k]! += value));
      expect(
        relativeDifference(
          averaged.coef.data,
          sums.map((s) => s / (i - 3)),
        ),
      ).toBeLessThan(1e-12);
      expect(
        relativeDifference(
          averaged.intercept,
          interceptSums.map((s) => s / (i - 3)),
        ),
      ).toBeLessThan(1e-12);
    }
  });

  it.each(['logLoss', 'hinge'] as const)(
    'stops early by the accuracy of the coefficients, penalty and all (%s)',
    (loss) => {
      const options = { loss, randomState: 3, penalty: 'l2', alpha: 0.1, nIterNoChange: 2 } as const;
      const fitted = new SGDClassifier({ ...options, earlyStopping: true }).fit(cancer.X, cancer.y);
      const once = new SGDClassifier({ ...options, earlyStopping: true, tol: null, maxIter: fitted.nIter }).fit(
        cancer.X,
        cancer.y,
      );
      expect(once.coef).toEqual(fitted.coef);
      // The held back samples are those of a stratified split with the same seed: 29 of 285.
      const share = fitted.criterion[0]! * 29;
      expect(Math.abs(share - Math.round(share))).toBeLessThan(1e-9);
      expect(fitted.criterion[0]).toBeGreaterThan(0.8);
      expect(fitted.isConverged).toBe(true);
    },
  );

  it('gives probabilities for losses that have them, and for no others', () => {
    for (const loss of ['logLoss', 'modifiedHuber'] as const) {
      const P = new SGDClassifier({ loss, randomState: 0 }).fit(wine.X, wine.y).predictProba!(wine.X);
      for (let i = 0; i < P.nRows; i++) expect(P.row(i).reduce((t, p) => t + p, 0)).toBeCloseTo(1, 12);
    }
    expect(new SGDClassifier({ randomState: 0 }).fit(wine.X, wine.y).predictProba).toBeUndefined();
  });

  it('calls classes equally probable where no score is for any of them', () => {
    const json = JSON.parse(
      JSON.stringify(new SGDClassifier({ loss: 'modifiedHuber', randomState: 0 }).fit(wine.X, wine.y)),
    );
    const flat = { ...json, coef: json.coef.map((row: number[]) => row.map(() => 0)), intercept: [-5, -5, -5] };
    const model = revivePredictor(flat);
    expect([...model.predictProba!([wine.X[0]!]).data]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(model.predict([wine.X[0]!])).toEqual([model.classes![0]]);
  });

  it('takes sparse rows, tables and rows by name', () => {
    const X = Matrix.from(wine.X.map((row) => row.map((v) => (Math.abs(v) < 0.7 ? 0 : v))));
    const sparse = new SGDClassifier({ randomState: 1, fitIntercept: false, penalty: null, tol: null, maxIter: 5 });
    const fromSparse = sparse.fit(SparseMatrix.fromMatrix(X), wine.y);
    expect(relativeDifference(fromSparse.coef.data, sparse.fit(X, wine.y).coef.data)).toBeLessThan(1e-12);
    expect(fromSparse.predict(SparseMatrix.fromMatrix(X))).toEqual(fromSparse.predict(X));
    const rows = small.X.map(([a]) => ({ a: a!, b: 0 }));
    const table = new Table([Float64Array.of(-2, -1, 1, 2), new Float64Array(4)], ['a', 'b']);
    const byName = new SGDClassifier({ randomState: 1 }).fit(rows, small.y);
    expect(byName.featureNames).toEqual(['a', 'b']);
    expect(new SGDClassifier({ randomState: 1 }).fit(table, small.y).coef).toEqual(byName.coef);
    expect(codeOf(() => byName.partialFit([{ a: 1, c: 2 }], ['no']))).toBe('INVALID_INPUT');
    expect(
      codeOf(() =>
        byName.partialFit(
          new SparseMatrix(1, 3, {
            starts: Int32Array.of(0, 0),
            indices: new Int32Array(0),
            data: new Float64Array(0),
          }),
          ['no'],
        ),
      ),
    ).toBe('INVALID_INPUT');
  });

  it('treats a weight of 2 as the sample twice, and one of 0 as none, up to the steps between', () => {
    const X = [[1], [-1]];
    const weighted = new SGDClassifier({
      shuffle: false,
      learningRate: 'constant',
      penalty: null,
      maxIter: 1,
      tol: null,
    });
    const a = weighted.fit(X, [1, 0], { sampleWeight: [2, 0] });
    expect(a.coef.at(0, 0)).toBeCloseTo(0.02, 15);
    expect(a.intercept[0]).toBeCloseTo(0.02, 15);
  });

  it('does not change what it goes on from', () => {
    const first = new SGDClassifier({ average: true, randomState: 0 }).partialFit(small.X, small.y, {
      classes: ['no', 'yes'],
    });
    const before = JSON.stringify(first);
    first.partialFit(small.X, small.y);
    expect(JSON.stringify(first)).toBe(before);
  });

  it('gives any result again with the same seed', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), (randomState) => {
        const sgd = new SGDClassifier({ randomState, maxIter: 3, tol: null });
        expect(sgd.fit(small.X, small.y).coef).toEqual(sgd.fit(small.X, small.y).coef);
      }),
      { numRuns: 20 },
    );
  });

  it('says so where progress went on to the last epoch', () => {
    const warnings: ModelMountError[] = [];
    const options = { randomState: 0, maxIter: 2, onWarning: (warning: ModelMountError) => warnings.push(warning) };
    expect(new SGDClassifier(options).fit(wine.X, wine.y)).toMatchObject({ isConverged: false, nIter: 2 });
    expect(warnings).toMatchObject([{ code: 'NOT_CONVERGED', details: { nIter: 2 } }]);
    new SGDClassifier({ ...options, tol: null }).fit(wine.X, wine.y);
    expect(warnings).toHaveLength(1);
  });

  it.each([
    ['an unknown loss', { loss: 'log' }, /"loss".*must be "hinge", "logLoss"/],
    ['a loss in snake_case', { loss: 'log_loss' }, /"loss".*must be "hinge", "logLoss"/],
    ['a negative alpha', { alpha: -1 }, /"alpha".*≥ 0/],
    ['an alpha of 0 with steps made of it', { alpha: 0 }, /"optimal" is computed from alpha/],
    [
      'passive-aggressive steps for another loss',
      { learningRate: 'pa1', loss: 'logLoss' },
      /"pa1" is for loss "hinge"/,
    ],
    ['an l1Ratio of 2', { l1Ratio: 2 }, /from 0 to 1/],
    ['a fraction of 1', { validationFraction: 1 }, /above 0 and below 1/],
    ['an eta0 of 0', { eta0: 0 }, /> 0/],
    ['a seed that is not whole', { randomState: 0.5 }, /whole number/],
    ['an average of 0', { average: 0 }, /whole number ≥ 1/],
    ['a misspelt option', { learning_rate: 'constant' }, /unknown option "learning_rate"/],
  ])('refuses %s', (_, options, message) => {
    expect(() => new SGDClassifier(options as object)).toThrow(message);
    expect(codeOf(() => new SGDClassifier(options as object))).toBe('INVALID_ARGUMENT');
  });

  it.each([
    ['one class', () => new SGDClassifier().fit([[1], [2]], ['a', 'a']), /two classes/],
    ['no rows', () => new SGDClassifier().fit([], []), /at least one/],
    ['too few labels', () => new SGDClassifier().fit([[1], [2]], ['a']), /length/],
    ['a missing value', () => new SGDClassifier().fit([[1], [NaN]], ['a', 'b']), /row 1/],
    ['a wrong option of fit', () => new SGDClassifier().fit([[1]], [1], { weight: [1] } as object), /unknown option/],
    [
      'a label that is no class',
      () => new SGDClassifier().partialFit([[1]], ['c'], { classes: ['a', 'b'] }),
      /none of the classes/,
    ],
    [
      'balanced batches',
      () => new SGDClassifier({ classWeight: 'balanced' }).partialFit([[1]], [1], { classes: [0, 1] }),
      /all samples/,
    ],
    [
      'early stopping on batches',
      () => new SGDRegressor({ earlyStopping: true }).partialFit([[1]], [1]),
      /all samples/,
    ],
    [
      'steps too long',
      () => new SGDRegressor({ learningRate: 'constant', eta0: 1e200, penalty: null }).fit([[1e200], [2]], [1, 2]),
      /overflowed in epoch 1/,
    ],
    [
      'an infinite sparse element',
      () =>
        new SGDClassifier().fit(
          new SparseMatrix(2, 1, {
            starts: Int32Array.of(0, 1, 1),
            indices: Int32Array.of(0),
            data: Float64Array.of(Infinity),
          }),
          [0, 1],
        ),
      /finite/,
    ],
    [
      'no weight held back',
      () =>
        new SGDRegressor({ earlyStopping: true, randomState: 0, validationFraction: 0.5 }).fit([[1], [2]], [1, 2], {
          sampleWeight: [1, 0],
        }),
      /weight of 0/,
    ],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});

describe('models trained by SGD as JSON', () => {
  it.each([
    ['a classifier', new SGDClassifier({ randomState: 1 }).fit(cancer.X, cancer.y), cancer],
    [
      'one of many classes',
      new SGDClassifier({ randomState: 1, loss: 'logLoss', tol: null, maxIter: 3 }).fit(wine.X, wine.y),
      wine,
    ],
    ['an averaged one', new SGDClassifier({ randomState: 1, average: 20, penalty: null }).fit(wine.X, wine.y), wine],
    [
      'one with class weights',
      new SGDClassifier({ randomState: 1, classWeight: { barolo: 3 } }).fit(wine.X, wine.y),
      wine,
    ],
    ['a regressor', new SGDRegressor({ randomState: 1 }).fit(diabetes.X, diabetes.y), diabetes],
    [
      'an averaged regressor',
      new SGDRegressor({ randomState: 1, average: true, onWarning: () => {} }).fit(diabetes.X, diabetes.y),
      diabetes,
    ],
  ])('give %s back bit for bit, and go on alike', (_, model, { X, y }) => {
    const revived = revivePredictor(JSON.parse(JSON.stringify(model))) as typeof model;
    expect(revived.constructor).toBe(model.constructor);
    expect(JSON.stringify(revived)).toBe(JSON.stringify(model));
    expect(revived.predict(X)).toEqual(model.predict(X));
    expect(revived.coef).toEqual(model.coef);
    expect(revived.options).toEqual(model.options);
    expect(revived.partialFit(X, y as never).coef).toEqual(model.partialFit(X, y as never).coef);
  });

  const json = JSON.parse(JSON.stringify(new SGDClassifier({ randomState: 1, average: true }).fit(small.X, small.y)));
  const wrong = (metadata: object): object => ({ ...json, metadata: { ...json.metadata, ...metadata } });
  it.each([
    [{ ...json, classes: ['no'] }],
    [{ ...json, classes: ['no', 'no'] }],
    [{ ...json, loss: 'logLoss' }],
    [wrong({ options: { alpha: -1 } })],
    [wrong({ classWeights: [1] })],
    [wrong({ classWeights: [1, -1] })],
    [wrong({ training: null })],
    [wrong({ training: { t: 0 } })],
    [wrong({ training: { t: 5, states: [] } })],
    [wrong({ training: { t: 5, states: [null] } })],
    [wrong({ training: { t: 5, states: [{ coef: [1, 2], intercept: 0, averageCoef: [1], averageIntercept: 0 }] } })],
    [wrong({ training: { t: 5, states: [{ coef: [1], intercept: 'NaN', averageCoef: [1], averageIntercept: 0 }] } })],
    [wrong({ criterion: 3 })],
  ])('refuse what is not theirs: %#', (document) => {
    expect(codeOf(() => revivePredictor(document))).toBe('INVALID_ARGUMENT');
  });
});
