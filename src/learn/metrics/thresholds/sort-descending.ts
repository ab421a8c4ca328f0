/** Where the word of a float64 is that has its sign, exponent and first digits: depends on the machine's byte order. */
const HIGH_WORD = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;
/** Keys of more bits are sorted by three digits instead of two: a digit's table should stay in the processor's cache. */
const BITS_OF_TWO_DIGITS = 26;

/** Scores from the highest to the lowest. */
export interface DescendingScores {
  /** The position of each in the original list; equal scores keep their order. */
  readonly order: Uint32Array;
  readonly sorted: Float64Array;
}

/**
 * Sorts scores from the highest to the lowest, in time linear in their number.
 *
 * Method: radix sort (Knuth, The Art of Computer Programming 3, 5.2.5) by the higher half of their bits, which leaves
 * little to be done by insertion; where it leaves much, by the lower half first.
 *
 * @param scores - Finite numbers; 0 and −0 are equal. Not changed.
 */
export function sortDescending(scores: Float64Array): DescendingScores {
  const keys = new Uint32Array(scores.length);
  const nBits = highKeys(scores, keys);
  let order = sortByKeys(keys, undefined, nBits);
  const sorted = new Float64Array(scores.length);
  if (!insert(order, scores, sorted)) {
    lowKeys(scores, keys);
    order = sortByKeys(keys, undefined, 32);
    order = sortByKeys(keys, order, highKeys(scores, keys));
    for (let k = 0; k < order.length; k++) sorted[k] = scores[order[k] as number] as number;
  }
  return { order, sorted };
}

/** Writes a whole number for each score that falls as it grows, from 0; returns how many bits the highest has. */
function highKeys(scores: Float64Array, keys: Uint32Array): number {
  const words = wordsOf(scores);
  let [lowest, highest] = [0xffffffff, 0];
  for (let i = 0; i < keys.length; i++) {
    const word = words[2 * i + HIGH_WORD] as number;
    // −0 has the sign of a negative number, but is no lower than 0.
    const key = word >>> 31 === 1 && scores[i] !== 0 ? word : 0x7fffffff - (word & 0x7fffffff);
    if (key < lowest) lowest = key;
    if (key > highest) highest = key;
    keys[i] = key;
  }
  for (let i = 0; i < keys.length; i++) keys[i] = (keys[i] as number) - lowest;
  return 32 - Math.clz32(highest - lowest);
}

/** The same for the bits that `highKeys` leaves out. */
function lowKeys(scores: Float64Array, keys: Uint32Array): void {
  const words = wordsOf(scores);
  for (let i = 0; i < keys.length; i++) {
    const word = words[2 * i + 1 - HIGH_WORD] as number;
    keys[i] = (scores[i] as number) < 0 ? word : 0xffffffff - word;
  }
}

function wordsOf(scores: Float64Array): Uint32Array {
  return new Uint32Array(scores.buffer, scores.byteOffset, 2 * scores.length);
}

/** The positions of `keys`, of `nBits` bits, in ascending order; equal ones as in `order`. `keys` is used up. */
function sortByKeys(keys: Uint32Array, order: Uint32Array | undefined, nBits: number): Uint32Array {
  const nPasses = nBits > BITS_OF_TWO_DIGITS ? 3 : 2;
  const nDigitBits = Math.max(1, Math.ceil(nBits / nPasses));
  let from: Keyed = { keys, order: new Uint32Array(keys.length) };
  let to: Keyed = { keys: new Uint32Array(keys.length), order: new Uint32Array(keys.length) };
  for (let k = 0; k < keys.length; k++) from.order[k] = order === undefined ? k : (order[k] as number);
  if (order !== undefined) {
    for (let k = 0; k < keys.length; k++) to.keys[k] = keys[order[k] as number] as number;
    keys.set(to.keys);
  }
  for (let pass = 0; pass < nPasses; pass++) {
    scatter(from, to, { shift: pass * nDigitBits, mask: 2 ** nDigitBits - 1 });
    [from, to] = [to, from];
  }
  return from.order;
}

interface Keyed {
  readonly keys: Uint32Array;
  readonly order: Uint32Array;
}

function scatter(from: Keyed, to: Keyed, { shift, mask }: { shift: number; mask: number }): void {
  const { keys, order } = from;
  const { keys: toKeys, order: toOrder } = to;
  const places = new Uint32Array(mask + 1);
  for (let k = 0; k < keys.length; k++) {
    const digit = ((keys[k] as number) >>> shift) & mask;
    places[digit] = (places[digit] as number) + 1;
  }
  let place = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const count = places[digit] as number;
    places[digit] = place;
    place += count;
  }
  for (let k = 0; k < keys.length; k++) {
    const key = keys[k] as number;
    const digit = (key >>> shift) & mask;
    const to = places[digit] as number;
    places[digit] = to + 1;
    toOrder[to] = order[k] as number;
    toKeys[to] = key;
  }
}

/** Finishes a nearly sorted order by insertion, and fills `sorted`; `false` if that takes too many steps. */
function insert(order: Uint32Array, scores: Float64Array, sorted: Float64Array): boolean {
  let nSteps = 16 * order.length;
  let last = Infinity;
  for (let k = 0; k < order.length; k++) {
    const i = order[k] as number;
    const score = scores[i] as number;
    if (score <= last) {
      sorted[k] = last = score;
      continue;
    }
    let place = k;
    while (place > 0 && (sorted[place - 1] as number) < score) {
      sorted[place] = sorted[place - 1] as number;
      order[place] = order[place - 1] as number;
      place--;
    }
    sorted[place] = score;
    order[place] = i;
    nSteps -= k - place;
    if (nSteps < 0) return false;
  }
  return true;
}
