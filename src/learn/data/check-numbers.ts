import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import type { Matrix } from '../math/matrix.js';
import { checkList } from './check-list.js';

/**
 * `values` as finite float64, at least one.
 *
 * @param name - What to call them in messages: `'yTrue'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming the first value that is no finite number.
 */
export function checkNumbers(values: ArrayLike<unknown> | undefined, name: string): Float64Array {
  checkList(values, name, 'numbers');
  if (!(values.length > 0)) {
    throw new ModelMountError('INVALID_ARGUMENT', `${name} must hold at least one number, got ${show(values)}`);
  }
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const value = values[i];
    // A difference of NaN is what NaN and the infinities have in common.
    if (typeof value !== 'number' || value - value !== 0) {
      throw new ModelMountError('INVALID_ARGUMENT', `${name}[${i}] must be a finite number, got ${show(value)}`);
    }
    numbers[i] = value;
  }
  return numbers;
}

/** As `checkNumbers`, but gives back a `Float64Array` as it is: for code that does not write to it. */
export function readNumbers(values: ArrayLike<unknown> | undefined, name: string): Float64Array {
  if (!(values instanceof Float64Array) || values.length === 0) return checkNumbers(values, name);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value !== 0) return checkNumbers(values, name); // says which one it is
  }
  return values;
}

/** `INVALID_ARGUMENT` naming row and column of the first element of `X` that is NaN or infinite. */
export function checkFinite(X: Matrix, featureNames: readonly string[] | undefined): void {
  const { data } = X;
  let k = 0;
  // A difference of NaN is what NaN and the infinities have in common.
  while (k < data.length && (data[k] as number) - (data[k] as number) === 0) k++;
  if (k === data.length) return;
  const j = k % X.nColumns;
  const name = featureNames?.[j];
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `X must be finite; row ${Math.floor(k / X.nColumns)}, column ${name === undefined ? j : show(name)} is ${show(X.data[k])}; impute or drop missing values first`,
  );
}

/** `INVALID_ARGUMENT` unless both lengths are equal. */
export function checkSameLength(a: readonly [string, number], b: readonly [string, number]): void {
  if (a[1] === b[1]) return;
  throw new ModelMountError('INVALID_ARGUMENT', `${a[0]} has length ${a[1]}, but ${b[0]} has ${b[1]}`);
}
