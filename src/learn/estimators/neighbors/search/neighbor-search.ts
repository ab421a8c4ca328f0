import type { Matrix } from '../../../math/matrix.js';
import type { NearestRows } from './nearest-rows.js';

/** A finder of the rows nearest to points. */
export interface NeighborSearch {
  /**
   * Offers to `nearest`, where nothing was offered before, the rows that may be nearest to each query, those nearest to
   * it among them.
   *
   * @param queries - A point per row.
   */
  find(queries: Matrix, nearest: NearestRows): void;
}
