import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Estimator, Predictor, Target } from '../../contracts.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { checkOptionsObject } from '../../../core/options.js';
import type { Samples } from '../../data/samples.js';
import type { OptionRule } from '../../estimators/common/check-options.js';
import { callFit, type FitData, type FitParams } from '../run/call-fit.js';
import type { ErrorScore, FitPlan, FitProgress, NamedScorer } from '../run/fit-job.js';
import { checkEstimator, planData } from '../run/plan-data.js';
import { resolveScoring, type Scoring } from '../run/resolve-scoring.js';
import { runJob } from '../run/run-job.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import type { OnSelectionWarning } from '../selection-warning.js';
import type { CrossValidator } from '../splits/check-cv.js';
import type { Groups } from '../splits/splitter.js';
import { withOptions, type OptionChanges } from '../with-options.js';
import { chooseBest, checkRefit, type Refit } from './choose-best.js';
import { FittedSearchCV, type SearchChoice } from './fitted-search-cv.js';
import { makeSearchResults } from './search-results.js';

/** Options that every search has. */
export interface SearchOptions<Fitted extends Predictor = Predictor> {
  /** What is searched for the best options of. */
  readonly estimator: Estimator<Fitted>;
  /** How to score. @default accuracy of a classifier, R² of a regressor */
  readonly scoring?: Scoring;
  /** How to split: a number of folds, a splitter, or a list of splits. @default 5, stratified for a classifier */
  readonly cv?: CrossValidator;
  /**
   * Whether the best is fitted on all data. With several scorers the name of the one that says which is best, or
   * `false`. A function chooses: it takes the results and gives the position of the best. @default true
   */
  readonly refit?: Refit;
  /**
   * What to do where a fit fails or a score has no value: `'raise'` the error, or go on with this number in place of
   * the score (`NaN`, mostly) and tell `onWarning`. @default 'raise'
   */
  readonly errorScore?: ErrorScore;
  /** Whether the training parts are scored too. @default false */
  readonly returnTrainScore?: boolean;
  /** Told after each fit; what it throws ends the search. @default nothing */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Told what went wrong where `errorScore` is a number. @default nothing */
  readonly onWarning?: OnSelectionWarning;
}

/** The rules of `SearchOptions`. */
export const SEARCH_RULES: { readonly [Name in keyof Required<SearchOptions>]: OptionRule } = {
  estimator: { expected: 'an estimator', accepts: () => true },
  scoring: VALIDATION_RULES.scoring,
  cv: VALIDATION_RULES.cv,
  refit: {
    expected: 'true, false, the name of a scorer, or a function',
    accepts: (value) => ['boolean', 'string', 'function'].includes(typeof value),
  },
  errorScore: VALIDATION_RULES.errorScore,
  returnTrainScore: VALIDATION_RULES.flag,
  onProgress: VALIDATION_RULES.listener,
  onWarning: VALIDATION_RULES.listener,
};

/** What a search's `fit` takes beside the data; all but `groups` goes on to the estimator's `fit`. */
export interface SearchFitOptions {
  /** What each sample belongs with, for splitters that do not tear groups apart; shape `[nSamples]`. */
  readonly groups?: Groups;
  /** Weights of the samples, for `fit` and for the scorers; shape `[nSamples]`. @default all 1 */
  readonly sampleWeight?: ArrayLike<number>;
  readonly [name: string]: unknown;
}

/** A search cut into its fits. */
export interface SearchPlan<Fitted extends Predictor> extends FitPlan<SearchChoice, Fitted> {
  /** The best candidate and all data; `undefined` with `refit: false`. */
  refitOf(
    choice: SearchChoice,
  ): (FitData & { readonly estimator: Estimator<Fitted>; readonly params: FitParams }) | undefined;
  /** What scores the best. */
  readonly scorer: NamedScorer;
}

/** What searches have in common: each candidate is cross-validated, and the best is fitted on all data. */
export abstract class SearchCV<Fitted extends Predictor> implements Estimator<FittedSearchCV<Fitted>> {
  abstract readonly options: SearchOptions<Fitted>;

  /** What the estimator says of itself. */
  get estimatorType(): 'classifier' | 'regressor' | undefined {
    return this.options.estimator.estimatorType;
  }

  /** `groups`, and what the estimator's `fit` takes. */
  get fitOptions(): readonly string[] {
    return ['groups', ...(this.options.estimator.fitOptions ?? [])];
  }

  /**
   * Tries all candidates on all splits, one after the other; `fitAsync` uses several threads.
   *
   * @param X - Shape `[nSamples, nFeatures]`.
   * @param y - Shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT`, before the first fit, for an option that the estimator does not have
   *   or a value that it does not allow, and if the data cannot be split; with `errorScore: 'raise'` what a fit or
   *   scorer throws, the candidate and split named in front.
   */
  fit(X: Samples, y: Target, options: SearchFitOptions = {}): FittedSearchCV<Fitted> {
    const plan = this.plan({ X, y }, options);
    const choice = plan.assemble(runJob(plan.job, this.options.onProgress));
    const refit = plan.refitOf(choice);
    const start = performance.now();
    const bestEstimator = refit && callFit(refit.estimator, refit, refit.params);
    const refitTimeMs = refit && performance.now() - start;
    return new FittedSearchCV({ ...choice, bestEstimator, refitTimeMs, scorer: plan.scorer });
  }

  /** The fits of the search, and what they mean together; `fit` and `fitAsync` carry it out. Throws as `fit` does. */
  plan({ X, y }: FitData, options: SearchFitOptions = {}): SearchPlan<Fitted> {
    const { estimator, cv, errorScore = 'raise', returnTrainScore = false, refit = true, onWarning } = this.options;
    const who = this.constructor.name;
    const { groups, ...fitParams } = options;
    const { scorers, isMulti } = resolveScoring(this.options.scoring);
    checkRefit(refit, isMulti ? scorers.map(({ name }) => name) : undefined);
    const data = planData({ X, y, groups }, { who, estimator, cv });
    const params = this.candidates();
    const estimators = params.map((changes) => withOptions(estimator, changes));
    const { sampleWeight } = fitParams;
    const scorer = scorers.find(({ name }) => name === refit) ?? scorers[0];
    return {
      job: {
        candidates: estimators.map((candidate, k) => ({ estimator: candidate, params: params[k] ?? {} })),
        ...{ ...data, scorers, fitParams, errorScore, onWarning },
        scoreWeight: sampleWeight && checkSampleWeight(sampleWeight, y.length),
        isTrainScored: returnTrainScore,
        isFittedKept: false,
      },
      assemble: (outcomes) => {
        const cvResults = makeSearchResults(outcomes, { params, scorers, isTrainScored: returnTrainScore });
        return { cvResults, nSplits: data.splits.length, ...chooseBest(cvResults, refit, isMulti) };
      },
      refitOf: ({ bestIndex }) =>
        refit === false || bestIndex === undefined
          ? undefined
          : { X, y, estimator: estimators[bestIndex] as Estimator<Fitted>, params: fitParams },
      scorer,
    };
  }

  /** What to try. */
  protected abstract candidates(): readonly OptionChanges[];
}

/** `INVALID_ARGUMENT` unless there is an estimator. */
export function checkSearchEstimator(who: string, options: { readonly estimator?: unknown } = {}): void {
  checkOptionsObject(who, options);
  const { estimator } = options;
  if (estimator === undefined) {
    throw new ModelMountError('INVALID_ARGUMENT', `${who} needs the option estimator, got ${show(estimator)}`);
  }
  checkEstimator(who, estimator);
}
