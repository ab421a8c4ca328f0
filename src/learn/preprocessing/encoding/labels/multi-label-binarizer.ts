import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import type { Label } from '../../../../core/session.js';
import { checkLabels } from '../../../data/check-labels.js';
import { sortedLabels } from '../../../data/labels.js';
import { toMatrix, type Samples } from '../../../data/samples.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import { Matrix } from '../../../math/matrix.js';
import { JsonFields } from '../../common/json-fields.js';
import type { ReviveOptions } from '../../common/revive-context.js';
import type { OnWarning } from '../../common/warning.js';
import { readClasses } from './classes.js';

const WHO = 'MultiLabelBinarizer';

/** Options of `MultiLabelBinarizer`. */
export interface MultiLabelBinarizerOptions {
  /** The labels, all different, in the order of their columns. @default those seen when fitting, in order */
  readonly classes?: readonly Label[] | undefined;
  /** Takes warnings of the fitted binarizer. @default none */
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Turns lists of labels, such as tags, into one column of 0 and 1 per label.
 *
 * A label that was not there when fitting is left out, with a warning. Semantics of scikit-learn's
 * `MultiLabelBinarizer`, dense.
 *
 * @example
 * ```ts
 * const binarizer = new MultiLabelBinarizer().fit([['news', 'sport'], ['sport']]);
 * binarizer.transform([['sport'], []]).toRows(); // [[0, 1], [0, 0]]
 * ```
 */
export class MultiLabelBinarizer {
  readonly options: MultiLabelBinarizerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: MultiLabelBinarizerOptions = {}) {
    checkOptions(WHO, options, {
      classes: { expected: 'a list of labels', accepts: Array.isArray },
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
  fit(y: readonly (readonly Label[])[]): FittedMultiLabelBinarizer {
    const { classes, onWarning } = this.options;
    const seen = classes ?? sortedLabels(checkLabels(checkLists(y, 'INVALID_ARGUMENT').flat(), 'the labels in y'));
    return new FittedMultiLabelBinarizer({ classes: [...seen], onWarning });
  }
}

/** What a fitted `MultiLabelBinarizer` knows. */
export interface MultiLabelBinarizerState {
  /** The labels, in the order of their columns. */
  readonly classes: readonly Label[];
  readonly onWarning?: OnWarning | undefined;
}

/** A fitted `MultiLabelBinarizer`. */
export class FittedMultiLabelBinarizer {
  readonly kind = 'multiLabelBinarizer';
  readonly classes: readonly Label[];
  readonly #places: ReadonlyMap<Label, number>;
  readonly #onWarning: OnWarning | undefined;

  constructor({ classes, onWarning }: MultiLabelBinarizerState) {
    this.classes = classes;
    this.#places = new Map(classes.map((label, k) => [label, k]));
    this.#onWarning = onWarning;
  }

  /**
   * 1 in the columns of a sample's labels, else 0; shape `[nSamples, nClasses]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if `y` is no list of lists.
   */
  transform(y: readonly (readonly Label[])[]): Matrix {
    const out = new Matrix(y.length, this.classes.length);
    const unknown = new Set<Label>();
    for (const [i, labels] of checkLists(y, 'INVALID_INPUT').entries()) {
      for (const label of labels) {
        const place = this.#places.get(label);
        if (place === undefined) unknown.add(label);
        else out.data[i * this.classes.length + place] = 1;
      }
    }
    if (unknown.size > 0) {
      const message = `${unknown.size} labels that ${WHO} did not see when fitting are left out`;
      this.#onWarning?.({ code: 'unknownCategory', message, columns: [] });
    }
    return out;
  }

  /**
   * The labels of each row, in the order of the columns.
   *
   * @param Y - 0 and 1; shape `[nSamples, nClasses]`.
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs or a value is neither.
   */
  inverseTransform(Y: Samples): Label[][] {
    const matrix = toMatrix(Y);
    if (matrix.nRows > 0 && matrix.nColumns !== this.classes.length) {
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes ${this.classes.length} columns, got ${matrix.nColumns}`,
      );
    }
    const stray = matrix.data.findIndex((value) => value !== 0 && value !== 1);
    if (stray !== -1) {
      const place = `row ${Math.floor(stray / matrix.nColumns)}, column ${stray % matrix.nColumns}`;
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes 0 and 1, but ${place} is ${show(matrix.data[stray])}`,
      );
    }
    return Array.from({ length: matrix.nRows }, (_, i) => {
      const row = matrix.row(i);
      return this.classes.filter((_label, k) => row[k] === 1);
    });
  }

  toJSON(): JsonObject {
    return { kind: this.kind, classes: this.classes };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '', onWarning }: ReviveOptions = {}): FittedMultiLabelBinarizer {
    const fields = new JsonFields(json, path, { kind: 'multiLabelBinarizer', known: ['classes'] });
    return new FittedMultiLabelBinarizer({ classes: readClasses(fields, 'any'), onWarning });
  }
}

function checkLists(y: unknown, code: 'INVALID_ARGUMENT' | 'INVALID_INPUT'): readonly (readonly Label[])[] {
  if (!Array.isArray(y)) throw new ModelMountError(code, `y must be a list of lists of labels, got ${show(y)}`);
  const stray = y.findIndex((labels) => !Array.isArray(labels));
  if (stray !== -1) throw new ModelMountError(code, `y[${stray}] must be a list of labels, got ${show(y[stray])}`);
  return y as readonly (readonly Label[])[];
}
