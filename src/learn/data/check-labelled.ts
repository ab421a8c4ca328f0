import { ModelMountError } from '../../core/errors.js';
import { isObject } from '../../core/json.js';
import { show } from '../../core/issue.js';
import type { Target } from '../contracts.js';
import { checkList } from './check-list.js';
import { checkSameLength } from './check-numbers.js';
import { countRows, type Samples } from './samples.js';

/**
 * How many samples there are in `{ X, y }`.
 *
 * @param who - Whose data it is, for messages.
 * @throws {ModelMountError} `INVALID_ARGUMENT` unless there are rows and a target for each.
 */
export function checkLabelled(who: string, data: { readonly X: Samples; readonly y: Target }): number {
  if (!isObject(data)) throw new ModelMountError('INVALID_ARGUMENT', `${who} takes { X, y }, got ${show(data)}`);
  const nSamples = countRows(data.X);
  const y: unknown = data.y;
  checkList(y, `y of ${who}`, 'targets, one for each row');
  checkSameLength(['y', y.length], ['X', nSamples]);
  return nSamples;
}
