import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { checkLabels } from '../../../data/check-labels.js';
import { sortedLabels } from '../../../data/labels.js';
import { toMatrix, type Samples } from '../../../data/samples.js';
import { checkOptions } from '../../../estimators/common/check-options.js';
import { Matrix } from '../../../math/matrix.js';
import { JsonFields } from '../../common/json-fields.js';
import type { ReviveOptions } from '../../common/revive-context.js';
import { readClasses } from './classes.js';

const WHO = 'LabelBinarizer';

/** Options of `LabelBinarizer`. */
export interface LabelBinarizerOptions {
  /** What stands for “not this class”; a whole number below `posLabel`. @default 0 */
  readonly negLabel?: number;
  /** What stands for “this class”; a whole number. @default 1 */
  readonly posLabel?: number;
}

/**
 * Turns class labels into one column per class, or into one column for two classes (the second being positive).
 *
 * A label that was not there when fitting has `negLabel` everywhere. Semantics of scikit-learn's `LabelBinarizer`,
 * dense; labels in lists are for `MultiLabelBinarizer`.
 *
 * @example
 * ```ts
 * const binarizer = new LabelBinarizer().fit(['a', 'b', 'c']);
 * binarizer.transform(['c', 'a']).toRows(); // [[0, 0, 1], [1, 0, 0]]
 * ```
 */
export class LabelBinarizer {
  readonly options: LabelBinarizerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: LabelBinarizerOptions = {}) {
    const whole = { expected: 'a whole number', accepts: Number.isSafeInteger };
    checkOptions(WHO, options, { negLabel: whole, posLabel: whole });
    const { negLabel = 0, posLabel = 1 } = options;
    if (negLabel >= posLabel) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `negLabel of ${WHO} must be below posLabel, got ${negLabel} and ${posLabel}`,
      );
    }
    this.options = options;
  }

  /**
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `y` is empty or not that.
   */
  fit(y: Target): FittedLabelBinarizer {
    const { negLabel = 0, posLabel = 1 } = this.options;
    return new FittedLabelBinarizer({ classes: sortedLabels(checkLabels(y, 'y')), negLabel, posLabel });
  }
}

/** What a fitted `LabelBinarizer` knows. */
export interface LabelBinarizerState extends Required<LabelBinarizerOptions> {
  /** The labels in order. */
  readonly classes: readonly Label[];
}

/** A fitted `LabelBinarizer`. */
export class FittedLabelBinarizer implements LabelBinarizerState {
  readonly kind = 'labelBinarizer';
  readonly classes: readonly Label[];
  readonly negLabel: number;
  readonly posLabel: number;
  readonly #places: ReadonlyMap<Label, number>;
  readonly #nColumns: number;

  constructor({ classes, negLabel, posLabel }: LabelBinarizerState) {
    this.classes = classes;
    this.negLabel = negLabel;
    this.posLabel = posLabel;
    const isSingle = classes.length <= 2;
    this.#nColumns = isSingle ? 1 : classes.length;
    // The second of two classes has the column; the first, or a class that is alone, has none.
    this.#places = new Map(
      isSingle ? classes.slice(1).map((label) => [label, 0]) : classes.map((label, k) => [label, k]),
    );
  }

  /** `posLabel` in the column of each label, else `negLabel`; shape `[nSamples, nClasses]`, or 1 column for two. */
  transform(y: Target): Matrix {
    const out = new Matrix(y.length, this.#nColumns, new Float64Array(y.length * this.#nColumns).fill(this.negLabel));
    for (let i = 0; i < y.length; i++) {
      const place = this.#places.get(y[i] as Label);
      if (place !== undefined) out.data[i * this.#nColumns + place] = this.posLabel;
    }
    return out;
  }

  /**
   * The label of each row: of its largest value, the first of several; with one column, the second class above the
   * middle between `negLabel` and `posLabel`. So scores and probabilities become labels too.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the number of columns differs or a value is missing.
   */
  inverseTransform(Y: Samples): Label[] {
    const matrix = toMatrix(Y);
    if (matrix.nRows > 0 && matrix.nColumns !== this.#nColumns) {
      throw new ModelMountError(
        'INVALID_INPUT',
        `inverseTransform of ${WHO} takes ${this.#nColumns} columns, got ${matrix.nColumns}`,
      );
    }
    const middle = (this.negLabel + this.posLabel) / 2;
    return Array.from({ length: matrix.nRows }, (_, i) => {
      const row = matrix.row(i);
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
    return { kind, classes, negLabel, posLabel };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedLabelBinarizer {
    const fields = new JsonFields(json, path, { kind: 'labelBinarizer', known: ['classes', 'negLabel', 'posLabel'] });
    const negLabel = fields.integer('negLabel', -Number.MAX_SAFE_INTEGER);
    const posLabel = fields.integer('posLabel', -Number.MAX_SAFE_INTEGER);
    if (negLabel >= posLabel) fields.fail('negLabel', `must be below posLabel, ${posLabel}`);
    return new FittedLabelBinarizer({ classes: readClasses(fields), negLabel, posLabel });
  }
}
