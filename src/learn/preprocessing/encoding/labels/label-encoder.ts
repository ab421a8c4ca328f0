import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { JsonObject } from '../../../../core/json.js';
import { checkOptionNames } from '../../../../core/options.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { checkList } from '../../../data/check-list.js';
import { checkLabels } from '../../../data/labels/check-labels.js';
import { sortedLabels } from '../../../data/labels/labels.js';
import { JsonFields } from '../../common/json-fields.js';
import type { ReviveOptions } from '../../common/revive-context.js';
import { readClasses } from './classes.js';

const WHO = 'LabelEncoder';

/**
 * Numbers class labels from 0, in their order. For targets: features are for `OrdinalEncoder`.
 *
 * Semantics of scikit-learn's `LabelEncoder`; a label that was not there when fitting is an error.
 *
 * @example
 * ```ts
 * const encoder = new LabelEncoder().fit(['spam', 'ham', 'spam']);
 * encoder.classes; // ['ham', 'spam']
 * encoder.transform(['spam']); // Int32Array [1]
 * ```
 */
export class LabelEncoder {
  readonly options: object;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for any option: it has none. */
  constructor(options: object = {}) {
    checkOptionNames(WHO, options, []);
    this.options = options;
  }

  /**
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `y` is empty or not that.
   */
  fit(y: Target): FittedLabelEncoder {
    return new FittedLabelEncoder(sortedLabels(checkLabels(y, 'y')));
  }
}

/** A fitted `LabelEncoder`. */
export class FittedLabelEncoder {
  readonly kind = 'labelEncoder';
  /** The labels in order; the code of each is its position. */
  readonly classes: readonly Label[];
  readonly #codes: ReadonlyMap<Label, number>;

  constructor(classes: readonly Label[]) {
    this.classes = classes;
    this.#codes = new Map(classes.map((label, code) => [label, code]));
  }

  /**
   * The code of each label.
   *
   * @throws {ModelMountError} `INVALID_INPUT` for a label that was not there when fitting.
   */
  transform(y: Target): Int32Array {
    checkList(y, 'y', 'labels');
    return Int32Array.from({ length: y.length }, (_, i) => {
      const code = this.#codes.get(y[i] as Label);
      if (code !== undefined) return code;
      throw new ModelMountError('INVALID_INPUT', `y[${i}] is ${show(y[i])}, which ${WHO} did not see when fitting`);
    });
  }

  /**
   * The label of each code.
   *
   * @throws {ModelMountError} `INVALID_INPUT` for what is no code.
   */
  inverseTransform(codes: ArrayLike<number>): Label[] {
    checkList(codes, 'codes', 'codes');
    return Array.from(codes, (code, i) => {
      const label = this.classes[code];
      if (label !== undefined) return label;
      throw new ModelMountError(
        'INVALID_INPUT',
        `codes[${i}] must be a whole number from 0 to ${this.classes.length - 1}, got ${show(code)}`,
      );
    });
  }

  toJSON(): JsonObject {
    return { kind: this.kind, classes: this.classes };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedLabelEncoder {
    const fields = new JsonFields(json, path, { kind: 'labelEncoder', known: ['classes'] });
    return new FittedLabelEncoder(readClasses(fields));
  }
}
