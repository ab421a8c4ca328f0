import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import { toMatrix, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { checkCategories, type Category } from '../common/categories.js';
import { encodeCells, UNKNOWN } from '../common/encode-cells.js';
import { columnLabel, inputNames } from '../common/names/feature-names.js';
import { alignColumns } from '../common/input.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';
import type { OnWarning } from '../common/warning.js';
import {
  HANDLE_UNKNOWN,
  placeOutputs,
  type ColumnOutputs,
  type HandleUnknown,
  type OneHotColumn,
} from './one-hot-outputs.js';
import { denseOnes, sparseOnes } from './ones.js';

const WHO = 'OneHotEncoder';

/** What a fitted `OneHotEncoder` knows. */
export interface OneHotEncoderState<Sparse extends boolean = boolean> {
  readonly columns: readonly OneHotColumn[];
  readonly handleUnknown: HandleUnknown;
  readonly sparseOutput: Sparse;
  readonly featureNames: readonly string[] | undefined;
  readonly onWarning?: OnWarning | undefined;
}

/** A fitted `OneHotEncoder`; `Sparse` is whether it gives sparse matrices. */
export class FittedOneHotEncoder<Sparse extends boolean = boolean> implements Transformer {
  readonly kind = 'oneHotEncoder';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly handleUnknown: HandleUnknown;
  readonly sparseOutput: Sparse;
  /** The categories of each column, the dropped one included; `null` is the missing value. */
  readonly categories: readonly (readonly Category[])[];
  /** The infrequent categories of each column; `undefined` where there are none. */
  readonly infrequentCategories: readonly (readonly Category[] | undefined)[];
  /** Position in `categories` of the dropped one of each column; `undefined` where none is. */
  readonly dropIdx: readonly (number | undefined)[];
  readonly #columns: readonly OneHotColumn[];
  readonly #outputs: readonly ColumnOutputs[];
  readonly #onWarning: OnWarning | undefined;

  constructor({ columns, handleUnknown, sparseOutput, featureNames, onWarning }: OneHotEncoderState<Sparse>) {
    this.nFeatures = columns.length;
    this.featureNames = featureNames;
    this.handleUnknown = handleUnknown;
    this.sparseOutput = sparseOutput;
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
  transform(X: Samples): Sparse extends true ? SparseMatrix : Matrix {
    const table = alignColumns(X, this, WHO);
    const codes = encodeCells(
      table,
      this.#outputs.map(({ targets }) => targets),
      { who: WHO, names: this.featureNames, refusesUnknown: this.handleUnknown === 'error' },
    );
    this.#placeUnknown(codes);
    const out = this.sparseOutput
      ? sparseOnes(codes, [table.nRows, this.nFeaturesOut])
      : denseOnes(codes, [table.nRows, this.nFeaturesOut]);
    return out as Sparse extends true ? SparseMatrix : Matrix;
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
    const matrix = X instanceof SparseMatrix ? X : toMatrix(X);
    if (matrix.nRows > 0 && matrix.nColumns !== this.nFeaturesOut) {
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes ${this.nFeaturesOut} columns, got ${matrix.nColumns}`,
      );
    }
    return Array.from({ length: matrix.nRows }, (_, i) => {
      const row = matrix instanceof Matrix ? matrix.row(i) : matrix.takeRows([i]).toMatrix().data;
      return this.#outputs.map((outputs, j) => this.#categoryOf(row, outputs, { i, j }));
    });
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
    const { kind, featureNames, handleUnknown, sparseOutput } = this;
    return { kind, featureNames, handleUnknown, sparseOutput: sparseOutput ? true : undefined, columns };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '', onWarning }: ReviveOptions = {}): FittedOneHotEncoder {
    const known = ['featureNames', 'handleUnknown', 'sparseOutput', 'columns'];
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
      sparseOutput: fields.raw('sparseOutput') !== undefined && fields.boolean('sparseOutput'),
      featureNames: fields.featureNames(columns.length),
      onWarning,
    });
  }

  /** Gives unknown values their output column where they have one, and warns. */
  #placeUnknown(codes: Int32Array): void {
    if (!codes.includes(UNKNOWN)) return;
    const unknownColumns = new Set<number>();
    for (let k = 0; k < codes.length; k++) {
      if (codes[k] !== UNKNOWN) continue;
      const j = k % this.nFeatures;
      unknownColumns.add(j);
      codes[k] = (this.#outputs[j] as ColumnOutputs).unknownTarget;
    }
    this.#warn([...unknownColumns]);
  }

  #categoryOf(
    row: Float64Array,
    { start, kept, dropped, isUnknownZeros }: ColumnOutputs,
    { i, j }: { i: number; j: number },
  ): Category {
    const values = row.subarray(start, start + kept.length);
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

/** Position of the first largest value (0 for none); `undefined` where one is not finite. */
function largest(values: Float64Array): number | undefined {
  let best = 0;
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) return undefined;
    if (value > (values[best] as number)) best = i;
  }
  return best;
}
