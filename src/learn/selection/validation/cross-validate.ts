import type { Estimator, Predictor } from '../../contracts.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { FitOutcome, FitPlan } from '../run/fit-job.js';
import { planData, type ValidationData } from '../run/plan-data.js';
import { resolveScoring } from '../run/resolve-scoring.js';
import { runJob } from '../run/run-job.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import type { Split } from '../splits/splitter.js';
import { VALIDATION_OPTION_RULES, type ValidationOptions } from './validation-options.js';

/** Options of `crossValidate`. */
export interface CrossValidateOptions extends ValidationOptions {
  /** Whether the training parts are scored too: a model that does much better on them overfits. @default false */
  readonly returnTrainScore?: boolean;
  /** Whether the fitted values are returned. @default false */
  readonly returnEstimator?: boolean;
  /** Whether the splits are returned. @default false */
  readonly returnIndices?: boolean;
}

/** What cross-validation gives; each list has one element per split. */
export interface CrossValidation<Fitted = Predictor> {
  /** Scores of the test parts by scorer; those of a single one are called `score`. */
  readonly testScores: Readonly<Record<string, Float64Array>>;
  /** Scores of the training parts, with `returnTrainScore`. */
  readonly trainScores: Readonly<Record<string, Float64Array>> | undefined;
  /** How long the fits took, ms. */
  readonly fitTimeMs: Float64Array;
  /** How long the scores of the test parts took, ms. */
  readonly scoreTimeMs: Float64Array;
  /** The fitted values, with `returnEstimator`; `undefined` where a fit failed. */
  readonly estimators: readonly (Fitted | undefined)[] | undefined;
  /** The splits, with `returnIndices`. */
  readonly indices: readonly Split[] | undefined;
}

/**
 * Fits on several parts of the data and scores each fit on what it has not seen: how good the model will be on new
 * rows, and how much that varies.
 *
 * @param estimator - What is fitted, once per split; a pipeline, so that its preprocessing sees the training part only.
 * @param data - `X`, `y`, and `groups` where a splitter needs them; not changed.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if lengths differ, an option is not allowed, or the data cannot be
 *   split; with `errorScore: 'raise'` what a fit or scorer throws, the split named in front.
 *
 * As many fits as splits, one after the other; `crossValidateAsync` uses several threads. Semantics of scikit-learn's
 * `cross_validate`, but an error is one by default.
 *
 * @example
 * ```ts
 * const X = [[1], [2], [3], [4], [5], [6]];
 * const y = [1, 2, 3, 4, 5, 6];
 * const { testScores } = crossValidate(new LinearRegression(), { X, y }, { cv: 3, scoring: 'neg_mean_absolute_error' });
 * testScores['score']; // ≈ Float64Array [0, 0, 0]
 * ```
 */
export function crossValidate<Fitted extends Predictor>(
  estimator: Estimator<Fitted>,
  data: ValidationData,
  options: CrossValidateOptions = {},
): CrossValidation<Fitted> {
  const plan = planCrossValidation(estimator, data, options);
  return plan.assemble(runJob(plan.job, options.onProgress));
}

/** The fits of `crossValidate`, and what they mean together. */
export function planCrossValidation<Fitted extends Predictor>(
  estimator: Estimator<Fitted>,
  data: ValidationData,
  options: CrossValidateOptions,
): FitPlan<CrossValidation<Fitted>, Fitted> {
  checkOptions('crossValidate', options, {
    ...VALIDATION_OPTION_RULES,
    returnTrainScore: VALIDATION_RULES.flag,
    returnEstimator: VALIDATION_RULES.flag,
    returnIndices: VALIDATION_RULES.flag,
  });
  const { scorers } = resolveScoring(options.scoring);
  const { X, y, splits } = planData(data, { who: 'crossValidate', estimator, cv: options.cv });
  const { returnTrainScore = false, returnEstimator = false, returnIndices = false, scoreWeight } = options;
  return {
    job: {
      candidates: [{ estimator, params: {} }],
      ...{ splits, X, y, scorers },
      fitParams: options.fitParams,
      scoreWeight: scoreWeight && checkSampleWeight(scoreWeight, y.length),
      isTrainScored: returnTrainScore,
      isFittedKept: returnEstimator,
      errorScore: options.errorScore ?? 'raise',
      onWarning: options.onWarning,
    },
    assemble: (outcomes) => ({
      testScores: byScorer(scorers, outcomes, ({ testScores }) => testScores),
      trainScores: returnTrainScore ? byScorer(scorers, outcomes, ({ trainScores }) => trainScores) : undefined,
      fitTimeMs: Float64Array.from(outcomes, ({ fitTimeMs }) => fitTimeMs),
      scoreTimeMs: Float64Array.from(outcomes, ({ scoreTimeMs }) => scoreTimeMs),
      estimators: returnEstimator ? outcomes.map(({ fitted }) => fitted) : undefined,
      indices: returnIndices ? splits : undefined,
    }),
  };
}

function byScorer(
  scorers: readonly { readonly name: string }[],
  outcomes: readonly FitOutcome[],
  read: (outcome: FitOutcome) => Float64Array | undefined,
): Record<string, Float64Array> {
  return Object.fromEntries(
    scorers.map(({ name }, k) => [name, Float64Array.from(outcomes, (outcome) => read(outcome)?.[k] ?? NaN)]),
  );
}
