import { Matrix } from '../../../math/matrix.js';
import type { NearestRows } from './nearest-rows.js';
import type { NeighborSearch } from './neighbor-search.js';
import { partitionRows } from './partition-rows.js';
import type { PowerDistance } from './power-distance.js';
import { RowScan } from './row-scan.js';

/**
 * A tree of boxes, each cut in two at the middle of its widest side. Answers as brute force does, and looks at few rows
 * where there are few columns.
 *
 * Building takes O(n log n), a search about O(log n) in few dimensions. Source: Bentley 1975; Friedman, Bentley & Finkel 1977.
 */
export class KdTree implements NeighborSearch {
  readonly #distance: PowerDistance;
  /** Rows in the order of the leaves. */
  readonly #order: Int32Array;
  /** Coordinates in that order, so that a leaf is read in one go. */
  readonly #points: Matrix;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  /** Corners of each node's box: lowest, then highest, coordinate by coordinate. */
  readonly #boxes: Float64Array;
  /** The first child of each node, 0 for a leaf; the second comes after it. */
  readonly #children: number[] = [];

  constructor(points: Matrix, distance: PowerDistance, leafSize: number) {
    const { nRows, nColumns } = points;
    this.#distance = distance;
    this.#order = Int32Array.from({ length: nRows }, (_, i) => i);
    this.#starts.push(0);
    this.#ends.push(nRows);
    this.#children.push(0);
    const boxes: Float64Array[] = [];
    const keys = new Float64Array(nRows);
    for (let node = 0; node < this.#starts.length; node++) {
      const box = this.#boxOf(node, points);
      boxes.push(box);
      this.#split(node, widestSide(box), { points, leafSize, keys });
    }
    this.#boxes = new Float64Array(boxes.length * 2 * nColumns);
    for (const [node, box] of boxes.entries()) this.#boxes.set(box, node * 2 * nColumns);
    this.#points = new Matrix(nRows, nColumns);
    for (const [k, row] of this.#order.entries()) this.#points.data.set(points.row(row), k * nColumns);
  }

  find(queries: Matrix, nearest: NearestRows): void {
    const { nColumns } = this.#points;
    const scan = new RowScan({ points: this.#points, order: this.#order }, this.#distance, { queries, nearest });
    const search = (query: number, node: number, distance: number): void => {
      // At equal distance a row that comes first may still replace one that comes later.
      if (distance > nearest.bound(query)) return;
      const child = this.#children[node] as number;
      if (child === 0) {
        scan.one(query, this.#starts[node] as number, this.#ends[node] as number);
        return;
      }
      this.#distance.measureFrom(queries.data, query * nColumns);
      const first = this.#distance.toBox(this.#boxes, child * 2 * nColumns);
      const second = this.#distance.toBox(this.#boxes, (child + 1) * 2 * nColumns);
      // The nearer box first: it makes the bound small.
      const nearer = first <= second ? child : child + 1;
      search(query, nearer, Math.min(first, second));
      search(query, 2 * child + 1 - nearer, Math.max(first, second));
    };
    for (let query = 0; query < queries.nRows; query++) search(query, 0, 0);
  }

  #boxOf(node: number, { data, nColumns }: Matrix): Float64Array {
    const box = new Float64Array(2 * nColumns);
    box.fill(Infinity, 0, nColumns).fill(-Infinity, nColumns);
    const end = this.#ends[node] as number;
    for (let k = this.#starts[node] as number; k < end; k++) {
      const row = (this.#order[k] as number) * nColumns;
      for (let j = 0; j < nColumns; j++) {
        const value = data[row + j] as number;
        if (value < (box[j] as number)) box[j] = value;
        if (value > (box[nColumns + j] as number)) box[nColumns + j] = value;
      }
    }
    return box;
  }

  /** Gives a node two children where it is too large for a leaf. */
  #split(
    node: number,
    [side, width]: readonly [side: number, width: number],
    { points: { data, nColumns }, leafSize, keys }: { points: Matrix; leafSize: number; keys: Float64Array },
  ): void {
    const [start, end] = [this.#starts[node] as number, this.#ends[node] as number];
    if (end - start <= leafSize || width === 0) return;
    for (let k = start; k < end; k++) keys[k] = data[(this.#order[k] as number) * nColumns + side] as number;
    const middle = (start + end) >> 1;
    partitionRows({ keys, rows: this.#order }, middle, [start, end]);
    this.#children[node] = this.#starts.length;
    this.#starts.push(start, middle);
    this.#ends.push(middle, end);
    this.#children.push(0, 0);
  }
}

function widestSide(box: Float64Array): readonly [side: number, width: number] {
  const nColumns = box.length / 2;
  let [side, width] = [0, 0];
  for (let j = 0; j < nColumns; j++) {
    const own = (box[nColumns + j] as number) - (box[j] as number);
    if (own > width) [side, width] = [j, own];
  }
  return [side, width];
}
