import { sortFloats } from './sort-floats.js';

/**
 * The positions of floats in their ascending order; those of equal ones ascend. Time linear in their number.
 *
 * @param values - Without NaN. Not changed.
 */
export function argsort(values: Float64Array): Uint32Array {
  const positions = new Float64Array(values.length);
  for (let i = 0; i < positions.length; i++) positions[i] = i;
  return Uint32Array.from(sortFloats(values, positions).carried);
}
