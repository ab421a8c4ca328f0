import type { BatchItem } from './batch-item.js';
import type { Forecast } from './forecast.js';

/** What bounds a batch. */
export interface BatchBounds {
  readonly mostRows: number;
  readonly now: number;
  readonly forecast: Pick<Forecast, 'expectedMs' | 'cost'>;
}

/**
 * The first items, in their order, that fit into one batch: at most `mostRows` rows, and no more than still meet the
 * earliest deadline among them. The first item fits always.
 */
export function chooseBatch(items: readonly BatchItem[], { mostRows, now, forecast }: BatchBounds): BatchItem[] {
  const batch: BatchItem[] = [];
  const marginMs = forecast.cost?.deviationMs ?? 0;
  let nRows = 0;
  let earliestMs = Infinity;
  for (const item of items) {
    nRows += item.request.nRows;
    earliestMs = Math.min(earliestMs, item.request.deadlineMs);
    const isTooMuch = nRows > mostRows || now + forecast.expectedMs(nRows) + marginMs > earliestMs;
    if (batch.length > 0 && isTooMuch) break;
    batch.push(item);
  }
  return batch;
}
