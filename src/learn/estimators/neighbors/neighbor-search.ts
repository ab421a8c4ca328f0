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
 * Minkowski distances from one point, as sums of powers: their root nobody needs to know the order. For power
 * `Infinity` it is the largest difference.
 */
export class PowerDistance {
  readonly #p: number;
  readonly #length: number;
  #query: Float64Array = new Float64Array(0);
  #start = 0;

  /** @param length - Coordinates of a point. */
  constructor(p: number, length: number) {
    this.#p = p;
    this.#length = length;
  }

  /** Measures from now on from the point that begins at `start`. */
  measureFrom(query: Float64Array, start: number): void {
    this.#query = query;
    this.#start = start;
  }

  /** To the point that begins at `at`. There is a loop for each common power: they are what search spends its time in. */
  to(data: Float64Array, at: number): number {
    const query = this.#query;
    const start = this.#start;
    const length = this.#length;
    let total = 0;
    if (this.#p === 2) {
      for (let j = 0; j < length; j++) {
        const difference = (data[at + j] as number) - (query[start + j] as number);
        total += difference * difference;
      }
    } else if (this.#p === 1) {
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
    const length = this.#length;
    let total = 0;
    for (let j = 0; j < length; j++) {
      const value = this.#query[this.#start + j] as number;
      const below = (corners[low + j] as number) - value;
      const above = value - (corners[low + length + j] as number);
      total = this.#add(total, below > 0 ? below : above > 0 ? above : 0);
    }
    return total;
  }

  /** The distance that a sum of powers stands for. */
  root(total: number): number {
    if (this.#p === 2) return Math.sqrt(total);
    return this.#p === 1 || this.#p === Infinity ? total : total ** (1 / this.#p);
  }

  #add(total: number, size: number): number {
    if (this.#p === 2) return total + size * size;
    if (this.#p === 1) return total + size;
    return this.#p === Infinity ? Math.max(total, size) : total + size ** this.#p;
  }
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
  readonly #distance: PowerDistance;

  constructor(points: Matrix, distance: PowerDistance) {
    this.#points = points;
    this.#distance = distance;
  }

  find(query: Float64Array, start: number, heap: NeighborHeap): void {
    const { data, nRows, nColumns } = this.#points;
    const distance = this.#distance;
    distance.measureFrom(query, start);
    for (let i = 0, at = 0; i < nRows; i++, at += nColumns) {
      const total = distance.to(data, at);
      if (total <= heap.bound) heap.push(total, i);
    }
  }
}
