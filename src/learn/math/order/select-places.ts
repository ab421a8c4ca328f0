import { selectInPlace } from './select.js';

/** Parts into which the range of the values is cut; their counts should stay in the nearest cache. */
const N_PARTS = 2 ** 13;
/** Fewer values are selected one place after the other. */
const FEW = 2 ** 12;

/**
 * Writes to each of some places the value that would lie there if all were sorted; what lies at others then is of no use.
 * Time linear in the number of values, however many places.
 *
 * Method: counts the values by where between the smallest and the largest they lie, and sorts those parts only in which
 * the places are. Where they hold too many values, selects one place after the other.
 *
 * @param values - Without NaN.
 */
export function selectPlaces(values: Float64Array, places: readonly number[]): void {
  const found = values.length > FEW ? findInParts(values, places) : undefined;
  const selected = found ?? places.map((place) => selectInPlace(values, place));
  for (const [k, place] of places.entries()) values[place] = selected[k] as number;
}

/** `undefined` where the parts do not tell the values apart. */
function findInParts(values: Float64Array, places: readonly number[]): number[] | undefined {
  let [lowest, highest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const factor = (N_PARTS - 0.5) / (highest - lowest);
  if (!(factor > 0 && factor < Infinity)) return undefined;
  const ends = new Uint32Array(N_PARTS);
  for (let i = 0; i < values.length; i++) {
    const part = (((values[i] as number) - lowest) * factor) | 0;
    ends[part] = (ends[part] as number) + 1;
  }
  for (let part = 1; part < N_PARTS; part++) ends[part] = (ends[part] as number) + (ends[part - 1] as number);
  const members = new Map<number, Float64Array>();
  const sought = new Uint8Array(N_PARTS);
  let nMembers = 0;
  for (const place of places) {
    const part = partOf(place, ends);
    if (sought[part] === 1) continue;
    sought[part] = 1;
    const size = (ends[part] as number) - (ends[part - 1] ?? 0);
    nMembers += size;
    members.set(part, new Float64Array(size));
  }
  if (nMembers > values.length / 4) return undefined;
  const nFound = new Uint32Array(N_PARTS);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const part = ((value - lowest) * factor) | 0;
    if (sought[part] === 0) continue;
    const at = nFound[part] as number;
    (members.get(part) as Float64Array)[at] = value;
    nFound[part] = at + 1;
  }
  for (const own of members.values()) own.sort();
  return places.map((place) => {
    const part = partOf(place, ends);
    return (members.get(part) as Float64Array)[place - (ends[part - 1] ?? 0)] as number;
  });
}

/** The first part that ends behind the place. */
function partOf(place: number, ends: Uint32Array): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
