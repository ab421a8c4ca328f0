import type { BatchGroup } from './batch-group.js';
import type { BatchItem } from './batch-item.js';
import type { Forecast } from '../timing/forecast.js';
import { givenUpError } from '../overload-errors.js';

/** What bounds a batch. */
export interface BatchBounds {
  readonly mostRows: number;
  readonly now: number;
  /** Whether another batch can start while this one runs. */
  readonly hasOtherTurn: boolean;
  readonly forecast: Pick<Forecast, 'latestMs' | 'hopeless'>;
}

/**
 * The first items of a group, in their order, that fit into one batch: at most `mostRows` rows, and no more than still
 * meet the earliest deadline among them. The first item fits always. An item that is bound to be late fails on the way;
 * if it is the first, nothing is chosen, since another may be the next of all by then.
 *
 * Small batches do less in the same time, so that under load those behind would be late in their turn, and the batches
 * after this one be as small: there the most urgent are given up instead, and the batch is filled from those who have
 * the time.
 */
export function chooseBatch(group: BatchGroup, bounds: BatchBounds): readonly BatchItem[] {
  const { mostRows, now, forecast } = bounds;
  const batch: BatchItem[] = [];
  let nRows = 0;
  let earliestMs = Infinity;
  let next: BatchItem | undefined;
  for (let item = group.first; item !== undefined && nRows < mostRows; item = next) {
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
    if (batch.length > 0 && nRows > mostRows) break;
    if (batch.length > 0 && forecast.latestMs(nRows, now) > earliestMs)
      return fullerBatch(batch, item, bounds) ?? batch;
    batch.push(item);
  }
  return batch;
}

/** The batch without the urgent ones for whose sake it would be small, if those behind them would be late otherwise. */
function fullerBatch(
  small: readonly BatchItem[],
  next: BatchItem,
  { mostRows, now, hasOtherTurn, forecast }: BatchBounds,
): readonly BatchItem[] | undefined {
  const lane = small[0]?.lane;
  // Nobody is given up for those of a lower priority.
  if (lane === undefined || next.lane !== lane) return undefined;
  const startMs = hasOtherTurn ? now : forecast.latestMs(rowsOf(small), now);
  if (isInTime(next, { mostRows, now: startMs, forecast })) return undefined;
  const endMs = forecast.latestMs(Math.min(mostRows, lane.nRows), now);
  const batch: BatchItem[] = [];
  const urgent: BatchItem[] = [];
  let nRows = 0;
  for (let item = lane.first; item !== undefined && nRows < mostRows; item = item.next) {
    if (item.request.deadlineMs < endMs) {
      urgent.push(item);
      continue;
    }
    nRows += item.request.nRows;
    if (nRows > mostRows) break;
    batch.push(item);
  }
  if (batch.length <= small.length) return undefined;
  for (const item of urgent) item.fail(givenUpError(endMs - now));
  return batch;
}

/** Whether a batch from this item on, started at `now`, meets its deadlines. */
function isInTime(first: BatchItem, { mostRows, now, forecast }: Omit<BatchBounds, 'hasOtherTurn'>): boolean {
  let nRows = 0;
  let earliestMs = Infinity;
  for (let item: BatchItem | undefined = first; item !== undefined && nRows < mostRows; item = item.next) {
    nRows += item.request.nRows;
    earliestMs = Math.min(earliestMs, item.request.deadlineMs);
  }
  return forecast.latestMs(Math.min(nRows, mostRows), now) <= earliestMs;
}

function rowsOf(items: readonly BatchItem[]): number {
  return items.reduce((sum, { request }) => sum + request.nRows, 0);
}
