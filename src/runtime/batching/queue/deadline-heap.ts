import type { BatchItem } from './batch-item.js';

/** Items by their deadline. To come or go costs the logarithm of their number. */
export class DeadlineHeap {
  // A binary heap: none is due before the one at (index − 1) / 2.
  readonly #items: BatchItem[] = [];

  /** The one that is due first. */
  get first(): BatchItem | undefined {
    return this.#items[0];
  }

  add(item: BatchItem): void {
    if (item.request.deadlineMs < Infinity) this.#rise(item, this.#items.length);
  }

  /** Does nothing if the item is not here. */
  remove(item: BatchItem): void {
    const index = item.deadlineIndex;
    if (index === -1) return;
    item.deadlineIndex = -1;
    const last = this.#items.pop() as BatchItem;
    if (last !== item) this.#rise(last, this.#sink(last, index));
  }

  /** Moves the gap at `index` down to where nothing below it is due before `item`. */
  #sink(item: BatchItem, index: number): number {
    for (;;) {
      let child = 2 * index + 1;
      if (child + 1 < this.#items.length && this.#dueMs(child + 1) < this.#dueMs(child)) child += 1;
      if (child >= this.#items.length || this.#dueMs(child) >= item.request.deadlineMs) return index;
      this.#put(this.#items[child] as BatchItem, index);
      index = child;
    }
  }

  /** Moves the gap at `index` up to where nothing above it is due after `item`, and puts it there. */
  #rise(item: BatchItem, index: number): void {
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.#dueMs(parent) <= item.request.deadlineMs) break;
      this.#put(this.#items[parent] as BatchItem, index);
      index = parent;
    }
    this.#put(item, index);
  }

  #put(item: BatchItem, index: number): void {
    this.#items[index] = item;
    item.deadlineIndex = index;
  }

  #dueMs(index: number): number {
    return (this.#items[index] as BatchItem).request.deadlineMs;
  }
}
