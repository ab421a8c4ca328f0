import type { Matrix } from '../../../math/matrix.js';
import type { NearestRows } from './nearest-rows.js';
import type { PowerDistance } from './power-distance.js';

/** Coordinates to add up before asking whether a row can still be one of the nearest. */
const STRIDE = 16;

// `| 0` below: a place in an array is never so large that adding 1 would overflow, and where the engine knows that, it
// need not look. That is a sixth of the time.

/** The rows to look at: their coordinates, and which row each is if not in the order of the fit. */
export interface ScannedRows {
  readonly points: Matrix;
  readonly order?: Int32Array;
}

/**
 * Measures stretches of rows, each sum in the order of the columns, and offers what may be near. Rows whose sum of some
 * columns is beyond the bound already are left there.
 */
export class RowScan {
  readonly #data: Float64Array;
  readonly #width: number;
  readonly #order: Int32Array | undefined;
  readonly #distance: PowerDistance;
  readonly #queries: Float64Array;
  readonly #nearest: NearestRows;

  /** @param queries - Rows of points. */
  constructor(
    { points, order }: ScannedRows,
    distance: PowerDistance,
    { queries, nearest }: { queries: Matrix; nearest: NearestRows },
  ) {
    this.#data = points.data;
    this.#width = points.nColumns;
    this.#order = order;
    this.#distance = distance;
    this.#queries = queries.data;
    this.#nearest = nearest;
  }

  /** Offers rows `from` to before `to` to a query. */
  one(query: number, from: number, to: number): void {
    if (this.#distance.p !== 2) {
      this.#measure(query, from, to);
      return;
    }
    const data = this.#data;
    const queries = this.#queries;
    const width = this.#width;
    let bound = this.#nearest.bound(query);
    let i = from;
    for (; i + 3 < to; i += 4) {
      let a = i * width;
      let b = a + width;
      let c = b + width;
      let d = c + width;
      let y = query * width;
      const end = b;
      let sumA = 0;
      let sumB = 0;
      let sumC = 0;
      let sumD = 0;
      do {
        for (
          const stop = Math.min(end, a + STRIDE);
          a < stop;
          a = (a + 1) | 0, b = (b + 1) | 0, c = (c + 1) | 0, d = (d + 1) | 0, y = (y + 1) | 0
        ) {
          const value = queries[y] as number;
          const gapA = (data[a] as number) - value;
          const gapB = (data[b] as number) - value;
          const gapC = (data[c] as number) - value;
          const gapD = (data[d] as number) - value;
          sumA += gapA * gapA;
          sumB += gapB * gapB;
          sumC += gapC * gapC;
          sumD += gapD * gapD;
        }
      } while (a < end && (sumA <= bound || sumB <= bound || sumC <= bound || sumD <= bound));
      // Left on the way, all are beyond it.
      if (sumA <= bound) bound = this.#offer(query, sumA, i);
      if (sumB <= bound) bound = this.#offer(query, sumB, i + 1);
      if (sumC <= bound) bound = this.#offer(query, sumC, i + 2);
      if (sumD <= bound) bound = this.#offer(query, sumD, i + 3);
    }
    for (; i < to; i++) {
      let total = 0;
      for (let a = i * width, y = query * width, end = a + width; a < end; a++, y++) {
        const gap = (data[a] as number) - (queries[y] as number);
        total += gap * gap;
      }
      if (total <= bound) bound = this.#offer(query, total, i);
    }
  }

  /** As `one`, for a query and the next: each coordinate that is read serves both. */
  two(query: number, from: number, to: number): void {
    const data = this.#data;
    const queries = this.#queries;
    const width = this.#width;
    const last = this.#distance.p === 2 ? to - ((to - from) % 4) : from;
    let bound = this.#nearest.bound(query);
    let nextBound = this.#nearest.bound(query + 1);
    for (let i = from; i < last; i += 4) {
      let a = i * width;
      let b = a + width;
      let c = b + width;
      let d = c + width;
      let y = query * width;
      let z = y + width;
      const end = b;
      let sumA = 0;
      let sumB = 0;
      let sumC = 0;
      let sumD = 0;
      let nextA = 0;
      let nextB = 0;
      let nextC = 0;
      let nextD = 0;
      do {
        for (
          const stop = Math.min(end, a + STRIDE);
          a < stop;
          a = (a + 1) | 0, b = (b + 1) | 0, c = (c + 1) | 0, d = (d + 1) | 0, y = (y + 1) | 0, z = (z + 1) | 0
        ) {
          const value = queries[y] as number;
          const next = queries[z] as number;
          const xA = data[a] as number;
          const xB = data[b] as number;
          const xC = data[c] as number;
          const xD = data[d] as number;
          sumA += (xA - value) * (xA - value);
          sumB += (xB - value) * (xB - value);
          sumC += (xC - value) * (xC - value);
          sumD += (xD - value) * (xD - value);
          nextA += (xA - next) * (xA - next);
          nextB += (xB - next) * (xB - next);
          nextC += (xC - next) * (xC - next);
          nextD += (xD - next) * (xD - next);
        }
      } while (
        a < end &&
        (sumA <= bound ||
          sumB <= bound ||
          sumC <= bound ||
          sumD <= bound ||
          nextA <= nextBound ||
          nextB <= nextBound ||
          nextC <= nextBound ||
          nextD <= nextBound)
      );
      if (sumA <= bound) bound = this.#offer(query, sumA, i);
      if (sumB <= bound) bound = this.#offer(query, sumB, i + 1);
      if (sumC <= bound) bound = this.#offer(query, sumC, i + 2);
      if (sumD <= bound) bound = this.#offer(query, sumD, i + 3);
      if (nextA <= nextBound) nextBound = this.#offer(query + 1, nextA, i);
      if (nextB <= nextBound) nextBound = this.#offer(query + 1, nextB, i + 1);
      if (nextC <= nextBound) nextBound = this.#offer(query + 1, nextC, i + 2);
      if (nextD <= nextBound) nextBound = this.#offer(query + 1, nextD, i + 3);
    }
    this.one(query, last, to);
    this.one(query + 1, last, to);
  }

  #measure(query: number, from: number, to: number): void {
    const width = this.#width;
    let bound = this.#nearest.bound(query);
    this.#distance.measureFrom(this.#queries, query * width);
    for (let i = from; i < to; i++) {
      const total = this.#distance.to(this.#data, i * width);
      if (total <= bound) bound = this.#offer(query, total, i);
    }
  }

  #offer(query: number, distance: number, row: number): number {
    return this.#nearest.offer(query, distance, this.#order === undefined ? row : (this.#order[row] as number));
  }
}
