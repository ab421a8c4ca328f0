import { ModelMountError } from '../../../../core/errors.js';
import { powerOfTwoScale } from '../../../math/power-of-two.js';
import { Matrix } from '../../../math/matrix.js';
import { minimizeComposite } from '../../../math/optimize/proximal-newton.js';
import type { SparseMatrix } from '../../../math/sparse-matrix.js';
import { sum } from '../../../math/sums/sum.js';
import type { FitInput } from '../../common/check-fit-input.js';
import { makeDesign, toOriginalUnits } from '../../common/design/design.js';
import type { LinearModelParts } from '../../common/fitted-linear-model.js';
import { ScoreObjective } from '../../common/objective/score-objective.js';
import { squaredLoss } from '../losses/squared-loss.js';
import { dualGapOf } from './dual-gap.js';

/** Which problem to solve; see `ElasticNet`. */
export interface ElasticNetProblem {
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  readonly positive: boolean;
  readonly maxIter: number;
  readonly tol: number;
}

/** A solution and how near it is to the optimum. */
export interface ElasticNetSolution extends LinearModelParts {
  readonly nIter: number;
  readonly isConverged: boolean;
  /** In units of the design and of the target, both brought to a size near 1. */
  readonly gradientNorm: number;
  readonly dualGap: number;
}

/** Minimises the objective of `ElasticNet`. */
export function solveElasticNet(
  { matrix, featureNames, weights }: FitInput<Matrix | SparseMatrix>,
  y: Float64Array,
  { alpha, l1Ratio, fitIntercept, positive, ...options }: ElasticNetProblem,
): ElasticNetSolution {
  const total = sum(weights.length, (i) => weights[i] as number);
  const shares = weights.map((weight) => weight / total);
  const design = makeDesign(matrix, shares, { hasIntercept: fitIntercept });
  const mean = fitIntercept ? sum(y.length, (i) => (shares[i] as number) * (y[i] as number)) : 0;
  const size = Math.sqrt(sum(y.length, (i) => (shares[i] as number) * ((y[i] as number) - mean) ** 2));
  const scale = powerOfTwoScale(size);
  const target = y.map((value) => (value - mean) * scale);

  const { scales, rows } = design;
  const nFeatures = scales.length;
  const perColumn = (value: (scale: number) => number): Float64Array =>
    Float64Array.from({ length: rows.width }, (_, j) => (j < nFeatures ? value(scales[j] as number) : 0));
  const penalty = perColumn((s) => alpha * (1 - l1Ratio) * s * s);
  const strengths = perColumn((s) => alpha * l1Ratio * s * scale);
  const isBounded = Uint8Array.from({ length: rows.width }, (_, j) => (positive && j < nFeatures ? 1 : 0));
  const objective = new ScoreObjective(rows, squaredLoss(target, shares), penalty);
  const { at, ...result } = minimizeComposite(objective, { strengths, isBounded }, options);

  const dualGap = dualGapOf(at, { rows, target, weights: shares, penalty, strengths, isBounded }) / scale / scale;
  const { coef, intercept } = toOriginalUnits(design, at);
  const inUnits = coef.map((value) => value / scale + 0);
  if (!inUnits.every(Number.isFinite)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'the coefficients are too large for a float64; bring the columns of X nearer to a size of 1',
    );
  }
  return {
    ...result,
    dualGap,
    featureNames,
    coef: new Matrix(1, nFeatures, inUnits),
    intercept: Float64Array.of(fitIntercept ? intercept / scale + mean + 0 : 0),
  };
}
