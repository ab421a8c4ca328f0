import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import type { Label } from '../../../../core/session.js';
import { checkLabels } from '../../../data/labels/check-labels.js';
import { sortedLabels } from '../../../data/labels/labels.js';
import { toMatrix, type Samples } from '../../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../../estimators/common/check-options.js';
import type { Matrix } from '../../../math/matrix.js';
import { SparseMatrix } from '../../../math/sparse-matrix.js';
import { JsonFields } from '../../common/json-fields.js';
import type { ReviveOptions } from '../../common/revive-context.js';
import type { OnWarning } from '../../common/warning.js';
import { readClasses } from './classes.js';
import { placeOf, rowReader } from './indicators.js';

const WHO = 'MultiLabelBinarizer';

/** Options of `MultiLabelBinarizer`. */
export interface MultiLabelBinarizerOptions {
  /** The labels, all different, in the order of their columns. @default those seen when fitting, in order */
  readonly classes?: readonly Label[] | undefined;
  /** Whether `transform` gives a `SparseMatrix`: for hundreds of labels or more. @default false */
  readonly sparseOutput?: boolean;
  /** Takes warnings of the fitted binarizer. @default none */
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Turns lists of labels, such as tags, into one column of 0 and 1 per label.
 *
 * A label that was not there when fitting is left out, with a warning. Semantics of scikit-learn's
 * `MultiLabelBinarizer`.
 *
 * @example
 * ```ts
 * const binarizer = new MultiLabelBinarizer().fit([['news', 'sport'], ['sport']]);
 * binarizer.transform([['sport'], []]).toRows(); // [[0, 1], [0, 0]]
 * ```
 */
export class MultiLabelBinarizer<const Sparse extends boolean = false> {
  readonly options: MultiLabelBinarizerOptions & { readonly sparseOutput?: Sparse };

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: MultiLabelBinarizerOptions & { readonly sparseOutput?: Sparse } = {}) {
    checkOptions<MultiLabelBinarizerOptions>(WHO, options, {
      classes: { expected: 'a list of labels', accepts: Array.isArray },
      sparseOutput: OPTION_RULES.flag,
      onWarning: { expected: 'a function', accepts: (value) => typeof value === 'function' },
    });
    if (options.classes !== undefined) {
      const labels = checkLabels(options.classes, `classes of ${WHO}`);
      if (new Set(labels).size !== labels.length) {
        throw new ModelMountError('INVALID_ARGUMENT', `classes of ${WHO} must be different`);
      }
    }
    this.options = options;
  }

  /**
   * @param y - A list of labels per sample, which can be empty; all labels of one type.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `y` is not that, or holds no label at all.
   */
  fit(y: readonly (readonly Label[])[]): FittedMultiLabelBinarizer<Sparse> {
    const { classes, onWarning } = this.options;
    const seen = classes ?? sortedLabels(checkLabels(checkLists(y, 'INVALID_ARGUMENT').flat(), 'the labels in y'));
    const sparseOutput = (this.options.sparseOutput ?? false) as Sparse;
    return new FittedMultiLabelBinarizer({ classes: [...seen], sparseOutput, onWarning });
  }
}

/** What a fitted `MultiLabelBinarizer` knows. */
export interface MultiLabelBinarizerState<Sparse extends boolean = boolean> {
  /** The labels, in the order of their columns. */
  readonly classes: readonly Label[];
  readonly sparseOutput: Sparse;
  readonly onWarning?: OnWarning | undefined;
}

/** A fitted `MultiLabelBinarizer`; `Sparse` is whether it gives sparse matrices. */
export class FittedMultiLabelBinarizer<Sparse extends boolean = boolean> {
  readonly kind = 'multiLabelBinarizer';
  readonly classes: readonly Label[];
  readonly sparseOutput: Sparse;
  readonly #places: ReadonlyMap<Label, number>;
  readonly #onWarning: OnWarning | undefined;

  constructor({ classes, sparseOutput, onWarning }: MultiLabelBinarizerState<Sparse>) {
    this.classes = classes;
    this.sparseOutput = sparseOutput;
    this.#places = new Map(classes.map((label, k) => [label, k]));
    this.#onWarning = onWarning;
  }

  /**
   * 1 in the columns of a sample's labels, else 0; shape `[nSamples, nClasses]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if `y` is no list of lists.
   */
  transform(y: readonly (readonly Label[])[]): Sparse extends true ? SparseMatrix : Matrix {
    const unknown = new Set<Label>();
    const places: number[] = [];
    const starts = new Int32Array(checkLists(y, 'INVALID_INPUT').length + 1);
    for (const [i, labels] of y.entries()) {
      const own = new Set<number>();
      for (const label of labels) {
        const place = this.#places.get(label);
        if (place === undefined) unknown.add(label);
        else own.add(place);
      }
      places.push(...[...own].sort((a, b) => a - b));
      starts[i + 1] = places.length;
    }
    if (unknown.size > 0) {
      const message = `${unknown.size} labels that ${WHO} did not see when fitting are left out`;
      this.#onWarning?.({ code: 'unknownCategory', message, columns: [] });
    }
    const rows = { starts, indices: Int32Array.from(places), data: new Float64Array(places.length).fill(1) };
    const out = new SparseMatrix(y.length, this.classes.length, rows);
    return (this.sparseOutput ? out : out.toMatrix()) as Sparse extends true ? SparseMatrix : Matrix;
  }

  /**
   * The labels of each row, in the order of the columns.
   *
   * @param Y - 0 and 1; shape `[nSamples, nClasses]`.
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs or a value is neither.
   */
  inverseTransform(Y: Samples): Label[][] {
    const matrix = Y instanceof SparseMatrix ? Y : toMatrix(Y);
    if (matrix.nRows > 0 && matrix.nColumns !== this.classes.length) {
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes ${this.classes.length} columns, got ${matrix.nColumns}`,
      );
    }
    const stray = matrix.data.findIndex((value) => value !== 0 && value !== 1);
    if (stray !== -1) {
      const [row, column] = placeOf(matrix, stray);
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes 0 and 1, but row ${row}, column ${column} is ${show(matrix.data[stray])}`,
      );
    }
    const rowOf = rowReader(matrix);
    return Array.from({ length: matrix.nRows }, (_, i) => {
      const row = rowOf(i);
      return this.classes.filter((_label, k) => row[k] === 1);
    });
  }

  toJSON(): JsonObject {
    return { kind: this.kind, classes: this.classes, sparseOutput: this.sparseOutput ? true : undefined };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '', onWarning }: ReviveOptions = {}): FittedMultiLabelBinarizer {
    const fields = new JsonFields(json, path, { kind: 'multiLabelBinarizer', known: ['classes', 'sparseOutput'] });
    const sparseOutput = fields.raw('sparseOutput') !== undefined && fields.boolean('sparseOutput');
    return new FittedMultiLabelBinarizer({ classes: readClasses(fields, 'any'), sparseOutput, onWarning });
  }
}

function checkLists(y: unknown, code: 'INVALID_ARGUMENT' | 'INVALID_INPUT'): readonly (readonly Label[])[] {
  if (!Array.isArray(y)) throw new ModelMountError(code, `y must be a list of lists of labels, got ${show(y)}`);
  const stray = y.findIndex((labels) => !Array.isArray(labels));
  if (stray !== -1) throw new ModelMountError(code, `y[${stray}] must be a list of labels, got ${show(y[stray])}`);
  return y as readonly (readonly Label[])[];
}
