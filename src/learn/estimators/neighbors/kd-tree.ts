import type { Matrix } from '../../math/matrix.js';
import type { NeighborHeap, NeighborSearch, Power } from './neighbor-search.js';

/**
 * A tree of boxes, each cut in two at the middle of its widest side. Answers as brute force does, and looks at few rows
 * where there are few columns.
 *
 * Building takes O(n log² n), a search about O(log n) in few dimensions. Source: Bentley 1975; Friedman, Bentley & Finkel 1977.
 */
export class KdTree implements NeighborSearch {
  readonly #points: Matrix;
  readonly #power: Power;
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

  constructor(points: Matrix, power: Power, leafSize: number) {
    this.#points = points;
    this.#power = power;
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
    this.#search(0, this.#distanceToBox(0, query, start), { query, start, heap });
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

  #search(node: number, distance: number, target: { query: Float64Array; start: number; heap: NeighborHeap }): void {
    const { query, start, heap } = target;
    // At equal distance a row that comes first may still replace one that comes later.
    if (distance > heap.bound) return;
    const child = this.#children[node] as number;
    if (child === 0) {
      this.#readLeaf(node, target);
      return;
    }
    const first = this.#distanceToBox(child, query, start);
    const second = this.#distanceToBox(child + 1, query, start);
    // The nearer box first: it makes the bound small.
    if (first <= second) {
      this.#search(child, first, target);
      this.#search(child + 1, second, target);
    } else {
      this.#search(child + 1, second, target);
      this.#search(child, first, target);
    }
  }

  #readLeaf(node: number, { query, start, heap }: { query: Float64Array; start: number; heap: NeighborHeap }): void {
    const { nColumns } = this.#points;
    const [data, power] = [this.#data, this.#power];
    const end = this.#ends[node] as number;
    for (let k = this.#starts[node] as number, at = k * nColumns; k < end; k++) {
      let total = 0;
      for (let j = start; j < start + nColumns; j++, at++) {
        total = power.join(total, power.raise((data[at] as number) - (query[j] as number)));
      }
      if (total <= heap.bound) heap.push(total, this.#order[k] as number);
    }
  }

  #distanceToBox(node: number, query: Float64Array, start: number): number {
    const { nColumns } = this.#points;
    const [boxes, power] = [this.#boxes, this.#power];
    const low = node * 2 * nColumns;
    let total = 0;
    for (let j = 0; j < nColumns; j++) {
      const value = query[start + j] as number;
      const below = (boxes[low + j] as number) - value;
      const above = value - (boxes[low + nColumns + j] as number);
      total = power.join(total, power.raise(below > 0 ? below : above > 0 ? above : 0));
    }
    return total;
  }
}
