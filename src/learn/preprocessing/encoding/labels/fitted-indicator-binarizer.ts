import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import { toMatrix, type Samples } from '../../../data/samples.js';
import { Matrix } from '../../../math/matrix.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import { JsonFields } from '../../common/json-fields.js';
import type { ReviveOptions } from '../../common/revive-context.js';
import { placeOf, readCodes, readIndicators, recode, type Codes, type Indicators } from './indicators.js';

const WHO = 'LabelBinarizer';

/** What a `LabelBinarizer` knows that was fitted on a matrix of 0 and 1. */
export interface IndicatorBinarizerState<Sparse extends boolean = boolean> extends Codes {
  readonly nClasses: number;
  readonly sparseOutput: Sparse;
  /** Whether it was fitted on a sparse matrix: `inverseTransform` gives one then. */
  readonly sparseInput: boolean;
}

/** A `LabelBinarizer` fitted on a matrix of 0 and 1; `Sparse` is whether it gives sparse matrices. */
export class FittedIndicatorBinarizer<Sparse extends boolean = boolean> implements IndicatorBinarizerState<Sparse> {
  readonly kind = 'indicatorBinarizer';
  readonly nClasses: number;
  readonly negLabel: number;
  readonly posLabel: number;
  readonly sparseOutput: Sparse;
  readonly sparseInput: boolean;
  /** The positions of the columns. */
  readonly classes: readonly number[];

  constructor({ nClasses, negLabel, posLabel, sparseOutput, sparseInput }: IndicatorBinarizerState<Sparse>) {
    this.nClasses = nClasses;
    this.negLabel = negLabel;
    this.posLabel = posLabel;
    this.sparseOutput = sparseOutput;
    this.sparseInput = sparseInput;
    this.classes = Array.from({ length: nClasses }, (_, k) => k);
  }

  /**
   * `posLabel` for 1, `negLabel` for 0; shape `[nSamples, nClasses]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs or a value is neither.
   */
  transform(Y: Indicators): Sparse extends true ? SparseMatrix : Matrix {
    const matrix = readIndicators(Y, 'INVALID_INPUT');
    this.#checkWidth(matrix, 'transform');
    const out = this.sparseOutput ? toSparse(matrix) : toMatrix(matrix);
    return recode(out, this) as Sparse extends true ? SparseMatrix : Matrix;
  }

  /**
   * 1 where a value is above the middle between `negLabel` and `posLabel`, else 0: so scores and probabilities become
   * indicators too. Sparse if it was fitted on a sparse matrix.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs or a value is missing.
   */
  inverseTransform(Y: Samples): Matrix | SparseMatrix {
    const middle = (this.negLabel + this.posLabel) / 2;
    // Below 0, the middle would make 1 of every element that is left out.
    const matrix = Y instanceof SparseMatrix && middle >= 0 ? Y : toMatrix(Y);
    this.#checkWidth(matrix, 'inverseTransform');
    const missing = matrix.data.findIndex(Number.isNaN);
    if (missing !== -1) {
      const [row, column] = placeOf(matrix, missing);
      throw new ModelMountError('INVALID_INPUT', `row ${row}, column ${column} is ${show(NaN)}, which is no score`);
    }
    const data = matrix.data.map((value) => (value > middle ? 1 : 0));
    const { nRows, nColumns } = matrix;
    const out = matrix instanceof SparseMatrix ? matrix.withData(data).toMatrix() : new Matrix(nRows, nColumns, data);
    return this.sparseInput ? SparseMatrix.fromMatrix(out) : out;
  }

  toJSON(): JsonObject {
    const { kind, nClasses, negLabel, posLabel } = this;
    const [sparseOutput, sparseInput] = [this.sparseOutput || undefined, this.sparseInput || undefined];
    return { kind, nClasses, negLabel, posLabel, sparseOutput, sparseInput };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedIndicatorBinarizer {
    const known = ['nClasses', 'negLabel', 'posLabel', 'sparseOutput', 'sparseInput'];
    const fields = new JsonFields(json, path, { kind: 'indicatorBinarizer', known });
    const sparseInput = fields.raw('sparseInput') !== undefined && fields.boolean('sparseInput');
    return new FittedIndicatorBinarizer({ nClasses: fields.integer('nClasses', 2), sparseInput, ...readCodes(fields) });
  }

  #checkWidth({ nRows, nColumns }: Matrix | SparseMatrix, method: string): void {
    if (nRows === 0 || nColumns === this.nClasses) return;
    throw new ModelMountError(
      'INVALID_INPUT',
      `${method} of ${WHO} takes ${this.nClasses} columns, as it was fitted on, got ${nColumns}`,
    );
  }
}

function toSparse(matrix: Matrix | SparseMatrix): SparseMatrix {
  return matrix instanceof SparseMatrix ? matrix : SparseMatrix.fromMatrix(matrix);
}
