import type { Predictor } from '../../contracts.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { OptionChanges } from '../with-options.js';
import { ParameterGrid, type ParamGrid } from './parameter-grid.js';
import { checkSearchEstimator, SEARCH_RULES, SearchCV, type SearchOptions } from './search-cv.js';

/** Options of `GridSearchCV`. */
export interface GridSearchCVOptions<Fitted extends Predictor = Predictor> extends SearchOptions<Fitted> {
  /** Values to try by option; `step__option` is that of a part. A list is several grids, one after the other. */
  readonly paramGrid: ParamGrid;
}

/**
 * Tries every combination of some options by cross-validation, and fits the best on all data.
 *
 * A search is an estimator: cross-validate it, and the score is of the whole procedure, its choice included (nested
 * cross-validation), where `bestScore` is that of the luckiest candidate.
 *
 * Semantics of scikit-learn's `GridSearchCV`, but an error is one by default, and every candidate is made before the
 * first fit, so that a misspelt option does not cost an hour.
 *
 * @example
 * ```ts
 * const search = new GridSearchCV({
 *   estimator: new Ridge(),
 *   paramGrid: { alpha: [0, 10, 100] },
 *   scoring: 'neg_mean_absolute_error',
 *   cv: 2,
 * });
 * const { bestParams } = search.fit([[1], [2], [3], [4]], [2, 4, 6, 8]);
 * bestParams; // { alpha: 0 }
 * ```
 */
export class GridSearchCV<Fitted extends Predictor = Predictor> extends SearchCV<Fitted> {
  override readonly options: GridSearchCVOptions<Fitted>;
  readonly #grid: ParameterGrid;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: GridSearchCVOptions<Fitted>) {
    super();
    checkSearchEstimator('GridSearchCV', options);
    checkOptions('GridSearchCV', options, {
      ...SEARCH_RULES,
      paramGrid: { expected: 'values by option', accepts: () => true },
    });
    this.options = options;
    this.#grid = new ParameterGrid(options.paramGrid);
  }

  protected override candidates(): readonly OptionChanges[] {
    return [...this.#grid];
  }
}
