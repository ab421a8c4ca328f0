import type { JsonObject } from '../../../../core/json.js';
import type { Label } from '../../../../core/session.js';
import type { Transformer } from '../../../contracts.js';
import { toJsonNumbers } from '../../../data/json-number.js';
import type { Samples } from '../../../data/samples.js';
import { Matrix } from '../../../math/matrix.js';
import { checkCategories, type Category } from '../../common/categories.js';
import { encodeCells, UNKNOWN } from '../../common/encode-cells.js';
import { inputNames } from '../../common/names/feature-names.js';
import { alignColumns } from '../../common/input.js';
import { JsonFields } from '../../common/json-fields.js';
import type { ReviveOptions } from '../../common/revive-context.js';
import { readClasses } from '../labels/classes.js';
import { TARGET_TYPES, type TargetType } from './read-target.js';

const WHO = 'TargetEncoder';

/** What a fitted `TargetEncoder` knows. */
export interface TargetEncoderState {
  /** The categories of each column; `null` is the missing value. */
  readonly categories: readonly (readonly Category[])[];
  /** What each category becomes; one list per feature, or per feature and class with more than two classes. */
  readonly encodings: readonly Float64Array[];
  /** Overall mean of the target, or the share of each of more than two classes: what an unknown value becomes. */
  readonly targetMean: Float64Array;
  readonly targetType: TargetType;
  /** The classes in order; `undefined` for a target of numbers. */
  readonly classes: readonly Label[] | undefined;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `TargetEncoder`. */
export class FittedTargetEncoder implements Transformer, TargetEncoderState {
  readonly kind = 'targetEncoder';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly categories: readonly (readonly Category[])[];
  readonly encodings: readonly Float64Array[];
  readonly targetMean: Float64Array;
  readonly targetType: TargetType;
  readonly classes: readonly Label[] | undefined;
  readonly #lookups: readonly ReadonlyMap<Category, number>[];

  constructor(state: TargetEncoderState) {
    this.nFeatures = state.categories.length;
    this.nFeaturesOut = state.encodings.length;
    this.featureNames = state.featureNames;
    this.categories = state.categories;
    this.encodings = state.encodings;
    this.targetMean = state.targetMean;
    this.targetType = state.targetType;
    this.classes = state.classes;
    this.#lookups = state.categories.map(lookupOf);
  }

  /**
   * New rows; for those that the encoder was fitted on, see `TargetEncoder.fitTransform`.
   *
   * @param X - The columns seen when fitting: strings, finite numbers or missing values.
   * @returns Shape `[nSamples, nFeatures]`, times the number of classes where there are more than two.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, or a value has another type than its categories or
   *   is infinite.
   */
  transform(X: Samples): Matrix {
    const table = alignColumns(X, this, WHO);
    const codes = encodeCells(table, this.#lookups, { who: WHO, names: this.featureNames, refusesUnknown: false });
    const nColumns = this.targetMean.length;
    const out = new Matrix(table.nRows, this.nFeaturesOut);
    for (let i = 0, k = 0; k < out.data.length; i++) {
      const code = codes[i] as number;
      const first = (i % this.nFeatures) * nColumns;
      for (let c = 0; c < nColumns; c++) {
        const encoding = this.encodings[first + c] as Float64Array;
        out.data[k++] = (code === UNKNOWN ? this.targetMean[c] : encoding[code]) as number;
      }
    }
    return out;
  }

  /** The names of the columns; `<column>_<class>` where there are more than two classes. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    if (this.targetType !== 'multiclass') return inputs;
    return inputs.flatMap((name) => (this.classes ?? []).map((label) => `${name}_${label}`));
  }

  toJSON(): JsonObject {
    return {
      kind: this.kind,
      featureNames: this.featureNames,
      targetType: this.targetType,
      classes: this.classes,
      targetMean: toJsonNumbers(this.targetMean),
      categories: this.categories,
      encodings: this.encodings.map(toJsonNumbers),
    };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedTargetEncoder {
    const known = ['featureNames', 'targetType', 'classes', 'targetMean', 'categories', 'encodings'];
    const fields = new JsonFields(json, path, { kind: 'targetEncoder', known });
    const targetType = fields.choice('targetType', TARGET_TYPES);
    const classes = targetType === 'continuous' ? undefined : readClasses(fields);
    if (targetType === 'continuous' && fields.raw('classes') !== undefined) fields.fail('classes', 'must be left out');
    const nColumns = targetType === 'multiclass' ? (classes?.length ?? 0) : 1;
    const categories = fields.list('categories').map((list, j) => checkCategories(list, fields.at(`categories/${j}`)));
    const lists = fields.list('encodings');
    if (lists.length !== categories.length * nColumns) {
      fields.fail('encodings', `must have ${categories.length * nColumns} lists, got ${lists.length}`);
    }
    const encodings = lists.map((list, k) => {
      const part = new JsonFields({ [String(k)]: list }, fields.at('encodings'), { known: [String(k)] });
      return part.numbers(String(k), categories[Math.floor(k / nColumns)]?.length);
    });
    return new FittedTargetEncoder({
      categories,
      encodings,
      targetMean: fields.numbers('targetMean', nColumns),
      targetType,
      classes,
      featureNames: fields.featureNames(categories.length),
    });
  }
}

/** The position of each category. */
export function lookupOf(categories: readonly Category[]): ReadonlyMap<Category, number> {
  return new Map(categories.map((category, k) => [category, k]));
}
