import type { Matrix } from '../../math/matrix.js';

/** A finder of the rows nearest to a point. */
export interface NeighborSearch {
  /**
   * Writes the `heap.size` rows nearest to a point into `heap`, which is empty.
   *
   * @param query - Rows of points; the point is the row that begins at `start`.
   */
  find(query: Float64Array, start: number, heap: NeighborHeap): void;
}

/**
 * What is compared in place of distances: sums of powers, whose root nobody needs to know the order.
 *
 * Methods are called for each coordinate, so there is a class for each common power.
 */
export interface Power {
  /** What a difference of one coordinate adds. */
  raise(difference: number): number;
  /** Both together. */
  join(a: number, b: number): number;
  /** The distance. */
  root(total: number): number;
}

/** The Minkowski distance of power `p`. */
export function minkowski(p: number): Power {
  const join = (a: number, b: number): number => a + b;
  if (p === 2) return { raise: (d) => d * d, join, root: Math.sqrt };
  if (p === 1) return { raise: Math.abs, join, root: (total) => total };
  if (p === Infinity) return { raise: Math.abs, join: Math.max, root: (total) => total };
  return { raise: (d) => Math.abs(d) ** p, join, root: (total) => total ** (1 / p) };
}

/** The nearest rows so far, the farthest of them on top. Of equally far rows the first ones are kept. */
export class NeighborHeap {
  readonly size: number;
  readonly distances: Float64Array;
  readonly rows: Int32Array;
  #length = 0;

  constructor(size: number) {
    this.size = size;
    this.distances = new Float64Array(size);
    this.rows = new Int32Array(size);
  }

  /** A row farther than this is none of the nearest. */
  get bound(): number {
    return this.#length < this.size ? Infinity : (this.distances[0] as number);
  }

  clear(): void {
    this.#length = 0;
  }

  push(distance: number, row: number): void {
    if (this.#length < this.size) this.#rise(this.#length++, distance, row);
    else if (this.#isNearer(distance, row, 0)) this.#sink(0, distance, row);
  }

  /** Puts the nearest first; the heap is of no more use then, until it is cleared. */
  sort(): void {
    const { distances, rows } = this;
    for (let end = this.#length - 1; end > 0; end--) {
      const distance = distances[end] as number;
      const row = rows[end] as number;
      distances[end] = distances[0] as number;
      rows[end] = rows[0] as number;
      this.#length = end;
      this.#sink(0, distance, row);
    }
  }

  #isNearer(distance: number, row: number, than: number): boolean {
    const other = this.distances[than] as number;
    return distance < other || (distance === other && row < (this.rows[than] as number));
  }

  #rise(from: number, distance: number, row: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#isNearer(distance, row, parent)) break;
      this.distances[at] = this.distances[parent] as number;
      this.rows[at] = this.rows[parent] as number;
      at = parent;
    }
    this.distances[at] = distance;
    this.rows[at] = row;
  }

  #sink(from: number, distance: number, row: number): void {
    let at = from;
    for (let child = 2 * at + 1; child < this.#length; child = 2 * at + 1) {
      if (
        child + 1 < this.#length &&
        this.#isNearer(this.distances[child] as number, this.rows[child] as number, child + 1)
      ) {
        child++;
      }
      if (!this.#isNearer(distance, row, child)) break;
      this.distances[at] = this.distances[child] as number;
      this.rows[at] = this.rows[child] as number;
      at = child;
    }
    this.distances[at] = distance;
    this.rows[at] = row;
  }
}

/** Looks at every row. */
export class BruteForce implements NeighborSearch {
  readonly #points: Matrix;
  readonly #power: Power;

  constructor(points: Matrix, power: Power) {
    this.#points = points;
    this.#power = power;
  }

  find(query: Float64Array, start: number, heap: NeighborHeap): void {
    const { data, nRows, nColumns } = this.#points;
    const power = this.#power;
    for (let i = 0, k = 0; i < nRows; i++) {
      const bound = heap.bound;
      let total = 0;
      const end = k + nColumns;
      // Once it is too far it need not be known how far.
      for (let j = start; k < end && total <= bound; k++, j++) {
        total = power.join(total, power.raise((data[k] as number) - (query[j] as number)));
      }
      if (k === end && total <= bound) heap.push(total, i);
      k = end;
    }
  }
}
