import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import type { Estimator } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import {
  fitCategories,
  resolveCategoryOptions,
  type CategoryOptions,
  type ResolvedCategoryOptions,
} from '../common/categories.js';
import { readTable } from '../common/input.js';
import { FittedOrdinalEncoder } from './fitted-ordinal-encoder.js';

const WHO = 'OrdinalEncoder';

/** Options of `OrdinalEncoder`. */
export interface OrdinalEncoderOptions extends CategoryOptions {
  /**
   * What a value that was not there when fitting becomes: an error, or `unknownValue`. A missing value counts as
   * such where the column had none.
   * @default 'error'
   */
  readonly handleUnknown?: 'error' | 'useEncodedValue';
  /** Code of unknown values: a whole number that is no category's code, or NaN. Needed for `useEncodedValue`. */
  readonly unknownValue?: number | undefined;
  /** Code of missing values: a whole number that is no category's code, or NaN. @default NaN */
  readonly encodedMissingValue?: number;
}

/**
 * Turns each categorical column into the position of its value among the sorted categories: 0, 1, 2 …
 *
 * Semantics of scikit-learn's `OrdinalEncoder`.
 *
 * @example
 * ```ts
 * const encoder = new OrdinalEncoder().fit([['low'], ['high'], [null]]);
 * encoder.transform([['low'], [null]]).toRows(); // [[1], [NaN]]
 * ```
 */
export class OrdinalEncoder implements Estimator<FittedOrdinalEncoder> {
  readonly options: OrdinalEncoderOptions;
  readonly #categories: ResolvedCategoryOptions;
  readonly #unknownValue: number | undefined;
  readonly #encodedMissingValue: number;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: OrdinalEncoderOptions = {}) {
    checkOptionNames(WHO, options, [
      'categories',
      'handleUnknown',
      'unknownValue',
      'encodedMissingValue',
      'minFrequency',
      'maxCategories',
    ]);
    const { handleUnknown = 'error', unknownValue, encodedMissingValue = NaN } = options;
    const isCode = (value: number): boolean => Number.isSafeInteger(value) || Number.isNaN(value);
    const isUsed = (handleUnknown as string) === 'useEncodedValue';
    if (!isUsed && (handleUnknown as string) !== 'error') {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `handleUnknown of ${WHO} must be error or useEncodedValue, got ${show(handleUnknown)}`,
      );
    }
    if (isUsed ? unknownValue === undefined || !isCode(unknownValue) : unknownValue !== undefined) {
      const wanted = isUsed
        ? "must be a whole number or NaN with handleUnknown 'useEncodedValue'"
        : "needs handleUnknown 'useEncodedValue'";
      throw new ModelMountError('INVALID_ARGUMENT', `unknownValue of ${WHO} ${wanted}, got ${show(unknownValue)}`);
    }
    if (!isCode(encodedMissingValue)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `encodedMissingValue of ${WHO} must be a whole number or NaN, got ${show(encodedMissingValue)}`,
      );
    }
    this.options = options;
    this.#categories = resolveCategoryOptions(options, WHO);
    this.#unknownValue = unknownValue;
    this.#encodedMissingValue = encodedMissingValue;
  }

  /**
   * @param X - Strings, numbers or missing values; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty or holds an infinity, a given category list does not
   *   fit its column, or `unknownValue` or `encodedMissingValue` is the code of a category.
   */
  fit(X: Samples): FittedOrdinalEncoder {
    const table = readTable(X, WHO);
    const refusesUnknown = this.#unknownValue === undefined;
    const columns = fitCategories(table, { ...this.#categories, who: WHO, refusesUnknown, countsMissing: false });
    return new FittedOrdinalEncoder({
      columns,
      unknownValue: this.#unknownValue,
      encodedMissingValue: this.#encodedMissingValue,
      featureNames: table.names,
    });
  }
}
