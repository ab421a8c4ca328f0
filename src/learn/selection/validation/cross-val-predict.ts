import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Predictor } from '../../contracts.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { sortedLabels } from '../../data/labels/labels.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { Matrix } from '../../math/matrix.js';
import type { ResponseMethod } from '../../metrics/scoring/scorer.js';
import type { FitParams } from '../run/call-fit.js';
import type { FitPlan, FitResponse } from '../run/fit-job.js';
import { planData, type PlannedData, type ValidationData } from '../run/plan-data.js';
import { runJob } from '../run/run-job.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import type { OnSelectionWarning } from '../selection-warning.js';
import type { CrossValidator } from '../splits/check-cv.js';
import { alignClasses } from './align-classes.js';

const METHODS: readonly ResponseMethod[] = ['predict', 'predictProba', 'decisionFunction'];

/** Options of `crossValPredict`. */
export interface CrossValPredictOptions<Method extends ResponseMethod = ResponseMethod> {
  /** What each fit is asked for: `predict`, `predictProba` or `decisionFunction`. @default 'predict' */
  readonly method?: Method;
  /** How to split; each row must be tested once. @default 5 folds, stratified for a classifier */
  readonly cv?: CrossValidator;
  /** What `fit` takes beside the data; lists of one element per row are cut to its rows. @default none */
  readonly fitParams?: FitParams;
  /** Told where a part that was fitted on lacks a class. @default nothing */
  readonly onWarning?: OnSelectionWarning;
}

/** What a method gives: labels or numbers, one column per class, or decisions. */
export type ResponseOf<Fitted extends Predictor, Method extends ResponseMethod> = Method extends 'predict'
  ? ReturnType<Fitted['predict']>
  : Method extends 'predictProba'
    ? Matrix
    : Float64Array | Matrix;

/**
 * A prediction for each row by a fit that has not seen it, in the order of the rows.
 *
 * To draw a curve over all samples, or to train another model on. It is not a way to score: the mean of the folds'
 * scores (`crossValidate`) says how good a model is.
 *
 * Probabilities and decisions have one column per class of `y`, in order. Where a fit did not see a class, its
 * probability is 0 and its decision the lowest number there is.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if the splits do not test each row once, the fitted value lacks the
 *   method, or a fit did not see a class where decisions are of two; and what fit and method throw.
 *
 * Semantics of scikit-learn's `cross_val_predict`.
 *
 * @example
 * ```ts
 * const data = { X: [[1], [2], [3], [4]], y: [2, 4, 6, 8] };
 * crossValPredict(new LinearRegression(), data, { cv: 2 }); // ≈ Float64Array [2, 4, 6, 8]
 * ```
 */
export function crossValPredict<Fitted extends Predictor, Method extends ResponseMethod = 'predict'>(
  estimator: Estimator<Fitted>,
  data: ValidationData,
  options: CrossValPredictOptions<Method> = {},
): ResponseOf<Fitted, Method> {
  const plan = planCrossValPredict(estimator, data, options);
  return plan.assemble(runJob(plan.job)) as ResponseOf<Fitted, Method>;
}

/** The fits of `crossValPredict`, and what they mean together. */
export function planCrossValPredict<Fitted extends Predictor>(
  estimator: Estimator<Fitted>,
  data: ValidationData,
  options: CrossValPredictOptions,
): FitPlan<Response, Fitted> {
  checkOptions('crossValPredict', options, {
    method: { expected: METHODS.join(', '), accepts: (value) => METHODS.includes(value as ResponseMethod) },
    cv: VALIDATION_RULES.cv,
    fitParams: VALIDATION_RULES.fitParams,
    onWarning: VALIDATION_RULES.listener,
  });
  const { method = 'predict', cv, fitParams, onWarning } = options;
  const planned = planData(data, { who: 'crossValPredict', estimator, cv });
  checkPartition(planned);
  const classes = method === 'predict' ? [] : sortedLabels(checkLabels(planned.y, 'y'));
  return {
    job: {
      candidates: [{ estimator, params: {} }],
      ...{ ...planned, scorers: [], fitParams, onWarning, responseMethod: method },
      scoreWeight: undefined,
      isTrainScored: false,
      isFittedKept: false,
      errorScore: 'raise',
    },
    assemble: (outcomes) =>
      join(
        outcomes.map(({ response }, split) => {
          const { values, classes: seen = [] } = response as FitResponse;
          if (method === 'predict') return values;
          return alignClasses(values as Float64Array | Matrix, { seen, classes, method, split, onWarning });
        }),
        planned,
      ),
  };
}

type Response = FitResponse['values'];

function checkPartition({ y, splits }: PlannedData): void {
  const counts = new Int32Array(y.length);
  for (const { testIndices } of splits) for (const i of testIndices) counts[i] = (counts[i] as number) + 1;
  const wrong = counts.findIndex((count) => count !== 1);
  if (wrong === -1) return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `crossValPredict needs splits that test each row once; row ${wrong} is tested ${counts[wrong]} times; use folds, such as KFold`,
  );
}

/** The parts, each row where it came from. */
function join(parts: readonly Response[], { y, splits }: PlannedData): Response {
  const [first] = parts;
  if (first instanceof Matrix) {
    const joined = new Matrix(y.length, first.nColumns);
    parts.forEach((part, k) => {
      splits[k]?.testIndices.forEach((i, row) => joined.data.set((part as Matrix).row(row), i * first.nColumns));
    });
    return joined;
  }
  const joined = first instanceof Float64Array ? new Float64Array(y.length) : new Array<Label>(y.length);
  parts.forEach((part, k) => {
    splits[k]?.testIndices.forEach((i, row) => (joined[i] = (part as Label[])[row] as never));
  });
  return joined;
}
