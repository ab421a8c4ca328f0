import { ModelMountError } from '../../../../core/errors.js';
import type { Matrix } from '../../../math/matrix.js';
import { minimizeCurved, type NewtonResult } from '../../../math/optimize/newton.js';
import { minimizeComposite } from '../../../math/optimize/proximal-newton.js';
import type { SparseMatrix } from '../../../math/sparse-matrix.js';
import { sum } from '../../../math/sums/sum.js';
import { makeDesign, toOriginalUnits } from '../../common/design/design.js';
import { ScoreObjective } from '../../common/objective/score-objective.js';
import { squaredHingeLoss } from '../losses/squared-hinge-loss.js';
import { solveHinge } from './solve-hinge.js';

/** One class against the rest. */
export interface SvcProblem {
  /** 1 where a sample is of the class, else 0. */
  readonly isSecond: Uint8Array;
  /** Weights of the samples; those of the classes are in them. */
  readonly weights: Float64Array;
  readonly C: number;
  readonly loss: 'squaredHinge' | 'hinge';
  readonly penalty: 'l2' | 'l1';
  readonly fitIntercept: boolean;
  readonly interceptScaling: number;
  readonly maxIter: number;
  readonly tol: number;
}

/** The optimum, and how it was reached. */
export interface SvcSolution extends Omit<NewtonResult, 'at'> {
  readonly coef: Float64Array;
  readonly intercept: number;
}

// A matrix of so many columns and rows is 72 MB.
const MAX_HINGE_SIZE = 3000;

/** Minimises the objective of `LinearSVC` for one class against the rest. */
export function solveSvc(X: Matrix | SparseMatrix, problem: SvcProblem): SvcSolution {
  const { isSecond, C, loss, penalty, fitIntercept, interceptScaling, ...options } = problem;
  const total = sum(problem.weights.length, (i) => problem.weights[i] as number);
  const weights = problem.weights.map((weight) => weight / total);
  const isFree = interceptScaling === Infinity;
  // What holds the intercept to 0 must not hold another one, of the features moved to their means.
  const design = makeDesign(X, weights, { hasIntercept: fitIntercept, isCentred: fitIntercept && isFree });
  const { rows, scales } = design;
  const strength = 1 / (C * total);
  const sizes = Float64Array.from({ length: rows.width }, (_, j) => scales[j] ?? 1 / interceptScaling);
  const squares = sizes.map((size) => strength * size * size);
  const { at, ...end } = ((): NewtonResult => {
    if (loss === 'hinge') {
      checkHingeSize(rows.width);
      return solveHinge({ rows, isSecond, weights, penalty: squares }, options);
    }
    const hinge = squaredHingeLoss(isSecond, weights);
    if (penalty === 'l2') return minimizeCurved(new ScoreObjective(rows, hinge, squares), options);
    const strengths = sizes.map((size) => strength * size);
    const objective = new ScoreObjective(rows, hinge, new Float64Array(rows.width));
    return minimizeComposite(objective, { strengths, isBounded: new Uint8Array(rows.width) }, options);
  })();
  const { coef, intercept } = toOriginalUnits(design, at);
  // + 0 turns −0 into 0.
  return { ...end, coef: coef.map((value) => value + 0), intercept: intercept + 0 };
}

function checkHingeSize(width: number): void {
  if (width <= MAX_HINGE_SIZE) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `LinearSVC takes up to ${MAX_HINGE_SIZE} columns with the loss "hinge", got ${width}; the loss "squaredHinge" takes more`,
  );
}
