import type { Session } from '../../core/session.js';
import { inventInputs } from './invent-inputs.js';

/** What a trial of a session told. */
export interface WarmUp {
  /** The shortest time that a run of one row took, ms; `undefined` where it could not be run. */
  readonly runMs: number | undefined;
  /** Why not. */
  readonly failure: string | undefined;
}

/** Most runs: by then caches are filled, and a busy machine has left one of them in peace. */
const MOST_RUNS = 30;

/** No further run is begun after this long, ms. */
const BUDGET_MS = 50;

/**
 * Runs a session on invented rows, one at a time, and measures it.
 *
 * The first run is always slow, so that it counts only where there is no time for a second. The shortest one counts,
 * because whatever else runs on the machine only ever makes them longer. Never throws: what a model says to invented
 * rows tells nothing about its own.
 */
export async function warmUp(session: Session): Promise<WarmUp> {
  const start = performance.now();
  let runMs: number | undefined;
  try {
    const inputs = inventInputs(session.signature, 1);
    for (let run = 0; run < MOST_RUNS && performance.now() - start < BUDGET_MS; run++) {
      const before = performance.now();
      await session.run(inputs);
      const took = performance.now() - before;
      runMs = run <= 1 ? took : Math.min(runMs ?? took, took);
    }
    return { runMs, failure: undefined };
  } catch (error) {
    return { runMs: undefined, failure: error instanceof Error ? error.message.slice(0, 200) : 'no reason given' };
  }
}
