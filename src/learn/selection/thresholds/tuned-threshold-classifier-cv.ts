import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Predictor, Target } from '../../contracts.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import type { Samples } from '../../data/samples.js';
import { takeRows, takeTargets } from '../../data/take-rows.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { ScorerName } from '../../metrics/scoring/get-scorer.js';
import type { Scorer } from '../../metrics/scoring/scorer.js';
import { callFit, type FitData, type FitParams } from '../run/call-fit.js';
import type { FitPlan } from '../run/fit-job.js';
import { planData } from '../run/plan-data.js';
import { runJob } from '../run/run-job.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import { checkSearchEstimator, type SearchFitOptions } from '../search/search-cv.js';
import type { CrossValidator } from '../splits/check-cv.js';
import type { Split } from '../splits/splitter.js';
import { StratifiedShuffleSplit } from '../splits/shuffled/stratified-shuffle-split.js';
import { chooseResponse, RESPONSE_RULE } from './fixed-threshold-classifier.js';
import { FittedThresholdClassifier, type ThresholdResponse } from './fitted-threshold-classifier.js';
import { scoreThresholds } from './score-thresholds.js';
import { interpolate, spread, type ThresholdCurve } from './threshold-curve.js';

const WHO = 'TunedThresholdClassifierCV';

/** Options of `TunedThresholdClassifierCV`. */
export interface TunedThresholdClassifierCVOptions {
  /** A classifier of two classes. */
  readonly estimator: Estimator<Predictor>;
  /** What the threshold shall make as good as can be: a scorer of labels or its name. @default balanced accuracy */
  readonly scoring?: ScorerName | Scorer;
  /** What is compared with the threshold; `'auto'` is the probability, else the decision. @default 'auto' */
  readonly responseMethod?: ThresholdResponse | 'auto';
  /** How many thresholds are tried, evenly over the scores; or the thresholds themselves, ascending. @default 100 */
  readonly thresholds?: number | ArrayLike<number>;
  /** How to split; a share in `(0, 1)` is one stratified split with that part for testing. @default 5 folds, stratified */
  readonly cv?: CrossValidator;
  /** Whether the classifier is fitted on all data; else on the training part of the only split. @default true */
  readonly refit?: boolean;
  /** Seed where `cv` is a share, a whole number from 0 to 2³² − 1. @default a random one */
  readonly randomState?: number;
  /** Whether the scores of all thresholds are kept. @default false */
  readonly storeCvResults?: boolean;
}

/** What the fits on the splits lead to. */
interface ThresholdChoice {
  readonly tried: Float64Array;
  readonly scores: Float64Array;
  /** Position of the best threshold. */
  readonly best: number;
  /** The fit of the first split. */
  readonly first: Predictor;
}

/** The choice of a threshold cut into its fits. */
export interface ThresholdPlan extends FitPlan<ThresholdChoice> {
  /** The classifier and all data; `undefined` with `refit: false`. */
  refitOf(): (FitData & { readonly estimator: Estimator<Predictor>; readonly params: FitParams }) | undefined;
  /** The fitted value, of the classifier that was fitted on all data. */
  decide(choice: ThresholdChoice, refitted: Predictor | undefined): FittedThresholdClassifier;
}

/**
 * A classifier of two classes that decides at the threshold with the best mean score in cross-validation.
 *
 * Semantics of scikit-learn's `TunedThresholdClassifierCV`: the scores of each split are interpolated at common
 * thresholds and averaged; the first best one is taken. `fitAsync` fits on the splits in several threads.
 *
 * @example
 * ```ts
 * const X = Array.from({ length: 40 }, (_, i) => [i % 20]);
 * const y = X.map(([i = 0]) => (i > 16 ? 'rare' : 'common'));
 * const tuned = new TunedThresholdClassifierCV({ estimator: new LogisticRegression({ C: 0.001 }), cv: 2 }).fit(X, y);
 * tuned.predict([[19]]); // ['rare']
 * tuned.threshold < 0.5; // true
 * ```
 */
export class TunedThresholdClassifierCV implements Estimator<FittedThresholdClassifier> {
  readonly estimatorType = 'classifier';
  readonly options: TunedThresholdClassifierCVOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: TunedThresholdClassifierCVOptions) {
    checkSearchEstimator(WHO, options);
    const isList = (value: unknown): boolean =>
      (Array.isArray(value) || ArrayBuffer.isView(value)) && (value as unknown as ArrayLike<unknown>).length > 0;
    checkOptions(WHO, options, {
      estimator: { expected: 'an estimator', accepts: () => true },
      scoring: { expected: 'a scorer or its name', accepts: (value) => ['string', 'function'].includes(typeof value) },
      responseMethod: RESPONSE_RULE,
      thresholds: {
        expected: 'a whole number ≥ 2, or a list of thresholds',
        accepts: (value) => isList(value) || (Number.isSafeInteger(value) && (value as number) >= 2),
      },
      cv: VALIDATION_RULES.cv,
      refit: VALIDATION_RULES.flag,
      randomState: VALIDATION_RULES.seed,
      storeCvResults: VALIDATION_RULES.flag,
    });
    this.options = options;
  }

  /** `groups`, and what the classifier's `fit` takes. */
  get fitOptions(): readonly string[] {
    return ['groups', ...(this.options.estimator.fitOptions ?? [])];
  }

  /**
   * @param X - Shape `[nSamples, nFeatures]`.
   * @param y - Labels of two classes; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are not two classes, the classifier gives all rows one
   *   score, or `refit: false` meets several splits; and what the classifier and the scorer throw.
   */
  fit(X: Samples, y: Target, options: SearchFitOptions = {}): FittedThresholdClassifier {
    const plan = this.plan({ X, y }, options);
    const choice = plan.assemble(runJob(plan.job));
    const refit = plan.refitOf();
    return plan.decide(choice, refit && callFit(refit.estimator, refit, refit.params));
  }

  /** The fits on the splits, and what they mean together; `fit` and `fitAsync` carry it out. Throws as `fit` does. */
  plan({ X, y }: FitData, options: SearchFitOptions = {}): ThresholdPlan {
    const { estimator, refit = true, storeCvResults = false } = this.options;
    const { groups, ...fitParams } = options;
    const data = planData({ X, y, groups }, { who: WHO, estimator: this, cv: this.#splitter() });
    if (!refit && data.splits.length > 1) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${WHO} with refit: false needs one split, got ${data.splits.length}`,
      );
    }
    const { sampleWeight } = fitParams;
    const weights = sampleWeight && checkSampleWeight(sampleWeight, y.length);
    return {
      job: {
        candidates: [{ estimator, params: {} }],
        ...{ ...data, scorers: [], fitParams, errorScore: 'raise', onWarning: undefined },
        scoreWeight: undefined,
        isTrainScored: false,
        isFittedKept: true,
      },
      assemble: (outcomes) => {
        const curves = outcomes.map(({ fitted }, k) => {
          const { testIndices } = data.splits[k] as Split;
          const test = { X: takeRows(data.X, testIndices), y: takeTargets(y, testIndices) };
          return scoreThresholds(
            fitted as Predictor,
            { ...test, sampleWeight: weights && takeTargets(weights, testIndices) },
            this.options,
          );
        });
        return { ...this.#chooseOf(curves), first: outcomes[0]?.fitted as Predictor };
      },
      refitOf: () => (refit ? { X, y, estimator, params: fitParams } : undefined),
      decide: ({ tried, scores, best, first }, refitted) => {
        const final = refitted ?? first;
        return new FittedThresholdClassifier({
          estimator: final,
          threshold: tried[best] as number,
          posLabel: final.classes?.[1] as Label,
          responseMethod: chooseResponse(final, this.options.responseMethod),
          bestScore: scores[best],
          cvResults: storeCvResults ? { thresholds: tried, scores } : undefined,
        });
      },
    };
  }

  #chooseOf(curves: readonly ThresholdCurve[]): Omit<ThresholdChoice, 'first'> {
    const { thresholds = 100 } = this.options;
    const tried =
      typeof thresholds === 'number'
        ? spread(
            curves.flatMap((curve) => [...curve.thresholds]),
            thresholds,
          )
        : Float64Array.from(thresholds);
    const scores = interpolate(tried, curves);
    const best = scores.reduce((k, score, i) => (score > (scores[k] as number) ? i : k), 0);
    return { tried, scores, best };
  }

  #splitter(): CrossValidator | undefined {
    const { cv, randomState } = this.options;
    if (typeof cv !== 'number' || cv <= 0 || cv >= 1) return cv;
    return new StratifiedShuffleSplit({ nSplits: 1, testSize: cv, ...(randomState !== undefined && { randomState }) });
  }
}
