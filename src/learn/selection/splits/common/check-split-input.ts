import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { checkLabels } from '../../../data/labels/check-labels.js';
import { checkList } from '../../../data/check-list.js';
import { checkSameLength } from '../../../data/check-numbers.js';
import { countRows, type Samples } from '../../../data/samples.js';
import type { Groups } from '../splitter.js';

/** How many rows `X` has; `INVALID_ARGUMENT` if there are fewer than `min`. */
export function checkRowCount(X: Samples, min: number, who: string): number {
  const nSamples = countRows(X);
  if (nSamples >= min) return nSamples;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${who} needs at least ${min} samples, got ${nSamples}; give more samples or make fewer splits`,
  );
}

/** The labels of `y`, one per row; `INVALID_ARGUMENT` if they are no labels. */
export function checkClasses(y: Target | undefined, nSamples: number, who: string): Label[] {
  if (y === undefined) {
    throw new ModelMountError('INVALID_ARGUMENT', `${who} needs y, whose classes shall keep their shares in each part`);
  }
  const labels = checkLabels(y, 'y');
  checkSameLength(['y', labels.length], ['X', nSamples]);
  return labels;
}

/** Groups, one per row; `INVALID_ARGUMENT` if there are none, or one is no string, boolean or finite number. */
export function checkGroups(groups: Groups | undefined, nSamples: number, who: string): Groups {
  if (groups === undefined) {
    throw new ModelMountError('INVALID_ARGUMENT', `${who} needs groups: which sample belongs with which, one per row`);
  }
  checkList(groups, 'groups', 'groups, one for each row');
  checkSameLength(['groups', groups.length], ['X', nSamples]);
  const type = typeof groups[0];
  for (let i = 0; i < groups.length; i++) {
    const group: unknown = groups[i];
    const isGroup = typeof group === 'string' || typeof group === 'boolean' || Number.isFinite(group);
    if (isGroup && typeof group === type) continue;
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `groups must be all strings, all booleans or all finite numbers; groups[${i}] is ${show(group)}${i > 0 ? ` after ${show(groups[0])}` : ''}`,
    );
  }
  return groups;
}
