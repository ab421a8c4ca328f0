import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkLabels, checkSameLabelType } from '../../data/check-labels.js';
import { sortedLabels } from '../../data/labels.js';

/** The labels asked for, checked against those that occur; all that occur where none are asked for. */
export function resolveLabels(labels: Target | undefined, yTrue: readonly Label[], yPred: readonly Label[]): Label[] {
  if (labels === undefined) return sortedLabels([...yTrue, ...yPred]);
  const checked = checkLabels(labels, 'labels');
  checkSameLabelType(checked, yTrue, 'yTrue');
  if (new Set(checked).size !== checked.length) {
    throw new ModelMountError('INVALID_ARGUMENT', 'labels must be different from each other');
  }
  return checked;
}
