import { Matrix } from '../../../math/matrix.js';
import { minimizeCurved, type NewtonOptions, type NewtonResult } from '../../../math/optimize/newton.js';
import type { CurvedFunction } from '../../../math/optimize/curvature.js';
import { minimizeComposite } from '../../../math/optimize/proximal-newton.js';
import type { SparseMatrix } from '../../../math/sparse-matrix.js';
import { makeDesign, toOriginalUnits, type Design } from '../../common/design/design.js';
import { MAX_MATRIX_SIZE, ScoreObjective } from '../../common/objective/score-objective.js';
import { SoftmaxObjective } from '../../common/objective/softmax-objective.js';
import type { WeighedSamples } from '../../common/weigh-samples.js';
import { binaryLogLoss } from '../losses/binary-log-loss.js';
import { everyNth } from './every-nth.js';

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
  const { nClasses } = problem;
  const design = makeDesign(X, samples.weights, { hasIntercept: problem.fitIntercept });
  const isLong = X instanceof Matrix && X.nRows >= MANY_ROWS;
  const options = { ...problem, total: samples.total, ...(isLong ? startOf(design, samples, problem) : {}) };
  const { at, ...end } = optimum(design, objectiveOf(design, samples, problem), options);

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

type Columns = Pick<Design, 'rows' | 'scales'>;

/** The part of the objective that has derivatives. */
function objectiveOf(
  { rows, scales }: Columns,
  { classOf, weights, total }: WeighedSamples,
  { nClasses, C, l1Ratio }: LogisticProblem,
): CurvedFunction {
  const nFeatures = scales.length;
  const strength = 1 / (C * total);
  const penalty = Float64Array.from({ length: rows.width }, (_, j) =>
    j < nFeatures ? (1 - l1Ratio) * strength * (scales[j] as number) ** 2 : 0,
  );
  if (nClasses === 2) return new ScoreObjective(rows, binaryLogLoss(classOf, weights), penalty);
  return new SoftmaxObjective({ rows, nClasses, classOf, weights, penalty }, l1Ratio * strength > 0 ? nFeatures : 0);
}

function optimum(
  { rows, scales }: Columns,
  objective: CurvedFunction,
  { C, l1Ratio, total, ...options }: LogisticProblem & NewtonOptions & { readonly total: number },
): NewtonResult {
  const l1 = l1Ratio / (C * total);
  if (!(l1 > 0)) return minimizeCurved(objective, options);
  const strengths = Float64Array.from({ length: objective.size }, (_, a) => {
    const j = a % rows.width;
    return j < scales.length ? l1 * (scales[j] as number) : 0;
  });
  return minimizeComposite(objective, { strengths, isBounded: new Uint8Array(objective.size) }, options);
}

/**
 * Where to start with many rows, and the curvature there: those of the optimum for a tenth of the rows, which is near
 * that for all and was itself begun at that for a tenth of them. Nothing where it is not to be had quickly.
 */
function startOf(
  { rows, scales }: Columns,
  samples: WeighedSamples,
  problem: LogisticProblem,
): Pick<NewtonOptions, 'start' | 'curvature' | 'curvatureCost'> {
  const size = problem.nClasses === 2 ? rows.width : rows.width * problem.nClasses;
  const part = rows.nRows / 10 >= Math.max(1000, 40 * size) ? everyNth(10, rows, samples) : undefined;
  if (part === undefined) return {};
  const columns = { rows: part.rows, scales };
  const objective = objectiveOf(columns, part, problem);
  // What is measured: products with n · size numbers against n · size² / 2 of them, the exponentials on both sides.
  const curvatureCost = size <= MAX_MATRIX_SIZE ? size / 6 : 0;
  // Nearer to its own optimum a part does not get nearer to that for all.
  const options = {
    ...problem,
    total: samples.total,
    maxIter: 20,
    tol: 0.1 / Math.sqrt(part.rows.nRows),
    curvatureCost,
  };
  const { at, isConverged } = optimum(columns, objective, { ...options, ...startOf(columns, part, problem) });
  if (!isConverged) return {};
  return curvatureCost > 0 ? { start: at, curvature: objective.curvatureAt(at), curvatureCost } : { start: at };
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
