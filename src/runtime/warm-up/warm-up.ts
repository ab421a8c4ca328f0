import type { Session } from '../../core/session.js';
import { inventInputs } from './invent-inputs.js';

/** What a trial of a session told. */
export interface WarmUp {
  /** The shortest time that a run of one row took, ms; `undefined` where it could not be run. */
  readonly runMs: number | undefined;
  /** Why not. */
  readonly failure: string | undefined;
}

/** Most runs after the first: by then caches are filled, and a busy machine has left one of them in peace. */
const MOST_RUNS = 30;

/** None of them is begun after this long, ms. */
const BUDGET_MS = 50;

/** A first run that takes longer is the only one, ms. */
const SLOW_MS = 500;

/**
 * Runs a session on invented rows, one at a time, and measures it.
 *
 * The first run is always slow, so that it counts only where there is no time for a second. The shortest one counts,
 * because whatever else runs on the machine only ever makes them longer (what runs on this thread is to wait: see
 * `inTurn`). Never throws: what a model says to invented
 * rows tells nothing about its own.
 */
export async function warmUp(session: Session): Promise<WarmUp> {
  try {
    const inputs = inventInputs(session.signature, 1);
    return { runMs: await measure(session, inputs), failure: undefined };
  } catch (error) {
    return { runMs: undefined, failure: error instanceof Error ? error.message.slice(0, 200) : 'no reason given' };
  }
}

async function measure(session: Session, inputs: ReturnType<typeof inventInputs>): Promise<number> {
  const time = async (): Promise<number> => {
    const before = performance.now();
    await session.run(inputs);
    return performance.now() - before;
  };
  const first = await time();
  if (first > SLOW_MS) return first;
  const start = performance.now();
  let shortest = await time();
  for (let run = 1; run < MOST_RUNS && performance.now() - start < BUDGET_MS; run++) {
    shortest = Math.min(shortest, await time());
  }
  return shortest;
}
