import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Estimator, Predictor } from '../../contracts.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { Matrix } from '../../math/matrix.js';
import type { FitPlan } from '../run/fit-job.js';
import { planData, type ValidationData } from '../run/plan-data.js';
import { resolveScoring } from '../run/resolve-scoring.js';
import { runJob } from '../run/run-job.js';
import { withOptions } from '../with-options.js';
import type { CrossValScoreOptions } from './cross-val-score.js';
import { checkSingle } from './check-single.js';
import { VALIDATION_OPTION_RULES } from './validation-options.js';

const WHO = 'validationCurve';

/** Options of `validationCurve`. */
export interface ValidationCurveOptions extends CrossValScoreOptions {
  /** The option that is varied; `step__option` is that of a part. */
  readonly paramName: string;
  /** Its values, at least one. */
  readonly paramRange: ArrayLike<unknown>;
}

/** Scores by the value of an option; a row per value and a column per split. */
export interface ValidationCurve {
  readonly trainScores: Matrix;
  readonly testScores: Matrix;
}

/**
 * How good an estimator is with each value of one option, on what it has seen and on what it has not: too simple
 * where both are low, overfitted where they part.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an option that the estimator does not have or a value that it does
 *   not allow, before anything is fitted; and as `crossValidate`.
 *
 * Semantics of scikit-learn's `validation_curve`.
 *
 * @example
 * ```ts
 * const data = { X: [[1], [2], [3], [4]], y: [2, 4, 6, 8] };
 * const curve = validationCurve(new Ridge(), data, {
 *   paramName: 'alpha',
 *   paramRange: [0, 100],
 *   scoring: 'neg_mean_absolute_error',
 *   cv: 2,
 * });
 * curve.testScores.row(0); // ≈ Float64Array [0, 0]
 * ```
 */
export function validationCurve(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: ValidationCurveOptions,
): ValidationCurve {
  const plan = planValidationCurve(estimator, data, options);
  return plan.assemble(runJob(plan.job, options.onProgress));
}

/** The fits of `validationCurve`, and what they mean together. */
export function planValidationCurve(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: ValidationCurveOptions,
): FitPlan<ValidationCurve> {
  checkOptions(WHO, options, {
    ...VALIDATION_OPTION_RULES,
    paramName: { expected: 'the name of an option', accepts: (value) => typeof value === 'string' },
    paramRange: {
      expected: 'a list of values',
      accepts: (value) => Array.isArray(value) || ArrayBuffer.isView(value),
    },
  });
  const { paramName, paramRange, scoreWeight } = options as Partial<ValidationCurveOptions>;
  if (paramName === undefined || paramRange === undefined || paramRange.length === 0) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${WHO} needs paramName and a paramRange with at least one value, got ${show(paramName)} and ${show(paramRange)}`,
    );
  }
  checkSingle(WHO, options.scoring);
  const { scorers } = resolveScoring(options.scoring);
  const { X, y, splits } = planData(data, { who: WHO, estimator, cv: options.cv });
  return {
    job: {
      candidates: Array.from(paramRange, (value) => ({
        estimator: withOptions(estimator, { [paramName]: value }),
        params: { [paramName]: value },
      })),
      ...{ splits, X, y, scorers },
      fitParams: options.fitParams,
      scoreWeight: scoreWeight && checkSampleWeight(scoreWeight, y.length),
      isTrainScored: true,
      isFittedKept: false,
      errorScore: options.errorScore ?? 'raise',
      onWarning: options.onWarning,
    },
    assemble: (outcomes) => ({
      trainScores: table(
        splits.length,
        outcomes.map(({ trainScores }) => trainScores?.[0]),
      ),
      testScores: table(
        splits.length,
        outcomes.map(({ testScores }) => testScores[0]),
      ),
    }),
  };
}

function table(nColumns: number, scores: readonly (number | undefined)[]): Matrix {
  return new Matrix(
    scores.length / nColumns,
    nColumns,
    Float64Array.from(scores, (score) => score ?? NaN),
  );
}
