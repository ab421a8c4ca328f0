import { ModelMountError } from '../../../../core/errors.js';
import type { Label } from '../../../../core/session.js';
import type { Target } from '../../../contracts.js';
import { checkLabels } from '../../../data/labels/check-labels.js';
import { checkNumbers, checkSameLength } from '../../../data/check-numbers.js';
import { encodeSorted } from '../../../selection/splits/common/encode-labels.js';

/** What a target is. */
export type TargetType = 'binary' | 'continuous' | 'multiclass';

/** All of `TargetType`. */
export const TARGET_TYPES: readonly TargetType[] = ['binary', 'continuous', 'multiclass'];

/** A target as the columns whose means are taken. */
export interface TargetColumns {
  readonly type: TargetType;
  /** The classes in order; `undefined` for numbers. */
  readonly classes: readonly Label[] | undefined;
  /** The numbers; 0 and 1 for the second of two classes; 0 and 1 for each of more. */
  readonly columns: readonly Float64Array[];
}

/**
 * The target, checked.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if it is missing, of another length, not of the type asked for, or all
 *   labels are equal.
 */
export function readTarget(
  y: Target | undefined,
  { nRows, targetType }: { readonly nRows: number; readonly targetType: 'auto' | TargetType },
): TargetColumns {
  checkSameLength(['y', y?.length ?? 0], ['X', nRows]);
  const values = Array.from(y ?? []);
  const isNumbers = values.some((value) => typeof value === 'number' && !Number.isInteger(value));
  if (targetType === 'continuous' || (targetType === 'auto' && isNumbers)) {
    return { type: 'continuous', classes: undefined, columns: [checkNumbers(values, 'y')] };
  }
  const { labels, codes } = encodeSorted(checkLabels(values, 'y'));
  const type = targetType === 'auto' ? (labels.length === 2 ? 'binary' : 'multiclass') : targetType;
  if (labels.length < 2 || (type === 'binary' && labels.length > 2)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `y of TargetEncoder must have ${type === 'binary' ? 'two' : 'at least two'} classes, got ${labels.length}`,
    );
  }
  const isClass = (k: number): Float64Array => Float64Array.from(codes, (code) => (code === k ? 1 : 0));
  return { type, classes: labels, columns: type === 'binary' ? [isClass(1)] : labels.map((_, k) => isClass(k)) };
}
