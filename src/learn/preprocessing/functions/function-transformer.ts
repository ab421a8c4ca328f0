import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import type { Estimator, Target } from '../../contracts.js';
import { countRows, featureNamesOf, isColumns, toMatrix, toTable, type Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { ModelMountError } from '../../../core/errors.js';
import type { OnWarning } from '../common/warning.js';
import { FittedFunctionTransformer } from './fitted-function-transformer.js';
import { findFunction, type NamedFunction } from './find-function.js';
import type { FunctionRegistry } from './registered-function.js';

const WHO = 'FunctionTransformer';

/** How many rows are tried to see whether two functions undo each other. */
const MAX_CHECKED_ROWS = 100;

/** Options of `FunctionTransformer`. */
export interface FunctionTransformerOptions {
  /** Name of the function: one of `functions`, or a built-in one. @default none, which changes nothing */
  readonly func?: string | undefined;
  /** Name of the function that undoes it. @default none; `inverseTransform` is then refused */
  readonly inverseFunc?: string | undefined;
  /**
   * Functions of one's own, by name. JSON keeps the names only, so the same ones are passed to `reviveTransformer`
   * and `loadModel`.
   * @default none
   */
  readonly functions?: FunctionRegistry | undefined;
  /** Whether to warn when fitting if `inverseFunc` does not undo `func`. @default true */
  readonly checkInverse?: boolean;
  /** Takes warnings. @default none */
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Applies a function that has a name: built in (`log`, `log1p`, `exp`, `expm1`, `sqrt`, `square`, `cbrt`, `abs`,
 * `reciprocal`, `sign` …), or of one's own.
 *
 * A function of a number is applied to every number; NaN, which is a missing value, is given to it as well. A
 * `ColumnsFunction` makes new columns of all columns. Semantics of scikit-learn's `FunctionTransformer`, but a number
 * that becomes infinite (the logarithm of 0), or by a built-in function NaN, is refused.
 *
 * @example
 * ```ts
 * const fitted = new FunctionTransformer({ func: 'log1p', inverseFunc: 'expm1' }).fit([[0], [1]]);
 * fitted.transform([[0]]); // 1 × 1 matrix of 0
 * const half = { half: (value: number) => value / 2 };
 * new FunctionTransformer({ func: 'half', functions: half }).fit([[1]]).transform([[3]]); // 1 × 1 matrix of 1.5
 * ```
 */
export class FunctionTransformer implements Estimator<FittedFunctionTransformer> {
  readonly options: FunctionTransformerOptions;
  readonly #function: NamedFunction | undefined;
  readonly #inverse: NamedFunction | undefined;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or function, or a value that it does not allow. */
  constructor(options: FunctionTransformerOptions = {}) {
    const name = { expected: 'the name of a function', accepts: (value: unknown) => typeof value === 'string' };
    checkOptions(WHO, options, {
      func: name,
      inverseFunc: name,
      functions: { expected: 'an object of functions by name', accepts: isObject },
      checkInverse: OPTION_RULES.flag,
      onWarning: { expected: 'a function', accepts: (value) => typeof value === 'function' },
    });
    this.options = options;
    const { functions } = options;
    this.#function = options.func === undefined ? undefined : findFunction(options.func, functions, WHO);
    this.#inverse = options.inverseFunc === undefined ? undefined : findFunction(options.inverseFunc, functions, WHO);
  }

  /**
   * Learns the columns, and how many the function makes of them.
   *
   * @param X - Numbers; for a `ColumnsFunction` anything. Shape `[nSamples, nFeatures]`.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or the function gives no columns of as many rows.
   */
  fit(X: Samples, _y?: Target): FittedFunctionTransformer {
    const columns = isColumns(X) ? X : toTable(X);
    if (columns.nRows === 0 || columns.nColumns === 0) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${WHO} needs at least one row and one column to fit, got ${countRows(X)} × ${columns.nColumns}`,
      );
    }
    const nFeatures = columns.nColumns;
    const state = { func: this.#function, inverse: this.#inverse, nFeatures, featureNames: featureNamesOf(X) };
    const fitted = new FittedFunctionTransformer({ ...state, nFeaturesOut: nFeatures });
    if (this.#function?.columns !== undefined) {
      return new FittedFunctionTransformer({ ...state, nFeaturesOut: fitted.apply(columns).nColumns });
    }
    this.#checkInverse(X);
    return fitted;
  }

  /** Tries at most 100 rows, evenly spread. */
  #checkInverse(X: Samples): void {
    const { checkInverse = true, onWarning } = this.options;
    const forth = this.#function?.element;
    const back = this.#inverse?.element;
    if (!checkInverse || onWarning === undefined || forth === undefined || back === undefined) return;
    const { data, nRows, nColumns } = toMatrix(X);
    const step = Math.max(1, Math.floor(nRows / MAX_CHECKED_ROWS));
    for (let i = 0; i < nRows; i += step) {
      for (let k = i * nColumns; k < (i + 1) * nColumns; k++) {
        const value = data[k] as number;
        const again = back(forth(value));
        // As numpy's allclose: up to a rounding error, relative and absolute.
        if (Number.isNaN(value) || Math.abs(again - value) <= 1e-8 + 1e-7 * Math.abs(value)) continue;
        const [function_, inverse] = [show(this.#function?.name), show(this.#inverse?.name)];
        const message = `the function ${inverse} does not undo ${function_}: row ${i} does not come back; give another inverseFunc, or set checkInverse to false`;
        onWarning({ code: 'notInverse', message, columns: [k % nColumns] });
        return;
      }
    }
  }
}
