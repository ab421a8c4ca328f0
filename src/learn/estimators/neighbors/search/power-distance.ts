/**
 * Minkowski distances from one point, as sums of powers: their root nobody needs to know the order. For power
 * `Infinity` it is the largest difference.
 */
export class PowerDistance {
  readonly p: number;
  readonly #length: number;
  #query: Float64Array = new Float64Array(0);
  #start = 0;

  /** @param length - Coordinates of a point. */
  constructor(p: number, length: number) {
    this.p = p;
    this.#length = length;
  }

  /** Measures from now on from the point that begins at `start`. */
  measureFrom(query: Float64Array, start: number): void {
    this.#query = query;
    this.#start = start;
  }

  /** To the point that begins at `at`. */
  to(data: Float64Array, at: number): number {
    const query = this.#query;
    const start = this.#start;
    const length = this.#length;
    let total = 0;
    if (this.p === 1) {
      for (let j = 0; j < length; j++) total += Math.abs((data[at + j] as number) - (query[start + j] as number));
    } else {
      for (let j = 0; j < length; j++) {
        total = this.#add(total, Math.abs((data[at + j] as number) - (query[start + j] as number)));
      }
    }
    return total;
  }

  /** To the nearest point of a box, whose lowest corner begins at `low` and whose highest comes after it. */
  toBox(corners: Float64Array, low: number): number {
    const query = this.#query;
    const start = this.#start;
    const length = this.#length;
    let total = 0;
    for (let j = 0; j < length; j++) {
      const value = query[start + j] as number;
      const below = (corners[low + j] as number) - value;
      const above = value - (corners[low + length + j] as number);
      total = this.#add(total, below > 0 ? below : above > 0 ? above : 0);
    }
    return total;
  }

  /** The distance that a sum of powers stands for. */
  root(total: number): number {
    if (this.p === 2) return Math.sqrt(total);
    return this.p === 1 || this.p === Infinity ? total : total ** (1 / this.p);
  }

  #add(total: number, size: number): number {
    if (this.p === 2) return total + size * size;
    if (this.p === 1) return total + size;
    return this.p === Infinity ? Math.max(total, size) : total + size ** this.p;
  }
}
