import type { BatchGroup } from './batch-group.js';
import type { BatchItem } from './batch-item.js';
import type { Forecast } from './forecast.js';

/** What bounds a batch. */
export interface BatchBounds {
  readonly mostRows: number;
  readonly now: number;
  readonly forecast: Pick<Forecast, 'expectedMs' | 'cost' | 'hopeless'>;
}

/**
 * The first items of a group, in their order, that fit into one batch: at most `mostRows` rows, and no more than still meet the
 * earliest deadline among them. The first item fits always. An item that is bound to be late fails on the way; if it is
 * the first, nothing is chosen, since another may be the next of all by then.
 */
export function chooseBatch(group: BatchGroup, { mostRows, now, forecast }: BatchBounds): BatchItem[] {
  const batch: BatchItem[] = [];
  const marginMs = forecast.cost?.deviationMs ?? 0;
  let nRows = 0;
  let earliestMs = Infinity;
  let next: BatchItem | undefined;
  for (let item = group.first; item !== undefined; item = next) {
    next = group.after(item); // asked now: an item that fails leaves the group
    const { deadlineMs } = item.request;
    const error = deadlineMs < Infinity ? forecast.hopeless(item, now) : undefined;
    if (error !== undefined) {
      item.fail(error);
      if (batch.length === 0) break;
      continue;
    }
    nRows += item.request.nRows;
    earliestMs = Math.min(earliestMs, deadlineMs);
    const isLate = earliestMs < Infinity && now + forecast.expectedMs(nRows) + marginMs > earliestMs;
    if (batch.length > 0 && (nRows > mostRows || isLate)) break;
    batch.push(item);
    if (nRows >= mostRows) break;
  }
  return batch;
}
