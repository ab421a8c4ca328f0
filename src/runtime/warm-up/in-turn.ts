const KEY = Symbol.for('modelmount.warmUp');

/** Whoever takes longer is not waited for, ms. */
const PATIENCE_MS = 1000;

/**
 * Does this work after all that was handed in before, on this thread: where models are loaded together, none must be
 * measured while another one, being loaded or tried, holds the thread up.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  // For the ESM and the CommonJS copy of this file alike.
  const host = process as { [KEY]?: Promise<unknown> | undefined };
  const before = host[KEY];
  const working = before === undefined ? work() : settled(before).then(work);
  const turn = settled(working);
  host[KEY] = turn;
  try {
    return await working;
  } finally {
    // The last one leaves nothing behind.
    if (host[KEY] === turn) host[KEY] = undefined;
  }
}

/** When the work is done, or has taken too long. */
function settled(work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    work.then(done, done);
  });
}
