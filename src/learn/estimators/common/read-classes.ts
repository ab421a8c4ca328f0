import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { JsonFields } from '../../preprocessing/common/json-fields.js';

/**
 * The field `classes` of a fitted classifier's JSON: different labels of one type.
 *
 * @param atLeast - How many there must be.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for anything else.
 */
export function readClasses(fields: JsonFields, atLeast = 1): Label[] {
  const classes = fields.list('classes');
  const isLabel = (value: unknown): value is Label =>
    (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') &&
    typeof value === typeof classes[0] &&
    (typeof value !== 'number' || Number.isSafeInteger(value));
  if (classes.length >= atLeast && new Set(classes).size === classes.length && classes.every(isLabel))
    return [...classes];
  return fields.fail('classes', `must be at least ${atLeast} different labels of one type, got ${show(classes)}`);
}
