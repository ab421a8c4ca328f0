import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { OptionRule } from './check-options.js';

/**
 * Weights of the classes: by label, 1 where a class is not named; or `'balanced'`, which gives all classes the same
 * total weight. An object's keys are compared with the labels' text.
 */
export type ClassWeight = 'balanced' | ReadonlyMap<Label, number> | Readonly<Record<string, number>>;

/** The rule of an option `classWeight`. */
export const CLASS_WEIGHT_RULE: OptionRule = {
  expected: '"balanced", or an object or a Map of weights by label',
  accepts: (value) => value === 'balanced' || (typeof value === 'object' && value !== null),
};

/**
 * The weight of each class.
 *
 * @param totals - Sum of the sample weights of each class, in the order of `classes`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a label that is no class or a weight that is not finite and ≥ 0.
 */
export function resolveClassWeight(
  classWeight: ClassWeight | undefined,
  classes: readonly Label[],
  totals: Float64Array,
): Float64Array {
  if (classWeight === undefined) return new Float64Array(classes.length).fill(1);
  if (classWeight === 'balanced') {
    const all = totals.reduce((total, value) => total + value, 0);
    return totals.map((total) => (total > 0 ? all / (classes.length * total) : 1));
  }
  const weights = new Float64Array(classes.length).fill(1);
  const entries = classWeight instanceof Map ? [...classWeight] : Object.entries(classWeight as Record<string, number>);
  for (const [label, weight] of entries as [Label, unknown][]) {
    const k = classes.findIndex((name) => (classWeight instanceof Map ? name === label : String(name) === label));
    if (k === -1) {
      throw new ModelMountError('INVALID_ARGUMENT', `classWeight names ${show(label)}, which is no class of y`);
    }
    if (typeof weight !== 'number' || !(weight >= 0 && weight < Infinity)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `classWeight of ${show(label)} must be finite and ≥ 0, got ${show(weight)}`,
      );
    }
    weights[k] = weight;
  }
  return weights;
}
