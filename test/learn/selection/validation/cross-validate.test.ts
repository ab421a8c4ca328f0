import { describe, expect, it, vi } from 'vitest';
import { ModelMountError } from '../../../../src/core/errors.js';
import type { Estimator, Predictor } from '../../../../src/learn/contracts.js';
import { Table } from '../../../../src/learn/data/table.js';
import { LinearRegression } from '../../../../src/learn/estimators/linear/linear-regression.js';
import { LogisticRegression } from '../../../../src/learn/estimators/linear/logistic-regression.js';
import { Ridge } from '../../../../src/learn/estimators/linear/ridge.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { SparseMatrix } from '../../../../src/learn/math/sparse-matrix.js';
import type { Scorer } from '../../../../src/learn/metrics/scoring/scorer.js';
import type { FitProgress } from '../../../../src/learn/selection/run/fit-job.js';
import type { SelectionWarning } from '../../../../src/learn/selection/selection-warning.js';
import { KFold } from '../../../../src/learn/selection/splits/folds/k-fold.js';
import { ShuffleSplit } from '../../../../src/learn/selection/splits/shuffled/shuffle-split.js';
import { crossValPredict } from '../../../../src/learn/selection/validation/cross-val-predict.js';
import { crossValScore } from '../../../../src/learn/selection/validation/cross-val-score.js';
import { crossValidate } from '../../../../src/learn/selection/validation/cross-validate.js';
import { learningCurve } from '../../../../src/learn/selection/validation/learning-curve.js';
import { permutationTestScore } from '../../../../src/learn/selection/validation/permutation-test-score.js';
import { validationCurve } from '../../../../src/learn/selection/validation/validation-curve.js';
import { codeOf } from '../../fixture.js';

const X = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5]);
const numbers = X.map(([a = 0, b = 0]) => 3 * a - b + (a % 3));
const labels = X.map((_, i) => (i < 10 ? 'low' : 'high'));

/** Fails where the first row of the training part is `row`, with what is no error of ours. */
class Fragile implements Estimator<Predictor> {
  readonly #row: number;
  constructor(row: number) {
    this.#row = row;
  }
  fit(samples: Matrix, y: ArrayLike<number>): Predictor {
    if (samples.at(0, 0) === this.#row || this.#row === -1) throw new TypeError('it broke');
    return new LinearRegression().fit(samples, y);
  }
}

describe('crossValidate', () => {
  it('gives the fitted values and the splits where asked', () => {
    const cv = new KFold({ nSplits: 4 });
    const result = crossValidate(new Ridge(), { X, y: numbers }, { cv, returnEstimator: true, returnIndices: true });
    expect(result.indices).toEqual([...cv.split(X)]);
    const { trainIndices } = result.indices![0]!;
    const again = new Ridge().fit(
      Array.from(trainIndices, (i) => X[i]!),
      Array.from(trainIndices, (i) => numbers[i]!),
    );
    expect(JSON.stringify(result.estimators![0])).toBe(JSON.stringify(again));
    expect([result.fitTimeMs.length, result.scoreTimeMs.length]).toEqual([4, 4]);
    expect(result.trainScores).toBeUndefined();
  });

  it('stratifies for a classifier', () => {
    const scores = crossValScore(new LogisticRegression(), { X, y: labels });
    expect(scores.length).toBe(5); // without, a training part would lack a class at some point
    expect(
      codeOf(() => crossValScore(new LogisticRegression(), { X, y: labels }, { cv: new KFold({ nSplits: 2 }) })),
    ).toBe('INVALID_ARGUMENT');
  });

  it('gives the same for rows, rows by name, tables, matrices and sparse matrices', () => {
    const matrix = Matrix.from(X);
    const named = X.map(([a = 0, b = 0]) => ({ a, b }));
    const kinds = [X, named, matrix, SparseMatrix.fromMatrix(matrix), new Table([matrix.column(0), matrix.column(1)])];
    // Of sparse matrices too it solves the dense problem, so that nothing but the rows can make a difference.
    const all = kinds.map((samples) =>
      crossValScore(new LinearRegression(), { X: samples, y: Float64Array.from(numbers) }),
    );
    for (const scores of all) expect(scores).toEqual(all[0]);
  });

  it('hands fit the weights of its rows, and the scorers those that are theirs', () => {
    const seen: unknown[] = [];
    const estimator: Estimator<Predictor> = {
      fitOptions: ['sampleWeight', 'note'],
      fit(...[samples, y, options]: unknown[]) {
        seen.push(options);
        return new LinearRegression().fit(samples as Matrix, y as number[]);
      },
    };
    const scoring: Scorer = (_, __, ___, options) => options!.sampleWeight!.length;
    const sampleWeight = numbers.map((_, i) => i + 1);
    const options = {
      cv: new KFold({ nSplits: 2 }),
      fitParams: { sampleWeight, note: 'a' },
      scoreWeight: sampleWeight,
    };
    expect(crossValScore(estimator, { X, y: numbers }, { ...options, scoring })).toEqual(Float64Array.of(10, 10));
    expect(seen).toEqual([
      { sampleWeight: sampleWeight.slice(10), note: 'a' },
      { sampleWeight: sampleWeight.slice(0, 10), note: 'a' },
    ]);
  });

  it('tells of each fit', () => {
    const told: FitProgress[] = [];
    const scores = crossValScore(new Ridge(), { X, y: numbers }, { cv: 3, onProgress: (p) => void told.push(p) });
    expect(told.map(({ nDone, nTotal, split, params }) => [nDone, nTotal, split, params])).toEqual([
      [1, 3, 0, {}],
      [2, 3, 1, {}],
      [3, 3, 2, {}],
    ]);
    expect(told.map(({ score }) => score)).toEqual([...scores]);
    const stop = (): void => {
      throw new Error('enough');
    };
    expect(() => crossValScore(new Ridge(), { X, y: numbers }, { onProgress: stop })).toThrow('enough');
  });

  it('raises what a fit or a scorer throws, with the split in front and the error as its cause', () => {
    const act = (): unknown => crossValidate(new Fragile(0), { X, y: numbers }, { cv: 4 });
    expect(act).toThrow(/^split 1 of 4: it broke$/);
    try {
      act();
    } catch (error) {
      expect((error as ModelMountError).code).toBe('INVALID_ARGUMENT');
      expect((error as ModelMountError).cause).toBeInstanceOf(TypeError);
    }
    const undefinedScore = (): number => {
      throw new ModelMountError('UNDEFINED_SCORE', 'no value');
    };
    const scored = (): unknown => crossValidate(new Ridge(), { X, y: numbers }, { scoring: undefinedScore });
    expect(codeOf(scored)).toBe('UNDEFINED_SCORE');
    expect(scored).toThrow('split 0 of 5: no value');
  });

  it('goes on with errorScore where that is a number, and warns', () => {
    const warnings: SelectionWarning[] = [];
    const onWarning = (warning: SelectionWarning): void => void warnings.push(warning);
    const options = { cv: 4, errorScore: NaN, returnTrainScore: true, returnEstimator: true, onWarning };
    // The first row is in the training part of all splits but the first.
    const result = crossValidate(new Fragile(5), { X, y: numbers }, options);
    expect([...result.testScores['score']!].map(Number.isNaN)).toEqual([true, false, false, false]);
    expect([...result.trainScores!['score']!].map(Number.isNaN)).toEqual([true, false, false, false]);
    expect(result.estimators!.map((fitted) => fitted === undefined)).toEqual([true, false, false, false]);
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ['fitFailed', 'split 0 of 4: it broke; the score is set to NaN'],
    ]);
    const failing = (): number => {
      throw new RangeError('no score');
    };
    const scoring = { good: 'r2' as const, bad: failing };
    const many = crossValidate(new Ridge(), { X, y: numbers }, { cv: 2, scoring, errorScore: -1, onWarning });
    expect([...many.testScores['bad']!]).toEqual([-1, -1]);
    expect([...many.testScores['good']!].every((score) => score > 0.5)).toBe(true);
    expect(warnings.at(-1)?.code).toBe('scoreFailed');
  });

  it('is an error if all fits fail, whatever errorScore says', () => {
    const act = (): unknown => crossValidate(new Fragile(-1), { X, y: numbers }, { cv: 3, errorScore: NaN });
    expect(act).toThrow(/^all 3 fits failed; split 0 of 3: it broke/);
  });

  it('tells a classifier by what the last step of a pipeline says', () => {
    const split = vi.fn(() => [{ trainIndices: Int32Array.of(0, 19), testIndices: Int32Array.of(1) }]);
    crossValidate(new LogisticRegression(), { X, y: labels }, { cv: { split, getNSplits: () => 1 } });
    expect(split).toHaveBeenCalledExactlyOnceWith(X, labels, undefined);
  });

  const bad: [string, () => unknown, RegExp][] = [
    ['no estimator', () => crossValidate({} as never, { X, y: numbers }), /takes an estimator, something with fit/],
    ['X and y apart', () => crossValidate(new Ridge(), X as never), /takes \{ X, y \}, got an array of 20/],
    [
      'no y',
      () => crossValidate(new Ridge(), { X } as never),
      /y of crossValidate must be an array of targets, one for each row, got undefined/,
    ],
    ['y of another length', () => crossValidate(new Ridge(), { X, y: [1] }), /y has length 1, but X has 20/],
    [
      'an unknown option',
      () => crossValidate(new Ridge(), { X, y: numbers }, { njobs: 1 } as object),
      /unknown option "njobs"/,
    ],
    [
      'unknown data',
      () => crossValidate(new Ridge(), { X, y: numbers, w: 1 } as never),
      /unknown option "w" of the data/,
    ],
    [
      'groups for nothing',
      () => crossValidate(new Ridge(), { X, y: numbers, groups: numbers }),
      /KFold tears them apart/,
    ],
    ['no scorer', () => crossValidate(new Ridge(), { X, y: numbers }, { scoring: [] }), /at least one scorer/],
    [
      'a scorer twice',
      () => crossValidate(new Ridge(), { X, y: numbers }, { scoring: ['r2', 'r2'] }),
      /names "r2" twice/,
    ],
    ['an unknown scorer', () => crossValidate(new Ridge(), { X, y: numbers }, { scoring: 'mse' as 'r2' }), /got "mse"/],
    [
      'a number for a scorer',
      () => crossValidate(new Ridge(), { X, y: numbers }, { scoring: 3 as never }),
      /must be a scorer, its name/,
    ],
    [
      'an error score that is none',
      () => crossValidate(new Ridge(), { X, y: numbers }, { errorScore: 'nan' as never }),
      /a number or 'raise'/,
    ],
    [
      'no split',
      () => crossValidate(new Ridge(), { X, y: numbers }, { cv: { split: () => [], getNSplits: () => 0 } }),
      /gave no split/,
    ],
    [
      'weights that are none',
      () => crossValidate(new Ridge(), { X, y: numbers }, { scoreWeight: [1] }),
      /sampleWeight has length 1/,
    ],
    [
      'several scorers for one list',
      () => crossValScore(new Ridge(), { X, y: numbers }, { scoring: ['r2'] as never }),
      /crossValidate takes several/,
    ],
    [
      'rows tested twice',
      () => crossValPredict(new Ridge(), { X, y: numbers }, { cv: new ShuffleSplit() }),
      /tests? each row once; row \d+ is tested \d+ times/,
    ],
    [
      'a method that is not there',
      () => crossValPredict(new Ridge(), { X, y: X.map((_, i) => i % 2) }, { method: 'predictProba' }),
      /"ridge" has no predictProba/,
    ],
    [
      'a method of no name',
      () => crossValPredict(new Ridge(), { X, y: numbers }, { method: 'predict_proba' as never }),
      /must be predict, predictProba, decisionFunction/,
    ],
    [
      'sizes of zero',
      () => learningCurve(new Ridge(), { X, y: numbers }, { trainSizes: [0, 0.5] }),
      /shares in \(0, 1\]/,
    ],
    [
      'sizes above all',
      () => learningCurve(new Ridge(), { X, y: numbers }, { trainSizes: [4, 17] }),
      /from 1 to 16, got 17/,
    ],
    [
      'no values',
      () => validationCurve(new Ridge(), { X, y: numbers }, { paramName: 'alpha', paramRange: [] }),
      /at least one value/,
    ],
    [
      'no option',
      () => validationCurve(new Ridge(), { X, y: numbers }, { paramRange: [1] } as never),
      /needs paramName/,
    ],
    [
      'a misspelt option',
      () => validationCurve(new Ridge(), { X, y: numbers }, { paramName: 'alfa', paramRange: [1] }),
      /unknown option "alfa" of Ridge/,
    ],
    [
      'no permutation',
      () => permutationTestScore(new Ridge(), { X, y: numbers }, { nPermutations: 0 }),
      /"nPermutations".*≥ 1/,
    ],
  ];
  it.each(bad)('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});
