import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Target } from '../../contracts.js';
import { checkLabels, checkSameLabelType } from '../../data/labels/check-labels.js';
import { sortedLabels } from '../../data/labels/labels.js';

/**
 * The classes that columns of scores stand for: those of `yTrue`, or those that the caller names.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if there are fewer than two, the named ones are not sorted and
 *   different, or `yTrue` has another one.
 */
export function resolveClasses(labels: Target | undefined, yTrue: readonly Label[]): Label[] {
  const present = sortedLabels(yTrue);
  if (labels === undefined) {
    if (present.length > 1) return present;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `yTrue has only the class ${show(present[0])}; name all classes in the option labels`,
    );
  }
  const named = checkLabels(labels, 'labels');
  checkSameLabelType(named, yTrue, 'yTrue');
  const sorted = sortedLabels(named);
  if (named.length < 2 || sorted.length !== named.length || named.some((label, k) => label !== sorted[k])) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `labels must be at least two different classes in sorted order, as the columns are: ${sorted.slice(0, 5).map(show).join(', ')}`,
    );
  }
  const stray = present.find((label) => !named.includes(label));
  if (stray !== undefined) {
    throw new ModelMountError('INVALID_ARGUMENT', `yTrue has ${show(stray)}, which is not in labels`);
  }
  return named;
}
