import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';

const SIZE = 624;
const SHIFT = 397;

/**
 * The generator of numpy's `RandomState`: the same seed gives the same draws, bit for bit (normals to the last
 * digit that `Math.log` allows).
 *
 * Method: MT19937 (Matsumoto & Nishimura 1998); bounded integers by mask and reject, normals by the polar method.
 *
 * @example
 * ```ts
 * new RandomState(42).random(); // 0.3745401188473625
 * ```
 */
export class RandomState {
  /** What the generator was started with. */
  readonly seed: number;
  readonly #state = new Uint32Array(SIZE);
  #position = SIZE;
  #spareNormal: number | undefined;

  /**
   * @param seed - A whole number from 0 to 2³² − 1.
   * @throws {ModelMountError} `INVALID_ARGUMENT` for anything else.
   */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `a random seed must be a whole number from 0 to 4294967295, got ${show(seed)}`,
      );
    }
    this.seed = seed;
    let word = seed >>> 0;
    for (let i = 0; i < SIZE; i++) {
      this.#state[i] = word;
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i + 1) >>> 0;
    }
  }

  /** The next number in `[0, 1)`, with 53 random bits. */
  random(): number {
    const high = this.#nextUint32() >>> 5;
    const low = this.#nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /**
   * A whole number from `low` to `high - 1`.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` unless both are whole and `0 < high - low ≤ 2³²`.
   */
  randint(low: number, high: number): number {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high <= low || high - low > 2 ** 32) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `randint needs whole bounds with low < high ≤ low + 2^32, got ${show(low)} and ${show(high)}`,
      );
    }
    return low + this.#below(high - low - 1);
  }

  /** The whole numbers 0 to `n - 1` in random order. */
  permutation(n: number): number[] {
    const positions = new Int32Array(n);
    for (let i = 0; i < n; i++) positions[i] = i;
    this.shuffleInPlace(positions);
    // Twenty times as fast as `Array.from`.
    const permuted = new Array<number>(n);
    for (let i = 0; i < n; i++) permuted[i] = positions[i] as number;
    return permuted;
  }

  /** The same items in random order; the array given is not changed. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.#below(i);
      const item = shuffled[i] as T;
      shuffled[i] = shuffled[j] as T;
      shuffled[j] = item;
    }
    return shuffled;
  }

  /** Brings the elements of `positions` into random order, with the draws of `shuffle`. */
  shuffleInPlace(positions: Int32Array): void {
    for (let i = positions.length - 1; i > 0; i--) {
      const j = this.#below(i);
      const position = positions[i] as number;
      positions[i] = positions[j] as number;
      positions[j] = position;
    }
  }

  /**
   * `size` of the items, each equally likely.
   *
   * @param hasReplacement - Whether an item can be drawn twice.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if there are too few items.
   */
  choice<T>(items: readonly T[], size: number, hasReplacement = true): T[] {
    if (items.length < (hasReplacement ? Math.min(size, 1) : size)) {
      throw new ModelMountError('INVALID_ARGUMENT', `cannot draw ${size} of ${items.length} items`);
    }
    const positions = hasReplacement
      ? Array.from({ length: size }, () => this.#below(items.length - 1))
      : this.permutation(items.length).slice(0, size);
    return positions.map((position) => items[position] as T);
  }

  /** A draw from the uniform distribution over `[low, high)`. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.random();
  }

  /** A draw from the normal distribution. */
  normal(mean = 0, standardDeviation = 1): number {
    return mean + standardDeviation * this.#standardNormal();
  }

  /** A draw from the exponential distribution. */
  exponential(scale = 1): number {
    return -scale * Math.log(1 - this.random());
  }

  #standardNormal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.random() - 1;
      const y = 2 * this.random() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spareNormal = factor * x;
      return factor * y;
    }
  }

  /** A whole number from 0 to `max` (at most 2³² − 1). */
  #below(max: number): number {
    if (max === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(max)) - 1;
    for (;;) {
      const value = (this.#nextUint32() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  #nextUint32(): number {
    if (this.#position === SIZE) this.#refill();
    let y = this.#state[this.#position++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #refill(): void {
    const state = this.#state;
    for (let i = 0; i < SIZE; i++) {
      const next = i + 1 < SIZE ? i + 1 : 0;
      const shifted = i + SHIFT < SIZE ? i + SHIFT : i + SHIFT - SIZE;
      const y = ((state[i] as number) & 0x80000000) | ((state[next] as number) & 0x7fffffff);
      // Minus the last bit is a mask of ones where it is 1.
      state[i] = (state[shifted] as number) ^ (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
    }
    this.#position = 0;
  }
}
