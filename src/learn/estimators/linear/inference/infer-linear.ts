import { ModelMountError } from '../../../../core/errors.js';
import { conditionNumber } from '../../../math/linear-algebra/condition-number.js';
import { ExactSum } from '../../../math/sums/exact-sum.js';
import { PivotedQr } from '../../../math/linear-algebra/pivoted-qr.js';
import { powerOfTwoScale } from '../../../math/power-of-two.js';
import { fSf } from '../../../math/distributions/fisher-f.js';
import { tSf } from '../../../math/distributions/student-t.js';
import { sum } from '../../../math/sums/sum.js';
import type { FitInput } from '../../common/check-fit-input.js';
import { LinearInference } from './linear-inference.js';

/** A least-squares fit of which more is to be said. */
export interface SolvedLinear {
  readonly coef: Float64Array;
  readonly intercept: number;
  readonly fitIntercept: boolean;
}

/**
 * The regression table of a least-squares fit; weights are the inverse variances of the samples, up to a factor.
 *
 * Method: standard errors from the triangular factor of the weighted features, never from `XᵀX`; residuals in twice
 * the precision. Time O(nSamples · nFeatures²).
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the features depend on each other or are as many as the rows.
 */
export function inferLinear(input: FitInput, y: Float64Array, solved: SolvedLinear): LinearInference {
  const { matrix, featureNames } = input;
  const kept = Array.from(y.keys()).filter((i) => (input.weights[i] as number) > 0);
  const n = kept.length;
  const weights = Float64Array.from(kept, (i) => input.weights[i] as number);
  const roots = weights.map(Math.sqrt);
  const features = Array.from({ length: matrix.nColumns }, (_, j) =>
    Float64Array.from(kept, (i, k) => (roots[k] as number) * matrix.at(i, j)),
  );
  const columns = solved.fitIntercept ? [roots, ...features] : features;
  const nTerms = columns.length;
  const dfResidual = n - nTerms;
  const { errors, condition } = spread(columns, dfResidual);

  const target = Float64Array.from(kept, (i, k) => (roots[k] as number) * (y[i] as number));
  const coef = Float64Array.from(solved.fitIntercept ? [solved.intercept, ...solved.coef] : solved.coef);
  const residuals = target.map((value, k) => {
    const rest = new ExactSum().add(value);
    for (let j = 0; j < nTerms; j++) rest.addProduct(-((columns[j] as Float64Array)[k] as number), coef[j] as number);
    return rest.value;
  });
  const total = sum(n, (k) => weights[k] as number);
  const mean = solved.fitIntercept ? sum(n, (k) => (roots[k] as number) * (target[k] as number)) / total : 0;
  const squares = sum(n, (k) => (residuals[k] as number) ** 2);
  const explained = sum(n, (k) => {
    const fitted = (target[k] as number) - (residuals[k] as number) - mean * (roots[k] as number);
    return fitted * fitted;
  });
  const whole = sum(n, (k) => ((target[k] as number) - mean * (roots[k] as number)) ** 2);

  const dfModel = matrix.nColumns;
  const sigmaSquared = squares / dfResidual;
  const standardError = errors.map((error) => error * Math.sqrt(sigmaSquared));
  const tValue = coef.map((value, j) => value / (standardError[j] as number));
  const fValue = explained / dfModel / sigmaSquared;
  const rSquared = 1 - squares / whole;
  const logLikelihood =
    (-n / 2) * (Math.log(squares) + 1 + Math.log((2 * Math.PI) / n)) +
    sum(n, (k) => Math.log(weights[k] as number)) / 2;
  return new LinearInference({
    terms: [...(solved.fitIntercept ? ['intercept'] : []), ...(featureNames ?? features.map((_, j) => `x${j}`))],
    coef,
    standardError,
    tValue,
    pValue: tValue.map((t) => (Number.isNaN(t) ? NaN : 2 * tSf(Math.abs(t), dfResidual))),
    nSamples: n,
    dfModel,
    dfResidual,
    sigmaSquared,
    rSquared,
    adjustedRSquared: 1 - ((n - (solved.fitIntercept ? 1 : 0)) / dfResidual) * (1 - rSquared),
    fValue,
    fPValue: Number.isNaN(fValue) ? NaN : fSf(fValue, dfModel, dfResidual),
    logLikelihood,
    aic: 2 * nTerms - 2 * logLikelihood,
    bic: Math.log(n) * nTerms - 2 * logLikelihood,
    durbinWatson: sum(n - 1, (k) => ((residuals[k + 1] as number) - (residuals[k] as number)) ** 2) / squares,
    conditionNumber: condition,
  });
}

/** Roots of the diagonal of `(XᵀX)⁻¹`, and the condition number of X. */
function spread(
  columns: readonly Float64Array[],
  dfResidual: number,
): { readonly errors: Float64Array; readonly condition: number } {
  const n = columns.length;
  const scales = columns.map((column) => powerOfTwoScale(column.reduce((most, v) => Math.max(most, Math.abs(v)), 0)));
  const scaled = columns.map((column, j) => column.map((value) => value * (scales[j] as number)));
  const tolerance = Math.max(n, columns[0]?.length ?? 0) * 2 ** -52;
  const qr = new PivotedQr(scaled, { tolerance });
  if (qr.rank < n || dfResidual < 1) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      dfResidual < 1
        ? `inference needs more rows with a weight above 0 than there are coefficients, ${n}`
        : `inference needs features that do not depend on each other; ${n} columns have rank ${qr.rank}: drop some`,
    );
  }
  const errors = new Float64Array(n);
  const factor: Float64Array[] = [];
  for (let k = 0; k < n; k++) {
    const unit = new Float64Array(n);
    unit[k] = 1;
    const scale = scales[qr.order[k] as number] as number;
    errors[qr.order[k] as number] = scale * Math.sqrt(qr.solveRt(unit).reduce((total, v) => total + v * v, 0));
    factor.push(Float64Array.from({ length: n }, (_, i) => qr.r(i, k) / scale));
  }
  return { errors, condition: conditionNumber(factor) };
}
