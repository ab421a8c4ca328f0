import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkList } from '../check-list.js';

/**
 * `values` as an array of class labels: all strings, all booleans or all whole numbers, at least one.
 *
 * @param name - What to call them in messages: `'yTrue'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming the first value that is no label, or of another type than
 *   the first.
 */
export function checkLabels(values: Target | undefined, name: string): Label[] {
  const source: unknown = values;
  checkList(source, name, 'labels');
  if (!(source.length > 0)) {
    throw new ModelMountError('INVALID_ARGUMENT', `${name} must hold at least one label, got ${show(values)}`);
  }
  const type = typeof source[0];
  const labels = new Array<Label>(source.length);
  for (let i = 0; i < labels.length; i++) {
    const label = source[i];
    if (!isLabel(label)) throw noLabel(label, `${name}[${i}]`);
    if (typeof label !== type) throw mixedTypes(`${name}[${i}]`, label, source[0] as Label);
    labels[i] = label;
  }
  return labels;
}

/** `INVALID_ARGUMENT` unless both lists, already checked, hold labels of one type; `name` is that of `others`. */
export function checkSameLabelType(labels: ArrayLike<Label>, others: ArrayLike<Label>, name: string): void {
  if (typeof labels[0] !== typeof others[0]) throw mixedTypes(`${name}[0]`, others[0] as Label, labels[0] as Label);
}

function isLabel(value: unknown): value is Label {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value);
}

function noLabel(value: unknown, where: string): ModelMountError {
  const hint = typeof value === 'number' && Number.isFinite(value) ? '; scores must be turned into labels first' : '';
  return new ModelMountError(
    'INVALID_ARGUMENT',
    `${where} must be a class label (a string, a boolean or a whole number), got ${show(value)}${hint}`,
  );
}

function mixedTypes(where: string, label: Label, other: Label): ModelMountError {
  return new ModelMountError(
    'INVALID_ARGUMENT',
    `labels must be all of one type: ${where} is the ${typeof label} ${show(label)} beside the ${typeof other} ${show(other)}`,
  );
}
