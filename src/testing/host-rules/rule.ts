import type { Handler } from '../../serve/handler-contract.js';
import type { OpenHost } from '../host-subject.js';

/** Opens a host that the suite closes. */
export type Open = (handler: Handler) => Promise<OpenHost>;

/** One rule of the host contract: rejects where a host breaks it. */
export type Rule = (open: Open) => Promise<void>;

/** Waits until `progress` has begun and then stood still for a hundred turns of the event loop. */
export async function untilIdle(progress: () => number): Promise<void> {
  for (let seen = 0, turns = 0; turns < 100;) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = progress();
    turns = now === seen && now > 0 ? turns + 1 : 0;
    seen = now;
  }
}
