import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Predictor, Target } from '../../contracts.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import type { Samples } from '../../data/samples.js';
import { takeRows, takeTargets } from '../../data/take-rows.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { balancedAccuracyScore } from '../../metrics/classification/agreement/balanced-accuracy-score.js';
import { getScorer, type ScorerName } from '../../metrics/scoring/get-scorer.js';
import { makeScorer } from '../../metrics/scoring/make-scorer.js';
import type { Scorer } from '../../metrics/scoring/scorer.js';
import { callFit } from '../run/call-fit.js';
import { planData } from '../run/plan-data.js';
import { takeParams } from '../run/run-task.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import { checkSearchEstimator, type SearchFitOptions } from '../search/search-cv.js';
import type { CrossValidator } from '../splits/check-cv.js';
import { StratifiedShuffleSplit } from '../splits/shuffled/stratified-shuffle-split.js';
import { chooseResponse, RESPONSE_RULE } from './fixed-threshold-classifier.js';
import {
  FittedThresholdClassifier,
  labelsAt,
  positiveScores,
  type ThresholdResponse,
} from './fitted-threshold-classifier.js';
import { interpolate, isConstant, spread } from './threshold-curve.js';

const WHO = 'TunedThresholdClassifierCV';

/** Options of `TunedThresholdClassifierCV`. */
export interface TunedThresholdClassifierCVOptions {
  /** A classifier of two classes. */
  readonly estimator: Estimator<Predictor>;
  /** What the threshold shall make as good as can be: a scorer of labels or its name. @default balanced accuracy */
  readonly scoring?: ScorerName | Scorer;
  /** What is compared with the threshold. @default the probability, else the decision */
  readonly responseMethod?: ThresholdResponse;
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

/**
 * A classifier of two classes that decides at the threshold with the best mean score in cross-validation.
 *
 * Semantics of scikit-learn's `TunedThresholdClassifierCV`: the scores of each split are interpolated at common
 * thresholds and averaged; the first best one is taken.
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
    const { estimator, refit = true, thresholds = 100, storeCvResults = false } = this.options;
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
    const fits = data.splits.map(({ trainIndices, testIndices }) => {
      const train = { X: takeRows(data.X, trainIndices), y: takeTargets(y, trainIndices) };
      const fitted = callFit(estimator, train, takeParams({ X: data.X, fitParams }, trainIndices));
      const test = { X: takeRows(data.X, testIndices), y: takeTargets(y, testIndices) };
      return { fitted, curve: this.#curveOf(fitted, test, weights && takeTargets(weights, testIndices)) };
    });
    const curves = fits.map(({ curve }) => curve);
    const tried =
      typeof thresholds === 'number'
        ? spread(
            curves.flatMap((curve) => [...curve.thresholds]),
            thresholds,
          )
        : Float64Array.from(thresholds);
    const scores = interpolate(tried, curves);
    const best = scores.reduce((k, score, i) => (score > (scores[k] as number) ? i : k), 0);
    const final = refit ? callFit(estimator, { X, y }, fitParams) : (fits[0]?.fitted as Predictor);
    return new FittedThresholdClassifier({
      estimator: final,
      threshold: tried[best] as number,
      posLabel: final.classes?.[1] as Label,
      responseMethod: chooseResponse(final, this.options.responseMethod),
      bestScore: scores[best],
      cvResults: storeCvResults ? { thresholds: tried, scores } : undefined,
    });
  }

  #splitter(): CrossValidator | undefined {
    const { cv, randomState } = this.options;
    if (typeof cv !== 'number' || cv <= 0 || cv >= 1) return cv;
    return new StratifiedShuffleSplit({ nSplits: 1, testSize: cv, ...(randomState !== undefined && { randomState }) });
  }

  /** The scores of the labels that each threshold makes. */
  #curveOf(
    fitted: Predictor,
    { X, y }: { readonly X: Samples; readonly y: Target },
    sampleWeight: Float64Array | undefined,
  ): { readonly thresholds: Float64Array; readonly scores: Float64Array } {
    const { scoring = makeScorer(balancedAccuracyScore), thresholds: wanted = 100 } = this.options;
    const classes = fitted.classes ?? [];
    if (classes.length !== 2) {
      throw new ModelMountError('INVALID_ARGUMENT', `${WHO} needs two classes in y, got ${classes.length}`);
    }
    const posLabel = classes[1] as Label;
    const responseMethod = chooseResponse(fitted, this.options.responseMethod);
    const response = positiveScores(fitted, X, { posLabel, responseMethod });
    const thresholds = typeof wanted === 'number' ? spread(response, wanted) : Float64Array.from(wanted);
    if (isConstant(thresholds)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `the classifier gives all rows one score: ${WHO} finds no threshold`,
      );
    }
    const scorer = getScorer(scoring);
    const { kind, nFeatures, featureNames } = fitted;
    const scores = thresholds.map((threshold) => {
      const predict = (): Label[] => labelsAt(response, threshold, { classes, posLabel });
      const decided: Predictor = { kind, nFeatures, featureNames, classes, predict, toJSON: () => fitted.toJSON() };
      return scorer(decided, X, y, sampleWeight === undefined ? {} : { sampleWeight });
    });
    return { thresholds, scores };
  }
}
