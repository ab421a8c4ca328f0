import type { Matrix } from '../../math/matrix.js';
import type { NeighborHeap, NeighborSearch, PowerDistance } from './neighbor-search.js';

/**
 * A tree of boxes, each cut in two at the middle of its widest side. Answers as brute force does, and looks at few rows
 * where there are few columns.
 *
 * Building takes O(n log² n), a search about O(log n) in few dimensions. Source: Bentley 1975; Friedman, Bentley & Finkel 1977.
 */
export class KdTree implements NeighborSearch {
  readonly #points: Matrix;
  readonly #distance: PowerDistance;
  /** Rows in the order of the leaves. */
  readonly #order: Int32Array;
  /** Coordinates in that order, so that a leaf is read in one go. */
  readonly #data: Float64Array;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  /** Corners of each node's box: lowest, then highest, coordinate by coordinate. */
  readonly #boxes: Float64Array;
  /** The first child of each node, 0 for a leaf; the second comes after it. */
  readonly #children: number[] = [];
  readonly #leafSize: number;

  constructor(points: Matrix, distance: PowerDistance, leafSize: number) {
    this.#points = points;
    this.#distance = distance;
    this.#leafSize = leafSize;
    this.#order = Int32Array.from({ length: points.nRows }, (_, i) => i);
    this.#starts.push(0);
    this.#ends.push(points.nRows);
    this.#children.push(0);
    const boxes: Float64Array[] = [];
    for (let node = 0; node < this.#starts.length; node++) boxes.push(this.#split(node));
    const width = 2 * points.nColumns;
    this.#boxes = new Float64Array(boxes.length * width);
    boxes.forEach((box, node) => {
      this.#boxes.set(box, node * width);
    });
    this.#data = new Float64Array(points.data.length);
    this.#order.forEach((row, k) => {
      this.#data.set(points.row(row), k * points.nColumns);
    });
  }

  find(query: Float64Array, start: number, heap: NeighborHeap): void {
    this.#distance.measureFrom(query, start);
    this.#search(0, this.#distance.toBox(this.#boxes, 0), heap);
  }

  /** Gives a node its box, and two children where it is too large for a leaf. */
  #split(node: number): Float64Array {
    const { nColumns, data } = this.#points;
    const [start, end] = [this.#starts[node] as number, this.#ends[node] as number];
    const box = new Float64Array(2 * nColumns);
    box.fill(Infinity, 0, nColumns).fill(-Infinity, nColumns);
    for (let k = start; k < end; k++) {
      const row = (this.#order[k] as number) * nColumns;
      for (let j = 0; j < nColumns; j++) {
        const value = data[row + j] as number;
        if (value < (box[j] as number)) box[j] = value;
        if (value > (box[nColumns + j] as number)) box[nColumns + j] = value;
      }
    }
    let widest = 0;
    const widthOf = (j: number): number => (box[nColumns + j] as number) - (box[j] as number);
    for (let j = 1; j < nColumns; j++) if (widthOf(j) > widthOf(widest)) widest = j;
    if (end - start > this.#leafSize && widthOf(widest) > 0) {
      const valueOf = (row: number): number => data[row * nColumns + widest] as number;
      this.#order.subarray(start, end).sort((a, b) => valueOf(a) - valueOf(b));
      const middle = (start + end) >> 1;
      this.#children[node] = this.#starts.length;
      this.#starts.push(start, middle);
      this.#ends.push(middle, end);
      this.#children.push(0, 0);
    }
    return box;
  }

  #search(node: number, distance: number, heap: NeighborHeap): void {
    // At equal distance a row that comes first may still replace one that comes later.
    if (distance > heap.bound) return;
    const child = this.#children[node] as number;
    if (child === 0) {
      this.#readLeaf(node, heap);
      return;
    }
    const width = 2 * this.#points.nColumns;
    const first = this.#distance.toBox(this.#boxes, child * width);
    const second = this.#distance.toBox(this.#boxes, (child + 1) * width);
    // The nearer box first: it makes the bound small.
    if (first <= second) {
      this.#search(child, first, heap);
      this.#search(child + 1, second, heap);
    } else {
      this.#search(child + 1, second, heap);
      this.#search(child, first, heap);
    }
  }

  #readLeaf(node: number, heap: NeighborHeap): void {
    const { nColumns } = this.#points;
    const data = this.#data;
    const end = this.#ends[node] as number;
    for (let k = this.#starts[node] as number, at = k * nColumns; k < end; k++, at += nColumns) {
      const total = this.#distance.to(data, at);
      if (total <= heap.bound) heap.push(total, this.#order[k] as number);
    }
  }
}
