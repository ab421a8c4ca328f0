import { DTYPES } from '../../../core/tensor/dtype.js';
import { sliceRows } from '../../../core/tensor/tensor-rows.js';
import { Tensor } from '../../../core/tensor/tensor.js';
import { copyTensors, mapTensors, writeElements, type Tensors } from './join-rows.js';

/** Where the rows of one run are. */
export interface StagedRows {
  readonly stage: RowStage;
  readonly start: number;
  readonly end: number;
}

// Larger stages are not made on the chance that others come.
const MOST_STAGE_BYTES = 2 ** 18;

/** Memory into which the rows of runs are copied one after the other: to join them is then to take a view of it. */
export class RowStage {
  readonly capacity: number;
  readonly #tensors: Tensors;
  #nRows = 0;

  private constructor(tensors: Tensors, capacity: number) {
    this.#tensors = tensors;
    this.capacity = capacity;
  }

  /** A copy of tensors that are joined with no others, and need not have rows: it counts as one. */
  static whole(inputs: Tensors): StagedRows {
    return { stage: new RowStage(copyTensors(inputs), 1), start: 0, end: 1 };
  }

  /**
   * The first rows of a stage that others can be added to.
   *
   * @param nRowsExpected - How many rows to make room for, within reason.
   */
  static open(inputs: Tensors, nRows: number, nRowsExpected: number): StagedRows {
    const most = Math.floor(MOST_STAGE_BYTES / bytesPerRow(inputs, nRows));
    const capacity = Math.max(nRows, Math.min(nRowsExpected, most));
    if (capacity === nRows) {
      const stage = new RowStage(copyTensors(inputs), nRows);
      stage.#nRows = nRows;
      return { stage, start: 0, end: nRows };
    }
    const room = mapTensors(inputs, ({ dtype, shape, data }) => {
      const empty = DTYPES[dtype].allocate((data.length / nRows) * capacity);
      return new Tensor(dtype, [capacity, ...shape.slice(1)], empty);
    });
    return new RowStage(room, capacity).add(inputs, nRows) as StagedRows;
  }

  /** Copies rows to the end; `undefined` where there is no room for them. */
  add(inputs: Tensors, nRows: number): StagedRows | undefined {
    const start = this.#nRows;
    const end = start + nRows;
    if (end > this.capacity) return undefined;
    for (const [name, { data }] of inputs) {
      const target = (this.#tensors.get(name) as Tensor).data;
      writeElements(data, target, (target.length / this.capacity) * start);
    }
    this.#nRows = end;
    return { stage: this, start, end };
  }

  /** Rows `start` to before `end`, not copied. */
  rows(start: number, end: number): Tensors {
    if (end - start === this.capacity) return this.#tensors;
    return mapTensors(this.#tensors, (tensor) => sliceRows(tensor, start, end));
  }
}

function bytesPerRow(inputs: Tensors, nRows: number): number {
  let bytes = 0;
  // An element without a size of its own is a reference.
  for (const { dtype, data } of inputs.values()) bytes += data.length * (DTYPES[dtype].itemBytes || 8);
  return bytes / nRows;
}
