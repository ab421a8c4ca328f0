import type { Estimator, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { readTable } from '../common/input.js';
import { refuseUnmarked } from '../common/missing.js';
import { readFinite } from '../common/numbers.js';
import { FittedMissingIndicator, isMarker, type MissingIndicatorState } from './fitted-missing-indicator.js';
import { firstMissing, missingOf } from './find-missing.js';

const WHO = 'MissingIndicator';

/** Options of `MissingIndicator`. */
export interface MissingIndicatorOptions {
  /** What stands for a missing value; where it is set, NaN and `null` are refused. @default NaN and `null` */
  readonly missingValues?: number | string | undefined;
  /** Which columns have an indicator: those with missing values when fitting, or all. @default 'missingOnly' */
  readonly features?: 'missingOnly' | 'all';
  /** Whether a missing value in a column that had none when fitting is an error, with `missingOnly`. @default true */
  readonly errorOnNew?: boolean;
  /** Whether `transform` gives a `SparseMatrix`; `auto`: where it is given one. @default 'auto' */
  readonly sparse?: boolean | 'auto';
}

/**
 * Columns of 0 and 1 that say where values are missing.
 *
 * Semantics of scikit-learn's `MissingIndicator`, with numbers for its booleans; `SimpleImputer` with `addIndicator`
 * appends the same columns to its own.
 *
 * @example
 * ```ts
 * const indicator = new MissingIndicator().fit([[1, null], [2, 3]]);
 * indicator.transform([[5, null]]).toRows(); // [[1]]
 * ```
 */
export class MissingIndicator<const Sparse extends boolean | 'auto' = 'auto'> implements Estimator<
  FittedMissingIndicator<Sparse>
> {
  readonly options: MissingIndicatorOptions & { readonly sparse?: Sparse };

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: MissingIndicatorOptions & { readonly sparse?: Sparse } = {}) {
    checkOptions<MissingIndicatorOptions>(WHO, options, {
      missingValues: { expected: 'a finite number or a string', accepts: isMarker },
      features: { expected: 'missingOnly or all', accepts: (value) => value === 'missingOnly' || value === 'all' },
      errorOnNew: OPTION_RULES.flag,
      sparse: { expected: 'true, false or auto', accepts: isSparseChoice },
    });
    this.options = options;
  }

  /**
   * @param X - Numbers or strings, with missing values; shape `[nSamples, nFeatures]`. Of a sparse matrix only what it
   *   keeps is looked at, unless 0 stands for a missing value.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty or holds an infinity.
   */
  fit(X: Samples, _y?: Target): FittedMissingIndicator<Sparse> {
    const { missingValues, features = 'missingOnly', errorOnNew = true } = this.options;
    const sparse = (this.options.sparse ?? 'auto') as Sparse;
    const { nFeatures, featureNames, holed } = this.#look(X);
    return new FittedMissingIndicator({
      features: features === 'all' ? Array.from({ length: nFeatures }, (_, j) => j) : holed,
      ...{ nFeatures, missingValues, sparse, featureNames },
      errorOnNew: features === 'missingOnly' && errorOnNew,
    });
  }

  /** Which columns have missing values, ascending. */
  #look(X: Samples): Pick<MissingIndicatorState, 'nFeatures' | 'featureNames'> & { readonly holed: readonly number[] } {
    const { missingValues } = this.options;
    if (X instanceof SparseMatrix && missingValues !== 0) {
      readFinite(X, { who: WHO, allowsMissing: missingValues === undefined });
      const holed = [...new Set(missingOf(X, missingValues).indices)].sort((a, b) => a - b);
      return { nFeatures: X.nColumns, featureNames: undefined, holed };
    }
    const table = readTable(X, WHO);
    refuseUnmarked(table, missingValues, { code: 'INVALID_ARGUMENT', who: WHO });
    const holed = [...table.columns.keys()].filter((j) => firstMissing(table, j, missingValues) !== -1);
    return { nFeatures: table.nColumns, featureNames: table.names, holed };
  }
}

function isSparseChoice(value: unknown): boolean {
  return typeof value === 'boolean' || value === 'auto';
}
