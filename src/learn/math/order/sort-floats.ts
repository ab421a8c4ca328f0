import { RadixSorter, type CarryingFloats } from './radix-sorter.js';

/** Values of the first digit at most; their places should stay in the processor's cache. */
const MOST_STRETCHES = 2 ** 16;
/** Floats that share a value of it, where they are spread evenly. */
const USUAL_STRETCH = 16;
/** Stretches of so few floats are left to insertion. */
const FEW = 48;

/**
 * Floats in ascending order, in new arrays and in time linear in their number. −0 and 0 are equal; equal floats keep
 * their order.
 *
 * What goes with the floats is moved along: to look it up by position afterwards would take longer than the sort.
 * Method: a pass by where between the smallest and the largest they lie; stretches that stay long by radix sort from
 * the first digit on; then insertion.
 *
 * @param values - Without NaN. Not changed.
 * @param carried - As many as `values`; not changed. @default none
 */
export function sortFloats(values: Float64Array, carried: Float64Array = new Float64Array(0)): CarryingFloats {
  const sorted = { values: new Float64Array(values.length), carried: new Float64Array(carried.length) };
  const radix = new RadixSorter(sorted, FEW);
  const ends = values.length > FEW ? spreadByPlace({ values, carried }, sorted) : undefined;
  if (ends === undefined) {
    sorted.values.set(values);
    sorted.carried.set(carried);
    radix.sort(0, values.length);
  } else {
    for (let stretch = 0, start = 0; stretch < ends.length; stretch++) {
      const end = ends[stretch] as number;
      if (end - start > FEW) radix.sort(start, end);
      start = end;
    }
  }
  insert(sorted);
  return sorted;
}

/**
 * Writes floats to `into` by their place between the smallest and the largest; gives where each stretch of them ends,
 * or `undefined` where there is nothing between.
 */
function spreadByPlace(
  { values, carried }: { readonly values: Float64Array; readonly carried: Float64Array },
  into: CarryingFloats,
): Uint32Array | undefined {
  let [lowest, highest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const nStretches = Math.min(MOST_STRETCHES, Math.ceil(values.length / USUAL_STRETCH));
  const factor = (nStretches - 0.5) / (highest - lowest);
  if (!(factor > 0 && factor < Infinity)) return undefined;
  const ends = new Uint32Array(nStretches);
  for (let i = 0; i < values.length; i++) {
    // Rounding never turns two numbers round, so a smaller float has no higher place.
    const place = (((values[i] as number) - lowest) * factor) | 0;
    ends[place] = (ends[place] as number) + 1;
  }
  let end = 0;
  for (let place = 0; place < nStretches; place++) {
    const count = ends[place] as number;
    ends[place] = end;
    end += count;
  }
  const isCarrying = carried.length > 0;
  const { values: toValues, carried: toCarried } = into;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const place = ((value - lowest) * factor) | 0;
    const to = ends[place] as number;
    ends[place] = to + 1;
    toValues[to] = value;
    if (isCarrying) toCarried[to] = carried[i] as number;
  }
  return ends;
}

/** Finishes what is nearly sorted. */
function insert({ values, carried }: CarryingFloats): void {
  const isCarrying = carried.length > 0;
  for (let k = 1; k < values.length; k++) {
    const value = values[k] as number;
    if (value >= (values[k - 1] as number)) continue;
    const own = isCarrying ? (carried[k] as number) : 0;
    let place = k;
    while (place > 0 && (values[place - 1] as number) > value) {
      values[place] = values[place - 1] as number;
      if (isCarrying) carried[place] = carried[place - 1] as number;
      place--;
    }
    values[place] = value;
    if (isCarrying) carried[place] = own;
  }
}
