import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import type { Label } from '../../core/session.js';
import type { Target } from '../contracts.js';

/**
 * `values` as an array of class labels: all strings, all booleans or all whole numbers, at least one.
 *
 * @param name - What to call them in messages: `'yTrue'`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` naming the first value that is no label, or of another type than
 *   the first.
 */
export function checkLabels(values: Target | undefined, name: string): Label[] {
  const labels = Array.from<unknown>(values ?? []);
  if (labels.length === 0) {
    throw new ModelMountError('INVALID_ARGUMENT', `${name} must hold at least one label, got ${show(values)}`);
  }
  labels.forEach((label, i) => {
    const isLabel = typeof label === 'string' || typeof label === 'boolean' || Number.isSafeInteger(label);
    if (!isLabel) {
      const hint =
        typeof label === 'number' && Number.isFinite(label) ? '; scores must be turned into labels first' : '';
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${name}[${i}] must be a class label (a string, a boolean or a whole number), got ${show(label)}${hint}`,
      );
    }
    if (typeof label !== typeof labels[0]) throw mixedTypes(`${name}[${i}]`, label as Label, labels[0] as Label);
  });
  return labels as Label[];
}

/** `INVALID_ARGUMENT` unless both lists, already checked, hold labels of one type. */
export function checkSameLabelType(labels: readonly Label[], others: readonly Label[], name: string): void {
  if (typeof labels[0] !== typeof others[0]) throw mixedTypes(`${name}[0]`, labels[0] as Label, others[0] as Label);
}

function mixedTypes(where: string, label: Label, other: Label): ModelMountError {
  return new ModelMountError(
    'INVALID_ARGUMENT',
    `labels must be all of one type: ${where} is the ${typeof label} ${show(label)} beside the ${typeof other} ${show(other)}`,
  );
}
