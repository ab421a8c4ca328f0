import type { Predictor } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import type { OptionChanges } from '../with-options.js';
import { sampleParameters, type ParamDistributions } from './sample-parameters.js';
import { checkSearchEstimator, SEARCH_RULES, SearchCV, type SearchOptions } from './search-cv.js';

/** Options of `RandomizedSearchCV`. */
export interface RandomizedSearchCVOptions<Fitted extends Predictor = Predictor> extends SearchOptions<Fitted> {
  /** What to draw each option from: a list of values or a distribution, such as `loguniform(0.01, 100)`. */
  readonly paramDistributions: ParamDistributions;
  /** How many combinations are tried, at least 1. @default 10 */
  readonly nIter?: number;
  /** Seed, a whole number from 0 to 2³² − 1: the same one tries the same candidates. @default a random one */
  readonly randomState?: number;
}

/**
 * Tries combinations of options drawn at random by cross-validation, and fits the best on all data.
 *
 * For the same number of fits it finds better values than a grid where only some of the options matter (Bergstra &
 * Bengio 2012). Semantics of scikit-learn's `RandomizedSearchCV`, draw by draw; see `GridSearchCV` for what differs.
 *
 * @example
 * ```ts
 * const search = new RandomizedSearchCV({
 *   estimator: new Ridge(),
 *   paramDistributions: { alpha: loguniform(0.001, 1000) },
 *   scoring: 'neg_mean_absolute_error',
 *   ...{ nIter: 4, randomState: 0, cv: 2 },
 * });
 * search.fit([[1], [2], [3], [4]], [2, 4, 6, 8]).cvResults.params.length; // 4
 * ```
 */
export class RandomizedSearchCV<Fitted extends Predictor = Predictor> extends SearchCV<Fitted> {
  override readonly options: RandomizedSearchCVOptions<Fitted>;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: RandomizedSearchCVOptions<Fitted>) {
    super();
    checkSearchEstimator('RandomizedSearchCV', options);
    checkOptions('RandomizedSearchCV', options, {
      ...SEARCH_RULES,
      paramDistributions: { expected: 'values or distributions by option', accepts: () => true },
      nIter: VALIDATION_RULES.count,
      randomState: VALIDATION_RULES.seed,
    });
    // Says at once what is wrong with the space, and draws nothing that counts.
    sampleParameters(options.paramDistributions, { nIter: 1, randomState: 0 });
    this.options = options;
  }

  protected override candidates(): readonly OptionChanges[] {
    const { paramDistributions, nIter = 10, randomState, onWarning } = this.options;
    return sampleParameters(paramDistributions, {
      nIter,
      ...(randomState !== undefined && { randomState }),
      ...(onWarning !== undefined && { onWarning }),
    });
  }
}
