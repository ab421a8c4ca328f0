import type { Label } from '../../core/session.js';

/** Numbers by label, for the row whose numbers begin at `start`. */
export type ByLabel = (numbers: ArrayLike<number>, start: number) => Record<string, number>;

/**
 * Makes objects of one number per label, in the order of the labels. Of labels that are written alike the last counts.
 */
export function byLabel(labels: readonly Label[]): ByLabel {
  const keys = labels.map(String);
  // Copied for each row: what it has already is set without a setter or prototype being asked, even "__proto__".
  const template: Readonly<Record<string, number>> = Object.fromEntries(keys.map((key) => [key, NaN]));
  return (numbers, start) => {
    const object = { ...template };
    for (let k = 0; k < keys.length; k++) object[keys[k] as string] = numbers[start + k] as number;
    return object;
  };
}
