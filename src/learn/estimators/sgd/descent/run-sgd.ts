import { ModelMountError } from '../../../../core/errors.js';
import type { Matrix } from '../../../math/matrix.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import { sgdLoss, type SgdLoss } from './sgd-loss.js';
import type { SgdSettings } from '../sgd-options.js';
import { WeightVector } from './weight-vector.js';
import { xorshiftShuffle } from './xorshift-shuffle.js';

/** Slopes are cut off here, so that one wild sample does not make the coefficients overflow. */
const MAX_SLOPE = 1e12;

/** Coefficients of one output in training. */
export interface SgdState {
  readonly coef: Float64Array;
  readonly intercept: number;
  /** Averages over the steps; of no coefficients where there is no average. */
  readonly averageCoef: Float64Array;
  readonly averageIntercept: number;
}

/** What one output is trained on. */
export interface SgdProblem {
  readonly rows: Matrix | SparseMatrix;
  /** As the loss takes them. */
  readonly targets: Float64Array;
  /** Of samples and classes together. */
  readonly weights: Float64Array;
  /** 1 where a sample is held back; `undefined` where none is. */
  readonly isHeldBack: Uint8Array | undefined;
  /** How good the scores of the samples that are held back are; higher is better. */
  readonly validate: (score: (i: number) => number) => number;
  readonly seed: number;
}

/** A finished run. */
export interface SgdRun extends SgdState {
  readonly nIter: number;
  /** Whether it stopped because there was no progress any more. */
  readonly isConverged: boolean;
  /** What was watched in the last epoch: the mean objective, or the score of the samples held back. */
  readonly criterion: number;
}

/**
 * Stochastic gradient descent on one output.
 *
 * Method: scikit-learn's semantics, step by step, so that the same seed gives the same coefficients; the plain loop of
 * Bottou 2012.
 *
 * @param t - Number of the first step, from 1.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the coefficients overflow.
 */
export function runSgd(problem: SgdProblem, settings: SgdSettings, start: SgdState & { readonly t: number }): SgdRun {
  const { earlyStopping, learningRate, maxIter, nIterNoChange, tol } = settings;
  const epochs = new SgdEpochs(problem, settings, start);
  let best = Infinity;
  let nStalled = 0;
  let isConverged = false;
  let criterion = NaN;
  let nIter = 0;
  while (nIter < maxIter && !isConverged) {
    nIter++;
    const objective = epochs.run();
    if (!epochs.isFinite) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `the coefficients overflowed in epoch ${nIter}; bring the features to one scale (StandardScaler), or lower eta0`,
      );
    }
    criterion = earlyStopping ? problem.validate((i) => epochs.score(i)) : objective;
    // Lower is better for both, with the sign turned.
    const cost = earlyStopping ? -criterion : criterion;
    nStalled = cost > best - tol ? nStalled + 1 : 0;
    best = Math.min(best, cost);
    if (nStalled < nIterNoChange) continue;
    if (learningRate === 'adaptive' && epochs.eta > 1e-6) {
      epochs.eta /= 5;
      nStalled = 0;
    } else {
      isConverged = true;
    }
  }
  return { ...epochs.finish(), nIter, isConverged, criterion };
}

/** What changes from step to step. */
class SgdEpochs {
  /** The step length where it is not computed anew each time. */
  eta: number;
  readonly #problem: SgdProblem;
  readonly #settings: SgdSettings;
  readonly #loss: SgdLoss;
  readonly #order: Int32Array;
  readonly #nTrained: number;
  readonly #optimalStart: number;
  readonly #coef: Float64Array;
  readonly #averageCoef: Float64Array;
  readonly #vector: WeightVector;
  #intercept: number;
  #averageIntercept: number;
  #t: number;
  #l1Total = 0;

  constructor(problem: SgdProblem, settings: SgdSettings, start: SgdState & { readonly t: number }) {
    const { rows, isHeldBack } = problem;
    this.#problem = problem;
    this.#settings = settings;
    this.#loss = sgdLoss(settings.loss, settings.epsilon);
    this.eta = settings.eta0;
    this.#order = Int32Array.from({ length: rows.nRows }, (_, i) => i);
    this.#nTrained = rows.nRows - (isHeldBack === undefined ? 0 : isHeldBack.reduce((n, held) => n + held, 0));
    this.#coef = start.coef.slice();
    this.#averageCoef = start.averageCoef.slice();
    this.#vector = new WeightVector(rows, this.#coef, settings.average > 0 ? this.#averageCoef : undefined);
    this.#intercept = start.intercept;
    this.#averageIntercept = start.averageIntercept;
    this.#t = start.t;
    // The first step is as long as a typical coefficient, so that one sample cannot throw it far off.
    const typical = Math.sqrt(1 / Math.sqrt(settings.alpha));
    const firstStep = typical / Math.max(1, this.#loss.slope(1, -typical));
    this.#optimalStart = 1 / (firstStep * settings.alpha);
  }

  get isFinite(): boolean {
    return Number.isFinite(this.#intercept) && this.#vector.isFinite;
  }

  score(i: number): number {
    return this.#vector.dot(i) + this.#intercept;
  }

  finish(): SgdState {
    this.#vector.settle();
    return {
      coef: this.#coef,
      intercept: this.#intercept,
      averageCoef: this.#averageCoef,
      averageIntercept: this.#averageIntercept,
    };
  }

  /** One pass over the samples; its mean objective, taken at each sample before its step. */
  run(): number {
    const { rows, targets, weights, isHeldBack, seed } = this.#problem;
    const { penalty, alpha, l1Ratio, fitIntercept, learningRate, eta0, powerT, shuffle, average } = this.#settings;
    const { earlyStopping } = this.#settings;
    const [loss, order, vector, optimalStart] = [this.#loss, this.#order, this.#vector, this.#optimalStart];
    const isPassive = learningRate === 'pa1' || learningRate === 'pa2';
    const hasPenaltyTerm = penalty !== null && !isPassive;
    // An intercept sees every sample, a sparse feature few: it takes smaller steps.
    const interceptShare = rows instanceof SparseMatrix ? 0.01 : 1;
    let eta = this.eta;
    let intercept = this.#intercept;
    let t = this.#t;
    let objective = 0;
    if (shuffle) xorshiftShuffle(order, seed);
    for (let n = 0; n < rows.nRows; n++) {
      const i = order[n] as number;
      if (isHeldBack !== undefined && isHeldBack[i] === 1) continue;
      const y = targets[i] as number;
      const score = vector.dot(i) + intercept;
      if (learningRate === 'optimal') eta = 1 / (alpha * (optimalStart + t - 1));
      else if (learningRate === 'invscaling') eta = eta0 / t ** powerT;
      if (!earlyStopping) {
        objective += loss.value(y, score);
        if (hasPenaltyTerm) objective += alpha * ((1 - l1Ratio) * 0.5 * vector.squaredNorm + l1Ratio * vector.l1Norm);
      }
      let step: number;
      if (isPassive) {
        const squares = squaredLength(rows, i);
        if (learningRate === 'pa1' && squares === 0) continue;
        const size = loss.value(y, score);
        step = learningRate === 'pa1' ? Math.min(eta0, size / squares) : size / (squares + 0.5 / eta0);
        step *= this.#settings.loss === 'hinge' ? y : y - score < 0 ? -1 : 1;
      } else {
        step = -eta * Math.max(-MAX_SLOPE, Math.min(MAX_SLOPE, loss.slope(y, score)));
      }
      step *= weights[i] as number;
      // A step that is too long must not turn the signs of all coefficients.
      if (penalty === 'l2' || penalty === 'elasticnet') vector.multiply(Math.max(0, 1 - (1 - l1Ratio) * eta * alpha));
      if (step !== 0) {
        vector.add(i, step);
        if (fitIntercept) intercept += step * interceptShare;
      }
      if (average > 0 && average <= t) {
        vector.addToAverage(i, step, t - average + 1);
        this.#averageIntercept += (intercept - this.#averageIntercept) / (t - average + 1);
      }
      if (penalty === 'l1' || penalty === 'elasticnet') {
        this.#l1Total += l1Ratio * eta * alpha;
        vector.shrink(i, this.#l1Total);
      }
      t++;
    }
    this.#intercept = intercept;
    this.#t = t;
    return objective / this.#nTrained;
  }
}

function squaredLength(rows: Matrix | SparseMatrix, i: number): number {
  const starts = rows instanceof SparseMatrix ? rows.starts : undefined;
  const start = starts === undefined ? i * rows.nColumns : (starts[i] as number);
  const end = starts === undefined ? start + rows.nColumns : (starts[i + 1] as number);
  let total = 0;
  for (let k = start; k < end; k++) total += (rows.data[k] as number) * (rows.data[k] as number);
  return total;
}
