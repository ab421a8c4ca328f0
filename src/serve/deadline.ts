import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';
import type { Exchange } from './exchange/exchange.js';

/** The header in which a client says how long it will wait for the answer, milliseconds. */
export const TIMEOUT_HEADER = 'x-request-timeout-ms';

/**
 * When the answer to a request is of no more use, on the clock of `performance.now()`: as soon as the client says, and
 * no later than the handler allows.
 *
 * @param mostMs - The handler's `deadlineMs`.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a header that is not a whole number of milliseconds.
 */
export function deadlineOf(exchange: Exchange, mostMs: number): number {
  const header = exchange.header(TIMEOUT_HEADER);
  if (header === undefined) return performance.now() + mostMs;
  if (!/^[0-9]{1,10}$/.test(header)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the header ${TIMEOUT_HEADER} must be a whole number of milliseconds, got ${show(header)}`,
    );
  }
  return performance.now() + Math.min(mostMs, Number(header));
}
