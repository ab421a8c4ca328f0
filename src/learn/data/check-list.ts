import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';

/**
 * `INVALID_ARGUMENT` unless `values` is a list: an array, typed or not, or an object with a length as they have. A
 * string has one too, but nobody means its letters.
 *
 * @param name - What to call it in messages: `'yTrue'`.
 * @param holds - What it is a list of: `'labels'`.
 */
export function checkList(values: unknown, name: string, holds: string): asserts values is ArrayLike<unknown> {
  if (isList(values)) return;
  throw new ModelMountError('INVALID_ARGUMENT', `${name} must be an array of ${holds}, got ${show(values)}`);
}

function isList(values: unknown): values is ArrayLike<unknown> {
  return typeof values === 'object' && values !== null && 'length' in values && typeof values.length === 'number';
}
