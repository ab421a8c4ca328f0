import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator } from '../../contracts.js';
import { compareLabels } from '../../data/labels/labels.js';
import type { Samples } from '../../data/samples.js';
import { mean, median } from '../../math/sums/statistics.js';
import { columnLabel } from '../common/names/feature-names.js';
import { readTable } from '../common/input.js';
import { isMissing, refuseUnmarked } from '../common/missing.js';
import type { OnWarning } from '../common/warning.js';
import { FittedSimpleImputer } from './fitted-simple-imputer.js';

const WHO = 'SimpleImputer';

/** What missing values are replaced with. */
export type ImputerStrategy = 'mean' | 'median' | 'mostFrequent' | 'constant';

const STRATEGIES: readonly ImputerStrategy[] = ['mean', 'median', 'mostFrequent', 'constant'];

/** Options of `SimpleImputer`. */
export interface SimpleImputerOptions {
  /**
   * `mean` and `median` of the column, for numbers only; its `mostFrequent` value, the smallest of those that are
   * equally frequent; or the `constant` `fillValue`.
   * @default 'mean'
   */
  readonly strategy?: ImputerStrategy;
  /** The constant, of the columns' type. @default 0 for numbers, 'missing_value' for strings */
  readonly fillValue?: number | string | undefined;
  /** What stands for a missing value; where it is set, NaN and `null` are refused. @default NaN and `null` */
  readonly missingValues?: number | string | undefined;
  /** Whether to append a column of 0 and 1 for each column that had missing values when fitting. @default false */
  readonly addIndicator?: boolean;
  /**
   * Whether a column without any value when fitting is kept, filled with 0 (or with `fillValue` for `constant`).
   * Otherwise it is left out of the output, with a warning.
   * @default false
   */
  readonly keepEmptyFeatures?: boolean;
  /** Takes the warning when fitting. @default none */
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Replaces missing values by a statistic of their column.
 *
 * Numbers give a matrix; where a column holds strings the output is a table. Semantics of scikit-learn's
 * `SimpleImputer`, except that each column has its own type (numbers or strings), as in a data frame, and that the
 * warning about empty columns comes once, from `fit`.
 *
 * @example
 * ```ts
 * const imputer = new SimpleImputer({ strategy: 'median' }).fit([[1], [null], [4]]);
 * imputer.transform([[null]]); // 1 × 1 matrix of 2.5
 * ```
 */
export class SimpleImputer implements Estimator<FittedSimpleImputer> {
  readonly options: SimpleImputerOptions;
  readonly #strategy: ImputerStrategy;
  readonly #fillValue: number | string | undefined;
  readonly #missingValues: number | string | undefined;
  readonly #addIndicator: boolean;
  readonly #keepEmptyFeatures: boolean;
  readonly #onWarning: OnWarning | undefined;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: SimpleImputerOptions = {}) {
    checkOptionNames(WHO, options, [
      'strategy',
      'fillValue',
      'missingValues',
      'addIndicator',
      'keepEmptyFeatures',
      'onWarning',
    ]);
    const { strategy = 'mean', fillValue, missingValues, addIndicator = false, keepEmptyFeatures = false } = options;
    const fail = (message: string): never => {
      throw new ModelMountError('INVALID_ARGUMENT', message);
    };
    if (!STRATEGIES.includes(strategy)) {
      fail(`strategy of ${WHO} must be ${STRATEGIES.join(', ')}; got ${show(strategy)}`);
    }
    for (const [name, value] of Object.entries({ fillValue, missingValues })) {
      if (value !== undefined && typeof value !== 'string' && !Number.isFinite(value)) {
        fail(`${name} of ${WHO} must be a finite number or a string, got ${show(value)}`);
      }
    }
    for (const [name, value] of Object.entries({ addIndicator, keepEmptyFeatures })) {
      if (typeof value !== 'boolean') fail(`${name} of ${WHO} must be true or false, got ${show(value)}`);
    }
    this.options = options;
    this.#strategy = strategy;
    this.#fillValue = fillValue;
    this.#missingValues = missingValues;
    this.#addIndicator = addIndicator;
    this.#keepEmptyFeatures = keepEmptyFeatures;
    this.#onWarning = options.onWarning;
  }

  /**
   * @param X - Numbers or strings, with missing values; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty or holds an infinity, or a column's type does not fit
   *   the strategy or the fill value.
   */
  fit(X: Samples): FittedSimpleImputer {
    const table = readTable(X, WHO);
    refuseUnmarked(table, this.#missingValues, { code: 'INVALID_ARGUMENT', who: WHO });
    const present = table.columns.map((column) =>
      Array.from(column as ArrayLike<number | string | null>).filter((value) => !isMissing(value, this.#missingValues)),
    );
    const statistics = present.map((values, j) => {
      const isStrings = (table.columns[j] as readonly unknown[]).some((value) => typeof value === 'string');
      return this.#statistic(values, isStrings, show(columnLabel(table.names, j)));
    });
    this.#warn(statistics.flatMap((statistic, j) => (statistic === null ? [columnLabel(table.names, j)] : [])));
    return new FittedSimpleImputer({
      statistics,
      missingValues: this.#missingValues,
      indicatorFeatures: this.#addIndicator
        ? present.flatMap((values, j) => (values.length < table.nRows ? [j] : []))
        : undefined,
      featureNames: table.names,
    });
  }

  #statistic(values: readonly unknown[], isStrings: boolean, label: string): number | string | null {
    const strategy = this.#strategy;
    const isEmpty = values.length === 0;
    if (isStrings && (strategy === 'mean' || strategy === 'median')) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `column ${label} holds strings, which have no ${strategy}; use strategy mostFrequent or constant for it`,
      );
    }
    if (isEmpty && !this.#keepEmptyFeatures) return null;
    if (strategy === 'constant') return this.#constant({ isStrings, isEmpty, label });
    if (isEmpty) return 0;
    if (strategy === 'mostFrequent') return withoutNegativeZero(mostFrequent(values as (number | string)[]));
    return withoutNegativeZero((strategy === 'mean' ? mean : median)(values as number[]));
  }

  #constant({ isStrings, isEmpty, label }: { isStrings: boolean; isEmpty: boolean; label: string }): number | string {
    const fillValue = this.#fillValue ?? (isStrings ? 'missing_value' : 0);
    if ((typeof fillValue === 'string') !== isStrings && !(isEmpty && !isStrings)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `column ${label} holds ${isStrings ? 'strings' : 'numbers'}, but fillValue of ${WHO} is ${show(fillValue)}; use an imputer for each type`,
      );
    }
    return withoutNegativeZero(fillValue);
  }

  #warn(columns: readonly (string | number)[]): void {
    if (columns.length === 0) return;
    const message = `columns ${columns.slice(0, 5).map(show).join(', ')} have no value to impute from and are left out of the output; keepEmptyFeatures keeps them`;
    this.#onWarning?.({ code: 'emptyFeature', message, columns });
  }
}

// JSON has no negative zero, and a statistic of strings could be the text that elsewhere stands for it.
function withoutNegativeZero<T>(value: T): T | 0 {
  return value === 0 ? 0 : value;
}

/** The value that occurs most often; the smallest of several. */
function mostFrequent<T extends number | string>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].reduce((a, b) =>
    b[1] > a[1] || (b[1] === a[1] && compareLabels(b[0], a[0]) < 0) ? b : a,
  );
  return best;
}
