import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { toMatrix, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { checkCategories, groupCategories, type Category, type ColumnCategories } from '../common/categories.js';
import { encodeCells, UNKNOWN } from '../common/encode-cells.js';
import { columnLabel, inputNames } from '../common/feature-names.js';
import { alignColumns } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';
import type { OnWarning } from '../common/warning.js';

const WHO = 'OneHotEncoder';
const DROPPED = -2;

/** What can be done with a value that was not there when fitting. */
export type HandleUnknown = 'error' | 'ignore' | 'infrequentIfExist' | 'warn';

/** All of `HandleUnknown`. */
export const HANDLE_UNKNOWN: readonly HandleUnknown[] = ['error', 'ignore', 'infrequentIfExist', 'warn'];

/** One column of a fitted `OneHotEncoder`. */
export interface OneHotColumn extends ColumnCategories {
  /** Position in `categories` of the one that is dropped, or of any one of the infrequent if those are. */
  readonly drop: number | undefined;
}

/** What a fitted `OneHotEncoder` knows. */
export interface OneHotEncoderState {
  readonly columns: readonly OneHotColumn[];
  readonly handleUnknown: HandleUnknown;
  readonly featureNames: readonly string[] | undefined;
  readonly onWarning?: OnWarning | undefined;
}

/** A fitted `OneHotEncoder`. */
export class FittedOneHotEncoder implements Transformer {
  readonly kind = 'oneHotEncoder';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly handleUnknown: HandleUnknown;
  /** The categories of each column, the dropped one included; `null` is the missing value. */
  readonly categories: readonly (readonly Category[])[];
  /** The infrequent categories of each column; `undefined` where there are none. */
  readonly infrequentCategories: readonly (readonly Category[] | undefined)[];
  /** Position in `categories` of the dropped one of each column; `undefined` where none is. */
  readonly dropIdx: readonly (number | undefined)[];
  readonly #columns: readonly OneHotColumn[];
  readonly #outputs: readonly ColumnOutputs[];
  readonly #onWarning: OnWarning | undefined;

  constructor({ columns, handleUnknown, featureNames, onWarning }: OneHotEncoderState) {
    this.nFeatures = columns.length;
    this.featureNames = featureNames;
    this.handleUnknown = handleUnknown;
    this.categories = columns.map((column) => column.categories);
    this.infrequentCategories = columns.map(({ categories, infrequent }) =>
      infrequent.length === 0 ? undefined : infrequent.map((i) => categories[i] as Category),
    );
    this.dropIdx = columns.map((column) => column.drop);
    this.#columns = columns;
    this.#onWarning = onWarning;
    let start = 0;
    this.#outputs = columns.map((column) => {
      const outputs = placeOutputs(column, start, handleUnknown);
      start += outputs.kept.length;
      return outputs;
    });
    this.nFeaturesOut = start;
  }

  /**
   * @param X - The columns seen when fitting: strings, finite numbers or missing values.
   * @returns 0 and 1; shape `[nSamples, number of categories kept]`.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, a value has another type than its categories or
   *   is infinite, or (with `handleUnknown: 'error'`) is not among them.
   */
  transform(X: Samples): Matrix {
    const table = alignColumns(X, this, WHO);
    const out = new Matrix(table.nRows, this.nFeaturesOut);
    const codes = encodeCells(
      table,
      this.#outputs.map(({ targets }) => targets),
      { who: WHO, names: this.featureNames, refusesUnknown: this.handleUnknown === 'error' },
    );
    const unknownColumns = new Set<number>();
    for (let k = 0; k < codes.length; k++) {
      const j = k % this.nFeatures;
      const code = codes[k] as number;
      if (code === UNKNOWN) unknownColumns.add(j);
      const target = code === UNKNOWN ? (this.#outputs[j] as ColumnOutputs).unknownTarget : code;
      if (target >= 0) out.data[((k - j) / this.nFeatures) * this.nFeaturesOut + target] = 1;
    }
    this.#warn([...unknownColumns]);
    return out;
  }

  /**
   * The categories before `transform`: the one with the largest value of each column's outputs.
   *
   * All zeros are the dropped category where one is dropped, else an unknown value, given as `null`. Infrequent
   * categories come back as `infrequent_sklearn`.
   *
   * @param X - Shape `[nSamples, number of categories kept]`.
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs, a value is not finite, or zeros have
   *   no meaning because unknown values are refused and no category was dropped.
   */
  inverseTransform(X: Samples): Category[][] {
    const matrix = toMatrix(X);
    if (matrix.nRows > 0 && matrix.nColumns !== this.nFeaturesOut) {
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes ${this.nFeaturesOut} columns, got ${matrix.nColumns}`,
      );
    }
    return Array.from({ length: matrix.nRows }, (_, i) =>
      this.#outputs.map(({ start, kept, dropped, isUnknownZeros }, j) => {
        const values = matrix.row(i).subarray(start, start + kept.length);
        const best = largest(values);
        if (best === undefined) {
          throw new ModelMountError(
            'INVALID_INPUT',
            `row ${i} of inverseTransform of ${WHO} has a value that is not finite`,
          );
        }
        if (values.length > 0 && values.some((value) => value !== 0)) return kept[best] as Category;
        if (dropped !== undefined) return dropped;
        if (isUnknownZeros) return null;
        const column = show(columnLabel(this.featureNames, j));
        throw new ModelMountError(
          'INVALID_INPUT',
          `row ${i} has only zeros for column ${column}, which stand for no category`,
        );
      }),
    );
  }

  /** `<column>_<category>`; a missing value is `nan`, the infrequent ones are `infrequent_sklearn`. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    return this.#outputs.flatMap(({ kept }, j) => kept.map((category) => `${inputs[j]}_${category ?? 'nan'}`));
  }

  toJSON(): JsonObject {
    const columns = this.#columns.map(({ categories, infrequent, drop }) => ({
      categories,
      infrequent: infrequent.length > 0 ? infrequent : undefined,
      drop,
    }));
    return { kind: this.kind, featureNames: this.featureNames, handleUnknown: this.handleUnknown, columns };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '', onWarning }: ReviveOptions = {}): FittedOneHotEncoder {
    const known = ['featureNames', 'handleUnknown', 'columns'];
    const fields = new JsonFields(json, path, { kind: 'oneHotEncoder', known });
    const columns = fields.list('columns').map((column, j): OneHotColumn => {
      const place = fields.at(`columns/${j}`);
      const part = new JsonFields(column, place, { known: ['categories', 'infrequent', 'drop'] });
      const categories = checkCategories(part.raw('categories'), part.at('categories'));
      const drop = part.raw('drop') === undefined ? undefined : part.integer('drop');
      if (drop !== undefined && drop >= categories.length) part.fail('drop', `must be below ${categories.length}`);
      return { categories, infrequent: part.positions('infrequent', categories.length), drop };
    });
    return new FittedOneHotEncoder({
      columns,
      handleUnknown: fields.choice('handleUnknown', HANDLE_UNKNOWN),
      featureNames: fields.featureNames(columns.length),
      onWarning,
    });
  }

  #warn(unknownColumns: readonly number[]): void {
    const columns = unknownColumns
      .filter((j) => this.handleUnknown === 'warn' || this.dropIdx[j] !== undefined)
      .map((j) => columnLabel(this.featureNames, j));
    if (columns.length === 0) return;
    const meaning = this.handleUnknown === 'ignore' ? 'all zeros' : 'the infrequent category, or all zeros without one';
    const message = `unknown categories in columns ${columns.slice(0, 5).map(show).join(', ')} are encoded as ${meaning}`;
    this.#onWarning?.({ code: 'unknownCategory', message, columns });
  }
}

/** Where the categories of one column go. */
interface ColumnOutputs {
  /** First output column. */
  readonly start: number;
  /** Output column of each category, or `DROPPED`. */
  readonly targets: ReadonlyMap<Category, number>;
  /** Output column of an unknown value, or `DROPPED` where it has none. */
  readonly unknownTarget: number;
  /** The category of each output column. */
  readonly kept: readonly Category[];
  /** The category without a column. */
  readonly dropped: Category | undefined;
  /** Whether an unknown value becomes zeros. */
  readonly isUnknownZeros: boolean;
}

function placeOutputs(column: OneHotColumn, start: number, handleUnknown: HandleUnknown): ColumnOutputs {
  const { codes, groups } = groupCategories(column);
  const dropped = column.drop === undefined ? -1 : (codes.get(column.categories[column.drop] as Category) as number);
  const place = (code: number): number =>
    code === dropped ? DROPPED : start + code - (dropped !== -1 && code > dropped ? 1 : 0);
  const isInfrequent =
    (handleUnknown === 'infrequentIfExist' || handleUnknown === 'warn') && column.infrequent.length > 0;
  return {
    start,
    targets: new Map(Array.from(codes, ([category, code]) => [category, place(code)])),
    unknownTarget: isInfrequent ? place(groups.length - 1) : DROPPED,
    kept: groups.filter((_, code) => code !== dropped),
    dropped: groups[dropped],
    isUnknownZeros: handleUnknown !== 'error' && !isInfrequent,
  };
}

/** Position of the first largest value (0 for none); `undefined` where one is not finite. */
function largest(values: Float64Array): number | undefined {
  let best = 0;
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) return undefined;
    if (value > (values[best] as number)) best = i;
  }
  return best;
}
