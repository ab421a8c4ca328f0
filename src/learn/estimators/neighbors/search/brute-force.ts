import type { Matrix } from '../../../math/matrix.js';
import type { NearestRows } from './nearest-rows.js';
import type { NeighborSearch } from './neighbor-search.js';
import type { PowerDistance } from './power-distance.js';
import { RowScan } from './row-scan.js';

/** Elements of the samples that all queries are asked about before going on: what stays in a nearby cache. */
const BLOCK_SIZE = 16_384;

/** Looks at every row, in time O(nRows · nColumns) for a query. */
export class BruteForce implements NeighborSearch {
  readonly #points: Matrix;
  readonly #distance: PowerDistance;

  constructor(points: Matrix, distance: PowerDistance) {
    this.#points = points;
    this.#distance = distance;
  }

  find(queries: Matrix, nearest: NearestRows): void {
    const { nRows, nColumns } = this.#points;
    const scan = new RowScan({ points: this.#points }, this.#distance, { queries, nearest });
    const blockRows = 4 * Math.max(1, Math.floor(BLOCK_SIZE / 4 / nColumns));
    for (let from = 0; from < nRows; from += blockRows) {
      const to = Math.min(nRows, from + blockRows);
      let query = 0;
      for (; query + 1 < queries.nRows; query += 2) scan.two(query, from, to);
      if (query < queries.nRows) scan.one(query, from, to);
    }
  }
}
