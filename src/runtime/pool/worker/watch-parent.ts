import { Worker } from 'node:worker_threads';
import { WATCH_KEY, type WatchData } from '../wire/worker-data.js';

/** How soon the end of the parent is noticed, ms. */
const PERIOD_MS = 500;

/**
 * Ends this process when its parent is gone, even in the middle of a native call that never returns: a thread of its
 * own looks after it. (On Windows the parent's number stays, and such a process with it.)
 *
 * @param file - The worker's own file.
 */
export function watchParent(file: string, parentPid: number): void {
  const workerData: WatchData = { [WATCH_KEY]: parentPid };
  new Worker(file, { name: 'modelmount-watch', workerData }).unref();
}

/** What that thread does. */
export function startWatching(parentPid: number): void {
  setInterval(() => {
    if (process.ppid !== parentPid) process.kill(process.pid, 'SIGKILL');
  }, PERIOD_MS);
}
