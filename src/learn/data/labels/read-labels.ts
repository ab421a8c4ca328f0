import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkLabels } from './check-labels.js';
import { checkList } from '../check-list.js';

/** Checked labels in the form that loops are fast on: strings as they are, booleans as 0 and 1. */
export type LabelList =
  | { readonly type: 'number'; readonly values: Int32Array | Float64Array }
  | { readonly type: 'boolean'; readonly values: Int32Array }
  | { readonly type: 'string'; readonly values: ArrayLike<string> };

/**
 * What `checkLabels` checks, without a copy where there need be none: for lists of a million labels.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` as `checkLabels`.
 */
export function readLabels(values: Target | undefined, name: string): LabelList {
  const source: unknown = values;
  checkList(source, name, 'labels');
  if (typeof source[0] === 'number') return { type: 'number', values: readIntegers(source, name) };
  if (typeof source[0] === 'string') return { type: 'string', values: readStrings(source, name) };
  return { type: 'boolean', values: readBooleans(checkLabels(values, name)) };
}

function readIntegers(values: ArrayLike<unknown>, name: string): Int32Array | Float64Array {
  if (values instanceof Int32Array) return values;
  const numbers = new Int32Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const value = values[i];
    if (typeof value === 'number') numbers[i] = value;
    // What does not come back as it was stored is larger than 32 bits, or no label.
    if (numbers[i] !== value) return Float64Array.from(checkLabels(values as Target, name) as number[]);
  }
  return numbers;
}

function readStrings(values: ArrayLike<unknown>, name: string): ArrayLike<string> {
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] !== 'string') checkLabels(values as Target, name); // says which one, and why
  }
  return values as ArrayLike<string>;
}

function readBooleans(labels: readonly Label[]): Int32Array {
  const flags = new Int32Array(labels.length);
  for (let i = 0; i < flags.length; i++) flags[i] = labels[i] === true ? 1 : 0;
  return flags;
}
