/** Where the word of a float64 is that has its sign, exponent and first digits: depends on the machine's byte order. */
const HIGH_WORD = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;
/** A digit has at most so many bits: the places that one pass writes to should stay in the processor's cache. */
const MOST_BITS = 11;

/** Floats, and a number that goes with each. */
export interface CarryingFloats {
  readonly values: Float64Array<ArrayBuffer>;
  /** Empty where nothing goes with them. */
  readonly carried: Float64Array<ArrayBuffer>;
}

/** The bits by which to tell the floats of a part from each other. */
interface Digit {
  /** Which word of a float they are in. */
  readonly word: number;
  /** The lowest key of that word. */
  readonly lowest: number;
  readonly shift: number;
  /** How many values they have. */
  readonly nValues: number;
}

/**
 * Sorts parts of an array of floats ascending but for neighbours of a few places; equal floats keep their order.
 *
 * Method: radix sort from the first digit on (Knuth, The Art of Computer Programming 3, 5.2.5), by the bits in which
 * the floats of a part differ.
 */
export class RadixSorter {
  readonly #floats: CarryingFloats;
  readonly #words: Uint32Array;
  readonly #few: number;
  /** What a part is spread to; the same again and again, so that it stays in the cache. */
  #room: CarryingFloats = { values: new Float64Array(0), carried: new Float64Array(0) };
  /** By depth, where the stretches of the part end that is being sorted. */
  readonly #tables: Uint32Array[] = [];

  /** @param few - Parts of at most so many floats are left as they are. */
  constructor(floats: CarryingFloats, few: number) {
    this.#floats = floats;
    this.#words = new Uint32Array(floats.values.buffer, floats.values.byteOffset, 2 * floats.values.length);
    this.#few = few;
  }

  /** @param depth - How many parts this one is inside of. */
  sort(start: number, end: number, depth = 0): void {
    const digit = end - start > this.#few ? this.#digitOf(start, end) : undefined;
    if (digit === undefined) return;
    const ends = (this.#tables[depth] ??= new Uint32Array(2 ** MOST_BITS)).fill(0, 0, digit.nValues);
    this.#spread([start, end], digit, ends);
    for (let value = 0, first = start; value < digit.nValues; value++) {
      const last = start + (ends[value] as number);
      if (last - first > this.#few) this.sort(first, last, depth + 1);
      first = last;
    }
  }

  /** `undefined` if all floats of the part are equal. */
  #digitOf(start: number, end: number): Digit | undefined {
    let word = HIGH_WORD;
    let [lowest, highest] = this.#extent(word, start, end);
    if (lowest === highest) {
      word = 1 - HIGH_WORD;
      [lowest, highest] = this.#extent(word, start, end);
      if (lowest === highest) return undefined;
    }
    const nBits = 32 - Math.clz32(highest - lowest);
    // About as many values as floats: fewer leave more to do, more take longer to count.
    const shift = Math.max(0, nBits - Math.min(MOST_BITS, 32 - Math.clz32(end - start)));
    return { word, lowest, shift, nValues: ((highest - lowest) >>> shift) + 1 };
  }

  #extent(word: number, start: number, end: number): [lowest: number, highest: number] {
    const words = this.#words;
    const { values } = this.#floats;
    let [lowest, highest] = [0xffffffff, 0];
    for (let i = start; i < end; i++) {
      const key = keyOf(values[i] as number, words[2 * i + word] as number, word);
      if (key < lowest) lowest = key;
      if (key > highest) highest = key;
    }
    return [lowest, highest];
  }

  /** Puts the part in the order of the values of the digit, and where each of them ends to `ends`. */
  #spread(
    [start, end]: readonly [start: number, end: number],
    { word, lowest, shift, nValues }: Digit,
    ends: Uint32Array,
  ): void {
    const words = this.#words;
    const { values, carried } = this.#floats;
    const room = this.#roomFor(end - start);
    for (let i = start; i < end; i++) {
      const value = (keyOf(values[i] as number, words[2 * i + word] as number, word) - lowest) >>> shift;
      ends[value] = (ends[value] as number) + 1;
    }
    let place = 0;
    for (let value = 0; value < nValues; value++) {
      const count = ends[value] as number;
      ends[value] = place;
      place += count;
    }
    const isCarrying = carried.length > 0;
    for (let i = start; i < end; i++) {
      const float = values[i] as number;
      const value = (keyOf(float, words[2 * i + word] as number, word) - lowest) >>> shift;
      const to = ends[value] as number;
      ends[value] = to + 1;
      room.values[to] = float;
      if (isCarrying) room.carried[to] = carried[i] as number;
    }
    values.set(room.values.subarray(0, end - start), start);
    if (isCarrying) carried.set(room.carried.subarray(0, end - start), start);
  }

  #roomFor(size: number): CarryingFloats {
    if (this.#room.values.length < size) {
      const nCarried = this.#floats.carried.length > 0 ? size : 0;
      this.#room = { values: new Float64Array(size), carried: new Float64Array(nCarried) };
    }
    return this.#room;
  }
}

/** A whole number that grows with the word of the float. */
function keyOf(float: number, bits: number, word: number): number {
  if (word !== HIGH_WORD) return float < 0 ? 0xffffffff - bits : bits;
  // −0 has the sign of a negative number, but is no lower than 0.
  return bits >>> 31 === 1 && float !== 0 ? 0xffffffff - bits : (bits | 0x80000000) >>> 0;
}
