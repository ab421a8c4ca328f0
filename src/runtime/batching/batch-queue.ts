import type { BatchItem } from './batch-item.js';

/** Items that may be joined, the next one first: by priority, then by arrival. */
export interface BatchGroup {
  readonly items: readonly BatchItem[];
  readonly nRows: number;
}

interface Group {
  readonly items: BatchItem[];
  nRows: number;
}

/** What waits, grouped by what may be joined. */
export class BatchQueue {
  readonly #groups = new Map<unknown, Group>();
  readonly #order = new Map<BatchItem, number>();
  #nAdded = 0;
  #nRows = 0;

  get size(): number {
    return this.#order.size;
  }

  get nRows(): number {
    return this.#nRows;
  }

  has(item: BatchItem): boolean {
    return this.#order.has(item);
  }

  add(item: BatchItem): void {
    const { key, nRows, priority } = item.request;
    const group = this.#groups.get(key ?? item) ?? { items: [], nRows: 0 };
    this.#groups.set(key ?? item, group);
    let place = group.items.length;
    while (place > 0 && (group.items[place - 1] as BatchItem).request.priority < priority) place -= 1;
    group.items.splice(place, 0, item);
    group.nRows += nRows;
    this.#nRows += nRows;
    this.#order.set(item, this.#nAdded++);
  }

  /** Does nothing if the item does not wait here. */
  remove(item: BatchItem): void {
    if (!this.#order.delete(item)) return;
    const { key, nRows } = item.request;
    const group = this.#groups.get(key ?? item) as Group;
    group.items.splice(group.items.indexOf(item), 1);
    group.nRows -= nRows;
    this.#nRows -= nRows;
    if (group.items.length === 0) this.#groups.delete(key ?? item);
  }

  /** The group whose first item is the next of all, among those that are ready. */
  next(isReady: (group: BatchGroup) => boolean): BatchGroup | undefined {
    let next: Group | undefined;
    for (const group of this.#groups.values()) {
      if (isReady(group) && (next === undefined || this.#isBefore(group, next))) next = group;
    }
    return next;
  }

  /** How many rows go before a newcomer of this priority. */
  rowsBefore(priority: number): number {
    let nRows = 0;
    for (const { request } of this.#order.keys()) if (request.priority >= priority) nRows += request.nRows;
    return nRows;
  }

  #isBefore(group: Group, other: Group): boolean {
    const [a, b] = [group.items[0] as BatchItem, other.items[0] as BatchItem];
    if (a.request.priority !== b.request.priority) return a.request.priority > b.request.priority;
    return (this.#order.get(a) as number) < (this.#order.get(b) as number);
  }
}
