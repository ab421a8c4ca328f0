/** Where the word of a float64 is that has its sign, exponent and first digits: depends on the machine's byte order. */
const HIGH_WORD = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;
/** A digit has at most so many bits: the places that one pass writes to should stay in the processor's cache. */
const MOST_BITS = 11;
/** Parts of so few scores are left to insertion. */
const FEW = 32;

/** Scores, and a number that goes with each. */
export interface CarryingScores {
  readonly scores: Float64Array;
  readonly carried: Float64Array;
}

/**
 * Sorts scores from the highest to the lowest, in time linear in their number.
 *
 * What goes with the scores is moved along: to look it up by position afterwards would take longer than the sort.
 * Method: radix sort from the first digit on (Knuth, The Art of Computer Programming 3, 5.2.5), by the bits in which
 * the scores of a part differ; small parts by insertion.
 *
 * @param given - Finite scores; 0 and −0 are equal. What goes with equal scores keeps its order. Not changed.
 */
export function sortDescending(given: CarryingScores): CarryingScores {
  const sorter = new Sorter(given);
  sorter.sort({ from: given, start: 0, end: given.scores.length, depth: 0 });
  insert(sorter.sorted);
  return sorter.sorted;
}

/** A stretch of scores whose places among all others are known, and how many stretches it is inside of. */
interface Part {
  readonly from: CarryingScores;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/** The bits by which to tell the scores of a part from each other. */
interface Digit {
  /** Which word of a score they are in. */
  readonly word: number;
  /** The lowest key of that word. */
  readonly lowest: number;
  readonly shift: number;
  /** How many values they have. */
  readonly nValues: number;
}

class Sorter {
  readonly sorted: CarryingScores;
  #room: CarryingScores = { scores: new Float64Array(0), carried: new Float64Array(0) };
  /** By depth, where the stretches of the part end that is being sorted. */
  readonly #tables: Uint32Array[] = [];

  constructor({ scores }: CarryingScores) {
    this.sorted = { scores: new Float64Array(scores.length), carried: new Float64Array(scores.length) };
  }

  /** Writes a part to `sorted`, in order but for neighbours of at most `FEW` places. */
  sort({ from, start, end, depth }: Part): void {
    const isFirst = depth === 0;
    const digit = end - start > FEW ? digitOf({ from, start, end, depth }) : undefined;
    if (digit === undefined) {
      if (isFirst) copy(from, this.sorted, { start, end, to: 0 });
      return;
    }
    const ends = (this.#tables[depth] ??= new Uint32Array(2 ** MOST_BITS)).fill(0, 0, digit.nValues);
    // The first pass writes to the result; later ones to the same room again and again, which so stays in the cache.
    const into = isFirst ? this.sorted : this.#roomFor(end - start);
    spread({ from, start, end, depth }, digit, { into, ends });
    if (!isFirst) copy(into, this.sorted, { start: 0, end: end - start, to: start });
    for (let value = 0, first = start; value < digit.nValues; value++) {
      const last = start + (ends[value] as number);
      if (last - first > FEW) this.sort({ from: this.sorted, start: first, end: last, depth: depth + 1 });
      first = last;
    }
  }

  #roomFor(size: number): CarryingScores {
    if (this.#room.scores.length < size) {
      this.#room = { scores: new Float64Array(size), carried: new Float64Array(size) };
    }
    return this.#room;
  }
}

/** `undefined` if all scores of the part are equal. */
function digitOf({ from: { scores }, start, end }: Part): Digit | undefined {
  const words = wordsOf(scores);
  let word = HIGH_WORD;
  let [lowest, highest] = extent(scores, words, { start, end, word });
  if (lowest === highest) {
    word = 1 - HIGH_WORD;
    [lowest, highest] = extent(scores, words, { start, end, word });
    if (lowest === highest) return undefined;
  }
  const nBits = 32 - Math.clz32(highest - lowest);
  // About as many values as scores: fewer leave more to do, more take longer to count.
  const shift = Math.max(0, nBits - Math.min(MOST_BITS, 32 - Math.clz32(end - start)));
  return { word, lowest, shift, nValues: ((highest - lowest) >>> shift) + 1 };
}

function extent(
  scores: Float64Array,
  words: Uint32Array,
  { start, end, word }: { start: number; end: number; word: number },
): [lowest: number, highest: number] {
  let [lowest, highest] = [0xffffffff, 0];
  for (let i = start; i < end; i++) {
    const key = keyOf(scores[i] as number, words[2 * i + word] as number, word);
    if (key < lowest) lowest = key;
    if (key > highest) highest = key;
  }
  return [lowest, highest];
}

/** Writes the part to the start of `into`, by the values of the digit, and where each of them ends to `ends`. */
function spread(
  { from, start, end }: Part,
  { word, lowest, shift, nValues }: Digit,
  { into, ends }: { into: CarryingScores; ends: Uint32Array },
): void {
  const { scores, carried } = from;
  const { scores: toScores, carried: toCarried } = into;
  const words = wordsOf(scores);
  for (let i = start; i < end; i++) {
    const value = (keyOf(scores[i] as number, words[2 * i + word] as number, word) - lowest) >>> shift;
    ends[value] = (ends[value] as number) + 1;
  }
  let place = 0;
  for (let value = 0; value < nValues; value++) {
    const count = ends[value] as number;
    ends[value] = place;
    place += count;
  }
  for (let i = start; i < end; i++) {
    const score = scores[i] as number;
    const value = (keyOf(score, words[2 * i + word] as number, word) - lowest) >>> shift;
    const to = ends[value] as number;
    ends[value] = to + 1;
    toScores[to] = score;
    toCarried[to] = carried[i] as number;
  }
}

function copy(
  from: CarryingScores,
  into: CarryingScores,
  { start, end, to }: { start: number; end: number; to: number },
): void {
  into.scores.set(from.scores.subarray(start, end), to);
  into.carried.set(from.carried.subarray(start, end), to);
}

function wordsOf(scores: Float64Array): Uint32Array {
  return new Uint32Array(scores.buffer, scores.byteOffset, 2 * scores.length);
}

/** A whole number that falls as the word of the score grows. */
function keyOf(score: number, bits: number, word: number): number {
  if (word !== HIGH_WORD) return score < 0 ? bits : 0xffffffff - bits;
  // −0 has the sign of a negative number, but is no lower than 0.
  return bits >>> 31 === 1 && score !== 0 ? bits : 0x7fffffff - (bits & 0x7fffffff);
}

/** Finishes what is nearly sorted. */
function insert({ scores, carried }: CarryingScores): void {
  for (let k = 1; k < scores.length; k++) {
    const score = scores[k] as number;
    if (score <= (scores[k - 1] as number)) continue;
    const own = carried[k] as number;
    let place = k;
    while (place > 0 && (scores[place - 1] as number) < score) {
      scores[place] = scores[place - 1] as number;
      carried[place] = carried[place - 1] as number;
      place--;
    }
    scores[place] = score;
    carried[place] = own;
  }
}
