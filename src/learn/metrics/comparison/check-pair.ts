import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';

/**
 * `INVALID_ARGUMENT` unless `values` is a list of two.
 *
 * @param what - What the two are: `'the scores of two models'`.
 */
export function checkPair(values: unknown, name: string, what: string): void {
  if (Array.isArray(values) && values.length === 2) return;
  throw new ModelMountError('INVALID_ARGUMENT', `${name} must be an array of ${what}, got ${show(values)}`);
}
