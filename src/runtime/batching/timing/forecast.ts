import type { ModelMountError } from '../../../core/errors.js';
import type { BatchAxis } from '../rows/batch-axis.js';
import { BatchCostModel, type BatchCost } from './batch-cost.js';
import type { BatchItem } from '../queue/batch-item.js';
import type { ResolvedBatchOptions } from '../batch-options.js';
import type { BatchRequest } from '../rows/batch-request.js';
import { backlogError, hopelessError } from '../overload-errors.js';

// Of the runs that look bound to be late, one in so many is tried: what was learned from one slow run may be wrong
// by now, and only running corrects it.
const TRY_EVERY = 16;

/** When a batch under way should be over. */
export interface BatchUnderWay {
  readonly endMs: number;
}

/** Says from the runs so far how long the next ones will take, and refuses what would be late. */
export class Forecast {
  readonly #axis: BatchAxis;
  readonly #options: ResolvedBatchOptions;
  readonly #costs = new BatchCostModel();
  readonly #underWay = new Set<BatchUnderWay>();
  readonly #mostRows: () => number;
  #nLooksLate = 0;

  /** @param mostRows - How many rows are joined at most, as far as is known by now. */
  constructor(axis: BatchAxis, options: ResolvedBatchOptions, mostRows: () => number) {
    this.#axis = axis;
    this.#options = options;
    this.#mostRows = mostRows;
  }

  get cost(): BatchCost | undefined {
    return this.#costs.cost;
  }

  /**
   * How many of the waiting rows one of `nTurns` free turns is to take: an equal share, so that no worker idles, unless
   * rows cost less than the overhead that each further run has.
   */
  share(nRows: number, nTurns: number): number {
    const equal = Math.ceil(nRows / nTurns);
    const { cost } = this;
    return cost !== undefined && cost.perRowMs * equal < cost.overheadMs ? nRows : equal;
  }

  /** Learns from a run of the inner session. */
  observe(nRows: number, elapsedMs: number): void {
    this.#costs.observe(nRows, elapsedMs);
  }

  /** How long a run of so many rows takes, milliseconds; 0 where nothing is known. */
  expectedMs(nRows: number): number {
    const { cost } = this;
    if (cost === undefined) return 0;
    const { overheadMs, perRowMs } = cost;
    const axis = this.#axis;
    if (axis.kind !== 'fixed') return overheadMs + perRowMs * nRows;
    return Math.ceil(nRows / axis.size) * (overheadMs + perRowMs * axis.size);
  }

  /** When a run of so many rows that starts now is over, with what runs differ by on average. */
  latestMs(nRows: number, now: number): number {
    return now + this.expectedMs(nRows) + (this.cost?.deviationMs ?? 0);
  }

  /** How long the batches under way and `nRows` waiting rows will take, milliseconds; 0 where nothing is known. */
  backlogMs(nRows: number, now: number): number {
    const mostRows = this.#mostRows();
    const rest = nRows % mostRows;
    const queuedMs = Math.floor(nRows / mostRows) * this.expectedMs(mostRows) + (rest > 0 ? this.expectedMs(rest) : 0);
    return (this.#underWayMs(now) + queuedMs) / this.#options.concurrency;
  }

  /** Counts a batch of so many rows as under way, until `end` is called with what this returns. */
  begin(nRows: number, now: number): BatchUnderWay {
    const batch = { endMs: now + this.expectedMs(nRows) };
    this.#underWay.add(batch);
    return batch;
  }

  end(batch: BatchUnderWay): void {
    this.#underWay.delete(batch);
  }

  /** The error for a run that would be late even as the next and only one. */
  hopeless({ request, isTrial }: Pick<BatchItem, 'request' | 'isTrial'>, now: number): ModelMountError | undefined {
    const { nRows, deadlineMs } = request;
    const leftMs = deadlineMs - now;
    const expectedMs = this.expectedMs(nRows);
    if (isTrial || expectedMs <= leftMs || this.#isTried()) return undefined;
    return hopelessError({ nRows, expectedMs, leftMs });
  }

  /**
   * Whether the newcomer is let in although it looks late.
   *
   * @param rowsBefore - The waiting rows that go before it.
   * @throws {ModelMountError} `DEADLINE_EXCEEDED` or `OVERLOADED` if it would be late.
   */
  admit(request: BatchRequest, rowsBefore: number, now: number): boolean {
    const error = this.hopeless({ request, isTrial: false }, now);
    if (error !== undefined) throw error;
    const { nRows, deadlineMs } = request;
    if (now + this.expectedMs(nRows) > deadlineMs) return true;
    const backlogMs = this.backlogMs(rowsBefore, now);
    if (backlogMs > 0 && now + this.#answerMs(rowsBefore, nRows, now) > deadlineMs) throw backlogError(backlogMs);
    return false;
  }

  /** How long until an answer to `nRows` rows behind `rowsBefore` others, which they join where there is room. */
  #answerMs(rowsBefore: number, nRows: number, now: number): number {
    const mostRows = this.#mostRows();
    const rest = rowsBefore % mostRows;
    const isJoined = rest + nRows <= mostRows;
    const ownRows = isJoined ? rest + nRows : nRows;
    // Where a whole batch waits, others will have filled up this one as well when its turn comes.
    const ownMs = this.expectedMs(rowsBefore < mostRows ? ownRows : Math.max(ownRows, mostRows));
    return this.backlogMs(isJoined ? rowsBefore - rest : rowsBefore, now) + ownMs;
  }

  #underWayMs(now: number): number {
    let sumMs = 0;
    for (const { endMs } of this.#underWay) sumMs += Math.max(0, endMs - now);
    return sumMs;
  }

  #isTried(): boolean {
    this.#nLooksLate += 1;
    return this.#nLooksLate % TRY_EVERY === 0;
  }
}
