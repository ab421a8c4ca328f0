import { DTYPES } from '../../../core/tensor/dtype.js';
import { Tensor } from '../../../core/tensor/tensor.js';
import { mapTensors, writeElements, type Tensors } from '../rows/join-rows.js';

/** The outputs of a run whose rows are answered one slice after the other, in memory for all of them. */
export class SliceJoin {
  readonly #nRows: number;
  #outputs: Tensors | undefined;

  constructor(nRows: number) {
    this.#nRows = nRows;
  }

  /** All rows, once each of them was added. */
  get outputs(): Tensors {
    return this.#outputs ?? new Map<string, Tensor>();
  }

  /** Puts the answer to rows `start` to before `end` in its place, or says `false`: it is not one row for each. */
  add(answer: Tensors, start: number, end: number): boolean {
    const nRows = end - start;
    for (const { shape } of answer.values()) if (shape[0] !== nRows) return false;
    this.#outputs ??= mapTensors(answer, ({ dtype, shape, data }) => {
      const empty = DTYPES[dtype].allocate((data.length / nRows) * this.#nRows);
      return new Tensor(dtype, [this.#nRows, ...shape.slice(1)], empty);
    });
    for (const [name, target] of this.#outputs) {
      const part = answer.get(name);
      if (part?.dtype !== target.dtype || !isSameRow(part, target)) return false;
      writeElements(part.data, target.data, (target.data.length / this.#nRows) * start);
    }
    return true;
  }
}

function isSameRow(a: Tensor, b: Tensor): boolean {
  return a.shape.length === b.shape.length && a.shape.every((length, axis) => axis === 0 || length === b.shape[axis]);
}
