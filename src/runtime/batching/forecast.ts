import type { ModelMountError } from '../../core/errors.js';
import type { BatchAxis } from './batch-axis.js';
import { BatchCostModel, type BatchCost } from './batch-cost.js';
import type { ResolvedBatchOptions } from './batch-options.js';
import type { BatchRequest } from './batch-request.js';
import { backlogError, hopelessError } from './overload-errors.js';

// Of the runs that look bound to be late, one in so many is tried: what was learned from one slow run may be wrong
// by now, and only running corrects it.
const TRY_EVERY = 16;

/** Says from the runs so far how long the next ones will take, and refuses what would be late. */
export class Forecast {
  readonly #axis: BatchAxis;
  readonly #options: ResolvedBatchOptions;
  readonly #costs = new BatchCostModel();
  /** When each batch under way should be over. */
  readonly #ends = new Set<{ readonly endMs: number }>();
  #nLooksLate = 0;

  constructor(axis: BatchAxis, options: ResolvedBatchOptions) {
    this.#axis = axis;
    this.#options = options;
  }

  get cost(): BatchCost | undefined {
    return this.#costs.cost;
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

  /** How long the batches under way and `nRows` waiting rows will take, milliseconds; 0 where nothing is known. */
  backlogMs(nRows: number): number {
    const { maxBatchSize, clock, concurrency } = this.#options;
    const now = clock.now();
    let sumMs = 0;
    for (const { endMs } of this.#ends) sumMs += Math.max(0, endMs - now);
    const rest = nRows % maxBatchSize;
    sumMs += Math.floor(nRows / maxBatchSize) * this.expectedMs(maxBatchSize);
    if (rest > 0) sumMs += this.expectedMs(rest);
    return sumMs / concurrency;
  }

  /** Counts a batch of so many rows as under way, until the function that it returns is called. */
  begin(nRows: number): () => void {
    const expected = { endMs: this.#options.clock.now() + this.expectedMs(nRows) };
    this.#ends.add(expected);
    return () => this.#ends.delete(expected);
  }

  /** The error for a run that would be late even as the next and only one. */
  hopeless({ nRows, deadlineMs, isTrial }: Forecasted): ModelMountError | undefined {
    const leftMs = deadlineMs - this.#options.clock.now();
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
  admit({ nRows, deadlineMs }: BatchRequest, rowsBefore: number): boolean {
    const error = this.hopeless({ nRows, deadlineMs, isTrial: false });
    if (error !== undefined) throw error;
    const leftMs = deadlineMs - this.#options.clock.now();
    const expectedMs = this.expectedMs(nRows);
    if (expectedMs > leftMs) return true;
    const backlogMs = this.backlogMs(rowsBefore);
    if (backlogMs > 0 && backlogMs + expectedMs > leftMs) throw backlogError(backlogMs);
    return false;
  }

  #isTried(): boolean {
    this.#nLooksLate += 1;
    return this.#nLooksLate % TRY_EVERY === 0;
  }
}

type Forecasted = Pick<BatchRequest, 'nRows' | 'deadlineMs' | 'isTrial'>;
