/** Before any row was offered: farther than all, and after all. */
const NO_ROW = 0x7fffffff;

/**
 * For each of several queries the nearest rows so far, the farthest of them on top of a heap. Of equally far rows the
 * first ones are kept. At least `size` rows are to be offered for each query.
 */
export class NearestRows {
  /** How many are kept for a query. */
  readonly size: number;
  /** Query after query; once sorted, the nearest first. */
  readonly distances: Float64Array;
  /** The row of each distance. */
  readonly rows: Int32Array;

  constructor(nQueries: number, size: number) {
    this.size = size;
    this.distances = new Float64Array(nQueries * size).fill(Infinity);
    this.rows = new Int32Array(nQueries * size).fill(NO_ROW);
  }

  /** A row farther than this is none of the nearest of the query. */
  bound(query: number): number {
    return this.distances[query * this.size] as number;
  }

  /** Takes a row if it is one of the nearest; returns the bound from then on. */
  offer(query: number, distance: number, row: number): number {
    const top = query * this.size;
    if (this.#isNearer(distance, row, top)) this.#sink({ top, length: this.size }, distance, row);
    return this.distances[top] as number;
  }

  /** Puts the nearest of each query first; no more is to be offered then. */
  sort(): void {
    const { distances, rows, size } = this;
    for (let top = 0; top < rows.length; top += size) {
      for (let length = size - 1; length > 0; length--) {
        const end = top + length;
        const distance = distances[end] as number;
        const row = rows[end] as number;
        distances[end] = distances[top] as number;
        rows[end] = rows[top] as number;
        this.#sink({ top, length }, distance, row);
      }
    }
  }

  #isNearer(distance: number, row: number, than: number): boolean {
    const other = this.distances[than] as number;
    return distance < other || (distance === other && row < (this.rows[than] as number));
  }

  /** In place of the top of a heap. */
  #sink({ top, length }: { top: number; length: number }, distance: number, row: number): void {
    const { distances, rows } = this;
    const end = top + length;
    let at = top;
    for (let child = at + 1; child < end; child = 2 * at - top + 1) {
      if (child + 1 < end && this.#isNearer(distances[child] as number, rows[child] as number, child + 1)) child++;
      if (!this.#isNearer(distance, row, child)) break;
      distances[at] = distances[child] as number;
      rows[at] = rows[child] as number;
      at = child;
    }
    distances[at] = distance;
    rows[at] = row;
  }
}
