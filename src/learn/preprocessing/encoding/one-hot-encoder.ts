import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import {
  fitCategories,
  groupCategories,
  resolveCategoryOptions,
  type Category,
  type CategoryOptions,
  type ColumnCategories,
  type ResolvedCategoryOptions,
} from '../common/categories.js';
import { readTable } from '../common/input.js';
import type { OnWarning } from '../common/warning.js';
import { FittedOneHotEncoder } from './fitted-one-hot-encoder.js';
import { HANDLE_UNKNOWN, type HandleUnknown } from './one-hot-outputs.js';

const WHO = 'OneHotEncoder';

/** Options of `OneHotEncoder`. */
export interface OneHotEncoderOptions extends CategoryOptions {
  /**
   * Which category of a column gets no output column: `first`, the first; `ifBinary`, the first where there are
   * just two; or one per column. Infrequent categories count as one, in the last place.
   * @default none
   */
  readonly drop?: 'first' | 'ifBinary' | readonly Category[] | undefined;
  /**
   * What a value that was not there when fitting becomes. `error`: an error. `ignore`: zeros in all columns.
   * `infrequentIfExist`: the infrequent category, or zeros where there is none. `warn`: the same with a warning.
   * With `drop`, zeros are also what the dropped category is, so there is a warning.
   * @default 'error'
   */
  readonly handleUnknown?: HandleUnknown;
  /**
   * Whether `transform` gives a `SparseMatrix`, which keeps one number per cell of `X`: for columns of hundreds of
   * categories or more, where almost all of a dense matrix would be zeros.
   * @default false
   */
  readonly sparseOutput?: boolean;
  /** Takes warnings of the fitted encoder. @default none */
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Turns each categorical column into one column of 0 and 1 per category.
 *
 * Strings, numbers and missing values (a category of their own, the last) are encoded; the categories of a column
 * are sorted. Gives a dense matrix of `nSamples` × all categories unless asked for a sparse one. Semantics and feature
 * names of scikit-learn's `OneHotEncoder`, whose output is sparse by default; a whole number in a name has no decimal
 * point.
 *
 * @example
 * ```ts
 * const encoder = new OneHotEncoder({ handleUnknown: 'ignore' }).fit([{ plan: 'basic' }, { plan: 'pro' }]);
 * encoder.featureNamesOut(); // ['plan_basic', 'plan_pro']
 * encoder.transform([{ plan: 'pro' }, { plan: 'free' }]).toRows(); // [[0, 1], [0, 0]]
 * ```
 */
export class OneHotEncoder<const Sparse extends boolean = false> implements Estimator<FittedOneHotEncoder<Sparse>> {
  readonly options: OneHotEncoderOptions & { readonly sparseOutput?: Sparse };
  readonly #categories: ResolvedCategoryOptions;
  readonly #drop: 'first' | 'ifBinary' | readonly Category[] | undefined;
  readonly #handleUnknown: HandleUnknown;
  readonly #sparseOutput: Sparse;
  readonly #onWarning: OnWarning | undefined;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: OneHotEncoderOptions & { readonly sparseOutput?: Sparse } = {}) {
    checkOptionNames(WHO, options, [
      'categories',
      'drop',
      'handleUnknown',
      'minFrequency',
      'maxCategories',
      'sparseOutput',
      'onWarning',
    ]);
    const { drop, handleUnknown = 'error', sparseOutput = false, onWarning } = options;
    if (!HANDLE_UNKNOWN.includes(handleUnknown)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `handleUnknown of ${WHO} must be ${HANDLE_UNKNOWN.join(', ')}; got ${show(handleUnknown)}`,
      );
    }
    if (drop !== undefined && drop !== 'first' && drop !== 'ifBinary' && !Array.isArray(drop)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `drop of ${WHO} must be first, ifBinary or one category per column; got ${show(drop)}`,
      );
    }
    if (typeof sparseOutput !== 'boolean') {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `sparseOutput of ${WHO} must be true or false, got ${show(sparseOutput)}`,
      );
    }
    this.options = options;
    this.#sparseOutput = sparseOutput as Sparse;
    this.#categories = resolveCategoryOptions(options, WHO);
    this.#drop = drop;
    this.#handleUnknown = handleUnknown;
    this.#onWarning = onWarning;
  }

  /**
   * @param X - Strings, numbers or missing values; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty or holds an infinity, a given category list does not
   *   fit its column, or a category to drop is not there or infrequent.
   */
  fit(X: Samples): FittedOneHotEncoder<Sparse> {
    const table = readTable(X, WHO);
    const refusesUnknown = this.#handleUnknown === 'error';
    const columns = fitCategories(table, { ...this.#categories, who: WHO, refusesUnknown, countsMissing: true });
    if (Array.isArray(this.#drop) && this.#drop.length !== columns.length) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `drop of ${WHO} must have one category for each of ${columns.length} columns, got ${this.#drop.length}`,
      );
    }
    return new FittedOneHotEncoder({
      columns: columns.map((column, j) => ({ ...column, drop: this.#dropPosition(column, j) })),
      handleUnknown: this.#handleUnknown,
      sparseOutput: this.#sparseOutput,
      featureNames: table.names,
      onWarning: this.#onWarning,
    });
  }

  #dropPosition(column: ColumnCategories, j: number): number | undefined {
    const drop = this.#drop;
    if (drop === undefined) return undefined;
    if (drop === 'first' || drop === 'ifBinary') {
      const { codes, groups } = groupCategories(column);
      if (drop === 'ifBinary' && groups.length !== 2) return undefined;
      return column.categories.findIndex((category) => codes.get(category) === 0);
    }
    const position = column.categories.indexOf(drop[j] as Category);
    if (position === -1 || column.infrequent.includes(position)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `cannot drop category ${show(drop[j])} of column ${j}: it ${position === -1 ? 'was not seen' : 'is infrequent'}`,
      );
    }
    return position;
  }
}
