/** Something that must not be cut off in the middle when the program ends. */
export interface Guarded {
  /** Lets nothing new begin. */
  stop(): void;
  /** Blocks until nothing is under way, at most `timeoutMs`; whether that is so. */
  wait(timeoutMs: number): boolean;
  /** The longest to wait, ms. */
  readonly exitGraceMs: number;
}

interface Guard {
  readonly guarded: Set<Guarded>;
  readonly onExit: () => void;
}

// One listener for all pools, and for the ESM and the CommonJS copy of this file alike.
const KEY = Symbol.for('modelmount.exitGuard');

/**
 * Makes the end of the program wait for `guarded`.
 *
 * At `process.exit()`, after an uncaught exception and at the end of the last event Node stops its threads, and a
 * thread that is inside ONNX Runtime then aborts the process (exit code 134). So the threads get the time to come
 * out. One that does not within `exitGraceMs` leaves only the ways of an abort, of a process that never ends, and of
 * SIGKILL, which is taken.
 *
 * @returns What ends the guard.
 */
export function guardExit(guarded: Guarded): () => void {
  const host = process as { [KEY]?: Guard | undefined };
  const guard = (host[KEY] ??= installGuard());
  guard.guarded.add(guarded);
  return () => {
    if (!guard.guarded.delete(guarded) || guard.guarded.size > 0 || host[KEY] !== guard) return;
    process.removeListener('exit', guard.onExit);
    host[KEY] = undefined;
  };
}

function installGuard(): Guard {
  const guarded = new Set<Guarded>();
  const onExit = (): void => {
    const start = performance.now();
    for (const one of guarded) one.stop();
    for (const one of guarded) {
      const leftMs = one.exitGraceMs - (performance.now() - start);
      if (!one.wait(Math.max(0, leftMs))) process.kill(process.pid, 'SIGKILL');
    }
  };
  process.on('exit', onExit);
  return { guarded, onExit };
}
