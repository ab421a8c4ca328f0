import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { checkList } from '../../../data/check-list.js';
import { toMatrix, type Samples } from '../../../data/samples.js';
import type { Matrix } from '../../../math/matrix.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import { JsonFields } from '../../common/json-fields.js';
import type { ReviveOptions } from '../../common/revive-context.js';
import { denseOnes, sparseOnes } from '../ones.js';
import { readClasses } from './classes.js';
import { isIndicators, readCodes, recode, rowReader } from './indicators.js';

const WHO = 'LabelBinarizer';

/** What a fitted `LabelBinarizer` knows. */
export interface LabelBinarizerState<Sparse extends boolean = boolean> {
  /** The labels in order. */
  readonly classes: readonly Label[];
  readonly negLabel: number;
  readonly posLabel: number;
  readonly sparseOutput: Sparse;
}

/** A `LabelBinarizer` fitted on labels; `Sparse` is whether it gives sparse matrices. */
export class FittedLabelBinarizer<Sparse extends boolean = boolean> implements LabelBinarizerState<Sparse> {
  readonly kind = 'labelBinarizer';
  readonly classes: readonly Label[];
  readonly negLabel: number;
  readonly posLabel: number;
  readonly sparseOutput: Sparse;
  readonly #places: ReadonlyMap<Label, number>;
  readonly #nColumns: number;

  constructor({ classes, negLabel, posLabel, sparseOutput }: LabelBinarizerState<Sparse>) {
    this.classes = classes;
    this.negLabel = negLabel;
    this.posLabel = posLabel;
    this.sparseOutput = sparseOutput;
    const isSingle = classes.length <= 2;
    this.#nColumns = isSingle ? 1 : classes.length;
    // The second of two classes has the column; the first, or a class that is alone, has none.
    this.#places = new Map(
      isSingle ? classes.slice(1).map((label) => [label, 0]) : classes.map((label, k) => [label, k]),
    );
  }

  /**
   * `posLabel` in the column of each label, else `negLabel`; shape `[nSamples, nClasses]`, or 1 column for two.
   *
   * @throws {ModelMountError} `INVALID_INPUT` for a matrix.
   */
  transform(y: Target): Sparse extends true ? SparseMatrix : Matrix {
    if (isIndicators(y)) {
      throw new ModelMountError('INVALID_INPUT', `${WHO} was fitted on a list of labels, got a matrix`);
    }
    checkList(y, 'y', 'labels');
    const places = Int32Array.from({ length: y.length }, (_, i) => {
      const label: unknown = y[i];
      if (['string', 'number', 'boolean'].includes(typeof label)) return this.#places.get(label as Label) ?? -1;
      throw new ModelMountError('INVALID_INPUT', `y[${i}] must be a label, got ${show(label)}`);
    });
    const shape = [y.length, this.#nColumns] as const;
    const out = this.sparseOutput ? sparseOnes(places, shape) : denseOnes(places, shape);
    return recode(out, this) as Sparse extends true ? SparseMatrix : Matrix;
  }

  /**
   * The label of each row: of its largest value, the first of several; with one column, the second class above the
   * middle between `negLabel` and `posLabel`. So scores and probabilities become labels too.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs or a value is missing.
   */
  inverseTransform(Y: Samples): Label[] {
    const matrix = Y instanceof SparseMatrix ? Y : toMatrix(Y);
    if (matrix.nRows > 0 && matrix.nColumns !== this.#nColumns) {
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes ${this.#nColumns} columns, got ${matrix.nColumns}`,
      );
    }
    const middle = (this.negLabel + this.posLabel) / 2;
    const rowOf = rowReader(matrix);
    return Array.from({ length: matrix.nRows }, (_, i) => {
      const row = rowOf(i);
      const missing = row.findIndex(Number.isNaN);
      if (missing !== -1) {
        throw new ModelMountError('INVALID_INPUT', `row ${i}, column ${missing} is ${show(NaN)}, which is no score`);
      }
      if (this.#nColumns > 1) return this.classes[row.indexOf(row.reduce((a, b) => Math.max(a, b)))] as Label;
      return this.classes[(row[0] as number) > middle ? this.classes.length - 1 : 0] as Label;
    });
  }

  toJSON(): JsonObject {
    const { kind, classes, negLabel, posLabel } = this;
    return { kind, classes, negLabel, posLabel, sparseOutput: this.sparseOutput ? true : undefined };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedLabelBinarizer {
    const known = ['classes', 'negLabel', 'posLabel', 'sparseOutput'];
    const fields = new JsonFields(json, path, { kind: 'labelBinarizer', known });
    return new FittedLabelBinarizer({ classes: readClasses(fields), ...readCodes(fields) });
  }
}
