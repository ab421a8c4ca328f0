import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { FitInput } from '../common/check-fit-input.js';
import { groupMoments, type GroupMoments } from './class-moments.js';

/** What naive Bayes keeps of the rows it has seen. */
export interface SeenRows {
  /** Of the rows of each class. */
  readonly moments: GroupMoments;
  /** Of all rows as one group, without weights: what smoothing is measured by. */
  readonly all: GroupMoments;
}

/**
 * Moments of a batch.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a label that is none of the classes.
 */
export function learnBatch(
  data: FitInput & { readonly labels: readonly Label[]; readonly classes: readonly Label[] },
): SeenRows {
  const { matrix, labels, classes, weights } = data;
  const indexOf = new Map(classes.map((label, k) => [label, k]));
  const classOf = Int32Array.from(labels, (label, i) => {
    const k = indexOf.get(label);
    if (k !== undefined) return k;
    throw new ModelMountError('INVALID_ARGUMENT', `y[${i}] is ${show(label)}, which is none of the classes`);
  });
  const ones = new Float64Array(matrix.nRows).fill(1);
  return {
    moments: groupMoments(matrix, { groupOf: classOf, weights, nGroups: classes.length }),
    all: groupMoments(matrix, { groupOf: new Int32Array(matrix.nRows), weights: ones, nGroups: 1 }),
  };
}
