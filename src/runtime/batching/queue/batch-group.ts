import type { BatchItem, Lane } from './batch-item.js';
import type { Tensors } from '../rows/join-rows.js';
import { RowStage, type StagedRows } from '../rows/row-stage.js';

/**
 * Items that may be joined, in the order in which they go: by priority, then by arrival. To come or go costs the same
 * however many wait.
 */
export class BatchGroup {
  nRows = 0;
  /** `undefined` where each is run alone. */
  readonly #key: string | undefined;
  /** The highest priority first; none is empty. */
  readonly #lanes: Lane[] = [];
  /** Where the rows of the next item go. */
  #stage: RowStage | undefined;

  constructor(key: string | undefined) {
    this.#key = key;
  }

  get isJoined(): boolean {
    return this.#key !== undefined;
  }

  get first(): BatchItem | undefined {
    return this.#lanes[0]?.first;
  }

  /** When the one that has waited longest arrived; `Infinity` if none waits. */
  get oldestMs(): number {
    let oldestMs = Infinity;
    for (const { first } of this.#lanes) oldestMs = Math.min(oldestMs, first?.request.arrivedMs ?? Infinity);
    return oldestMs;
  }

  /** The one behind an item that waits here. */
  after({ lane, next }: BatchItem): BatchItem | undefined {
    if (next !== undefined || lane === undefined) return next;
    return this.#lanes[this.#lanes.indexOf(lane) + 1]?.first;
  }

  /** One that had to start by now, if there is one. */
  overdue(now: number): BatchItem | undefined {
    return this.#lanes.find(({ first }) => first !== undefined && first.request.startByMs <= now)?.first;
  }

  /** The waiting rows that go before a newcomer of this priority. */
  rowsBefore(priority: number): number {
    let nRows = 0;
    for (const lane of this.#lanes) if (lane.priority >= priority) nRows += lane.nRows;
    return nRows;
  }

  /**
   * Copies rows to where they can be joined with those before them.
   *
   * @param nRowsExpected - How many rows the next batch may have, those of others included.
   */
  stage(inputs: Tensors, nRows: number, nRowsExpected: number): StagedRows {
    if (!this.isJoined) return RowStage.whole(inputs);
    const staged = this.#stage?.add(inputs, nRows) ?? RowStage.open(inputs, nRows, nRowsExpected);
    this.#stage = staged.stage;
    return staged;
  }

  add(item: BatchItem): void {
    const { nRows, priority } = item.request;
    const lane = this.#lane(priority);
    item.lane = lane;
    item.previous = lane.last;
    if (lane.last === undefined) lane.first = item;
    else lane.last.next = item;
    lane.last = item;
    lane.nRows += nRows;
    this.nRows += nRows;
  }

  remove(item: BatchItem, lane: Lane): void {
    const { previous, next } = item;
    if (previous === undefined) lane.first = next;
    else previous.next = next;
    if (next === undefined) lane.last = previous;
    else next.previous = previous;
    item.lane = item.previous = item.next = undefined;
    lane.nRows -= item.request.nRows;
    this.nRows -= item.request.nRows;
    if (lane.first === undefined) this.#lanes.splice(this.#lanes.indexOf(lane), 1);
  }

  #lane(priority: number): Lane {
    let place = 0;
    for (const lane of this.#lanes) {
      if (lane.priority === priority) return lane;
      if (lane.priority < priority) break;
      place += 1;
    }
    const lane: Lane = { priority, first: undefined, last: undefined, nRows: 0 };
    this.#lanes.splice(place, 0, lane);
    return lane;
  }
}
