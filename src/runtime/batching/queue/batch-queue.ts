import { BatchGroup } from './batch-group.js';
import type { BatchItem } from './batch-item.js';
import type { BatchRequest } from '../rows/batch-request.js';
import type { Tensors } from '../rows/join-rows.js';
import type { StagedRows } from '../rows/row-stage.js';

/** What waits, grouped by what may be joined. */
export class BatchQueue {
  readonly #groups = new Map<string | undefined, BatchGroup>();
  #size = 0;
  #nRows = 0;
  #nAdded = 0;
  /** Of the last batch: the next may well be as large. */
  #nRowsOfBatch = 1;

  get size(): number {
    return this.#size;
  }

  get nRows(): number {
    return this.#nRows;
  }

  /** Copies the rows of an item that is to be added next. */
  stage({ key, nRows }: BatchRequest, inputs: Tensors): StagedRows {
    return this.#group(key).stage(inputs, nRows, this.#nRowsOfBatch);
  }

  add(item: BatchItem): void {
    item.order = this.#nAdded++;
    this.#group(item.request.key).add(item);
    this.#size += 1;
    this.#nRows += item.request.nRows;
  }

  /** Does nothing if the item does not wait here. */
  remove(item: BatchItem): void {
    const { lane, request } = item;
    if (lane === undefined) return;
    const group = this.#group(request.key);
    group.remove(item, lane);
    this.#size -= 1;
    this.#nRows -= request.nRows;
    if (group.first === undefined) this.#groups.delete(request.key);
  }

  /** Removes items that are run now, in one batch. */
  take(batch: readonly BatchItem[]): void {
    this.#nRowsOfBatch = 0;
    for (const item of batch) {
      this.#nRowsOfBatch += item.request.nRows;
      this.remove(item);
    }
  }

  /** The group whose first item is the next of all, among those that are ready. */
  next(isReady: (group: BatchGroup) => boolean): BatchGroup | undefined {
    let next: BatchGroup | undefined;
    for (const group of this.#groups.values()) {
      if (isReady(group) && isBefore(group.first, next?.first)) next = group;
    }
    return next;
  }

  /** When the item that has waited longest arrived; `Infinity` if none waits. */
  get oldestMs(): number {
    let oldestMs = Infinity;
    for (const group of this.#groups.values()) oldestMs = Math.min(oldestMs, group.oldestMs);
    return oldestMs;
  }

  /** One that had to start by now, if there is one. */
  overdue(now: number): BatchItem | undefined {
    for (const group of this.#groups.values()) {
      const item = group.overdue(now);
      if (item !== undefined) return item;
    }
    return undefined;
  }

  /** How many rows go before a newcomer of this priority. */
  rowsBefore(priority: number): number {
    let nRows = 0;
    for (const group of this.#groups.values()) nRows += group.rowsBefore(priority);
    return nRows;
  }

  #group(key: string | undefined): BatchGroup {
    let group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, (group = new BatchGroup(key)));
    return group;
  }
}

function isBefore(item: BatchItem | undefined, other: BatchItem | undefined): boolean {
  if (item === undefined || other === undefined) return item !== undefined;
  const [a, b] = [item.request.priority, other.request.priority];
  return a === b ? item.order < other.order : a > b;
}
