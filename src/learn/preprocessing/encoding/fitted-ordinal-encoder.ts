import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { fromJsonNumber, toJsonNumber } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { checkCategories, groupCategories, type Category, type ColumnCategories } from '../common/categories.js';
import { encodeCells, UNKNOWN } from '../common/encode-cells.js';
import { columnLabel, inputNames } from '../common/names/feature-names.js';
import { alignColumns, alignNumbers } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';

const WHO = 'OrdinalEncoder';
const MISSING = -2;

/** What a fitted `OrdinalEncoder` knows. */
export interface OrdinalEncoderState {
  readonly columns: readonly ColumnCategories[];
  /** Code of unknown values; `undefined` where they are refused. */
  readonly unknownValue: number | undefined;
  readonly encodedMissingValue: number;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `OrdinalEncoder`. */
export class FittedOrdinalEncoder implements Transformer {
  readonly kind = 'ordinalEncoder';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly unknownValue: number | undefined;
  readonly encodedMissingValue: number;
  /** The categories of each column; `null` is the missing value. */
  readonly categories: readonly (readonly Category[])[];
  /** The infrequent categories of each column; `undefined` where there are none. */
  readonly infrequentCategories: readonly (readonly Category[] | undefined)[];
  readonly #columns: readonly ColumnCategories[];
  readonly #lookups: readonly ReadonlyMap<Category, number>[];
  readonly #groups: readonly (readonly Category[])[];

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if the code of unknown or missing values is that of a category. */
  constructor({ columns, unknownValue, encodedMissingValue, featureNames }: OrdinalEncoderState) {
    this.nFeatures = columns.length;
    this.nFeaturesOut = columns.length;
    this.featureNames = featureNames;
    this.unknownValue = unknownValue;
    this.encodedMissingValue = encodedMissingValue;
    this.categories = columns.map((column) => column.categories);
    this.infrequentCategories = columns.map(({ categories, infrequent }) =>
      infrequent.length === 0 ? undefined : infrequent.map((i) => categories[i] as Category),
    );
    this.#columns = columns;
    const present = columns.map(({ categories, infrequent }) =>
      groupCategories({ categories: categories.filter((category) => category !== null), infrequent }),
    );
    this.#groups = present.map(({ groups }) => groups);
    this.#lookups = columns.map(({ categories }, j) => {
      const codes = new Map(present[j]?.codes);
      return categories.includes(null) ? codes.set(null, MISSING) : codes;
    });
    columns.forEach(({ categories }, j) => {
      const nCodes = this.#groups[j]?.length ?? 0;
      this.#checkCode('unknownValue', unknownValue ?? NaN, { j, nCodes });
      if (categories.includes(null)) this.#checkCode('encodedMissingValue', encodedMissingValue, { j, nCodes });
    });
  }

  /**
   * @param X - The columns seen when fitting: strings, finite numbers or missing values.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, a value has another type than its categories or
   *   is infinite, or (with `handleUnknown: 'error'`) is not among them.
   */
  transform(X: Samples): Matrix {
    const table = alignColumns(X, this, WHO);
    const { unknownValue = NaN, featureNames: names } = this;
    const codes = encodeCells(table, this.#lookups, {
      who: WHO,
      names,
      refusesUnknown: this.unknownValue === undefined,
    });
    const out = new Matrix(table.nRows, this.nFeatures);
    codes.forEach((code, k) => {
      out.data[k] = code === UNKNOWN ? unknownValue : code === MISSING ? this.encodedMissingValue : code;
    });
    return out;
  }

  /**
   * The categories before `transform`. Missing and unknown values come back as `null`, infrequent categories as
   * `infrequent_sklearn`.
   *
   * @param X - Codes; shape `[nSamples, nFeatures]`.
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs or a value is no code.
   */
  inverseTransform(X: Samples): Category[][] {
    const matrix = alignNumbers(X, this, WHO);
    return Array.from({ length: matrix.nRows }, (_, i) =>
      this.#groups.map((groups, j) => {
        const code = matrix.at(i, j);
        const isMissing = this.categories[j]?.at(-1) === null && Object.is(code, this.encodedMissingValue);
        if (isMissing || Object.is(code, this.unknownValue)) return null;
        const category = groups[code];
        if (category !== undefined) return category;
        const column = show(columnLabel(this.featureNames, j));
        throw new ModelMountError('INVALID_INPUT', `${show(code)} in row ${i} is no code of column ${column}`);
      }),
    );
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    const columns = this.#columns.map(({ categories, infrequent }) => ({
      categories,
      infrequent: infrequent.length > 0 ? infrequent : undefined,
    }));
    return {
      kind: this.kind,
      featureNames: this.featureNames,
      unknownValue: this.unknownValue === undefined ? undefined : toJsonNumber(this.unknownValue),
      encodedMissingValue: toJsonNumber(this.encodedMissingValue),
      columns,
    };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedOrdinalEncoder {
    const known = ['featureNames', 'unknownValue', 'encodedMissingValue', 'columns'];
    const fields = new JsonFields(json, path, { kind: 'ordinalEncoder', known });
    const columns = fields.list('columns').map((column, j): ColumnCategories => {
      const part = new JsonFields(column, fields.at(`columns/${j}`), { known: ['categories', 'infrequent'] });
      const categories = checkCategories(part.raw('categories'), part.at('categories'));
      const nPresent = categories.filter((category) => category !== null).length;
      return { categories, infrequent: part.positions('infrequent', nPresent) };
    });
    const readCode = (name: string): number => {
      const value = fromJsonNumber(fields.raw(name), fields.at(name));
      const isCode = Number.isSafeInteger(value) || Number.isNaN(value);
      return isCode ? value : fields.fail(name, 'must be a whole number or "NaN"');
    };
    return new FittedOrdinalEncoder({
      columns,
      unknownValue: fields.raw('unknownValue') === undefined ? undefined : readCode('unknownValue'),
      encodedMissingValue: readCode('encodedMissingValue'),
      featureNames: fields.featureNames(columns.length),
    });
  }

  #checkCode(name: string, value: number, { j, nCodes }: { j: number; nCodes: number }): void {
    if (!(value >= 0 && value < nCodes)) return;
    const column = show(columnLabel(this.featureNames, j));
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `${name} ${value} of ${WHO} is already the code of a category of column ${column}`,
    );
  }
}
