import type { Label } from '../../../../core/session.js';
import { compareLabels } from '../../../data/labels/labels.js';
import type { JsonFields } from '../../common/json-fields.js';

/** The field `classes`: different labels of one type, in their order unless that was given. */
export function readClasses(fields: JsonFields, order: 'sorted' | 'any' = 'sorted'): Label[] {
  const classes = fields.list('classes');
  const isLabel = (value: unknown): value is Label =>
    typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value);
  const isNext = (label: Label, i: number): boolean =>
    i === 0 || order === 'any' || compareLabels(classes[i - 1] as Label, label) < 0;
  const isFine = classes.every((label, i) => isLabel(label) && typeof label === typeof classes[0] && isNext(label, i));
  if (!isFine || new Set(classes).size !== classes.length) {
    fields.fail('classes', `must be different labels of one type${order === 'sorted' ? ', in order' : ''}`);
  }
  return [...(classes as readonly Label[])];
}
