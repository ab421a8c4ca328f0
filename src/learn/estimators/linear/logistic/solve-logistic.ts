import { Matrix } from '../../../math/matrix.js';
import { minimizeCurved, type NewtonOptions, type NewtonResult } from '../../../math/newton.js';
import type { CurvedFunction } from '../../../math/solvers/curvature.js';
import { minimizeComposite } from '../../../math/solvers/proximal-newton.js';
import type { SparseMatrix } from '../../../math/sparse-matrix.js';
import { makeDesign, toOriginalUnits, type Design } from '../../common/design/design.js';
import { ScoreObjective } from '../../common/objective/score-objective.js';
import { SoftmaxObjective } from '../../common/objective/softmax-objective.js';
import type { WeighedSamples } from '../../common/weigh-samples.js';
import { binaryLogLoss } from '../losses/binary-log-loss.js';
import { everyTenth } from './every-tenth.js';

/** Which problem to solve; see `LogisticRegression`. */
export interface LogisticProblem {
  readonly nClasses: number;
  readonly C: number;
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  readonly tol: number;
}

/** The optimum, and how it was reached. */
export interface LogisticSolution extends Omit<NewtonResult, 'at'> {
  readonly coef: Matrix;
  readonly intercept: Float64Array;
}

// From here on a start near the optimum is worth the time that it takes.
const MANY_ROWS = 20_000;

/** Minimises the objective of `LogisticRegression`. */
export function solveLogistic(
  X: Matrix | SparseMatrix,
  samples: WeighedSamples,
  problem: LogisticProblem,
): LogisticSolution {
  const { nClasses, maxIter, tol } = problem;
  const design = makeDesign(X, samples.weights, { hasIntercept: problem.fitIntercept });
  const start = X instanceof Matrix && X.nRows >= MANY_ROWS ? startOf(design, samples, problem) : undefined;
  const { at, ...end } = optimum(design, samples, {
    ...problem,
    maxIter,
    tol,
    ...(start === undefined ? {} : { start }),
  });

  const { width } = design.rows;
  const centred = nClasses === 2 || problem.l1Ratio > 0 ? at : centre(at, nClasses);
  const outputs = Array.from({ length: at.length / width }, (_, k) =>
    toOriginalUnits(design, centred.subarray(k * width, (k + 1) * width)),
  );
  // One number more on all intercepts changes nothing: their sum is 0.
  const shift = outputs.length === 1 ? 0 : outputs.reduce((total, { intercept }) => total + intercept / nClasses, 0);
  // + 0 turns −0 into 0.
  return {
    ...end,
    coef: Matrix.from(outputs.map(({ coef }) => coef.map((value) => value + 0))),
    intercept: Float64Array.from(outputs, ({ intercept }) => intercept - shift + 0),
  };
}

function optimum(
  { rows, scales }: Pick<Design, 'rows' | 'scales'>,
  { classOf, weights, total }: WeighedSamples,
  { nClasses, C, l1Ratio, ...options }: LogisticProblem & NewtonOptions,
): NewtonResult {
  const nFeatures = scales.length;
  const strength = 1 / (C * total);
  const penalty = Float64Array.from({ length: rows.width }, (_, j) =>
    j < nFeatures ? (1 - l1Ratio) * strength * (scales[j] as number) ** 2 : 0,
  );
  const hasL1 = l1Ratio * strength > 0;
  const objective: CurvedFunction =
    nClasses === 2
      ? new ScoreObjective(rows, binaryLogLoss(classOf, weights), penalty)
      : new SoftmaxObjective({ rows, nClasses, classOf, weights, penalty }, hasL1 ? nFeatures : 0);
  if (!hasL1) return minimizeCurved(objective, options);
  const strengths = Float64Array.from({ length: objective.size }, (_, a) => {
    const j = a % rows.width;
    return j < nFeatures ? l1Ratio * strength * (scales[j] as number) : 0;
  });
  return minimizeComposite(objective, { strengths, isBounded: new Uint8Array(objective.size) }, options);
}

/** The optimum for every tenth row, which is near that for all; `undefined` where there is none to be had quickly. */
function startOf(design: Design, samples: WeighedSamples, problem: LogisticProblem): Float64Array | undefined {
  const part = everyTenth(design.rows, samples);
  if (part === undefined) return undefined;
  const { rows, ...partSamples } = part;
  const { scales } = design;
  const { at, isConverged } = optimum({ rows, scales }, partSamples, { ...problem, maxIter: 20, tol: 1e-3 });
  return isConverged ? at : undefined;
}

/** Takes off the drift that rounding left in the sum over the classes, which is 0. */
function centre(at: Float64Array, nClasses: number): Float64Array {
  const width = at.length / nClasses;
  const means = Float64Array.from({ length: width }, (_, j) => {
    let total = 0;
    for (let k = 0; k < nClasses; k++) total += at[k * width + j] as number;
    return total / nClasses;
  });
  return at.map((value, k) => value - (means[k % width] as number));
}
