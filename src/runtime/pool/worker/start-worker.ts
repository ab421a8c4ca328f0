import os from 'node:os';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { isObject } from '../../../core/json.js';
import { BusyCell } from '../wire/busy-cell.js';
import type { ToWorker } from '../wire/messages.js';
import { END, PROCESS_ARGUMENT, THREAD_KEY, WATCH_KEY, type ThreadData, type WatchData } from '../wire/worker-data.js';
import { serveSession } from './serve-session.js';
import { startWatching, watchParent } from './watch-parent.js';

const FILE_PERIOD_MS = 5;

/**
 * Serves the pool that started this thread or process. Does nothing in one that no pool started.
 *
 * The entry `modelmount/worker` calls it. Only a bundle that needs a worker file of its own has a use for it.
 */
export function startWorker(): void {
  if (isObject(workerData) && THREAD_KEY in workerData) {
    startThread((workerData as unknown as ThreadData)[THREAD_KEY]);
  } else if (isObject(workerData) && WATCH_KEY in workerData) {
    startWatching((workerData as unknown as WatchData)[WATCH_KEY]);
  } else if (isMainThread && process.argv[2] === PROCESS_ARGUMENT && process.send !== undefined) {
    startProcess(process.send.bind(process));
  }
}

function startThread({ port, memory, niceness }: ThreadData[typeof THREAD_KEY]): void {
  // On Linux a niceness is a thread's own, and that of the threads that it starts: the runtime's. Set before they are.
  if (niceness > 0 && process.platform === 'linux') os.setPriority(niceness);
  const cell = new BusyCell(memory);
  // Whoever hears this is outside of native calls, so that its end harms nobody. Only this thread ends, and what it was
  // about does not go on: nobody is to wait for that.
  parentPort?.on('message', (message) => {
    if (message === END) endThread(cell);
  });
  parentPort?.unref();
  serveSession(
    {
      post: (message, transfer) => port.postMessage(message, transfer),
      onMessage: (listener) => port.on('message', listener),
    },
    cell,
  );
}

/** Not before the file system has answered: a thread inside of a call to it cannot be ended, and is to be waited for. */
function endThread(cell: BusyCell): void {
  if (process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))) {
    setTimeout(() => endThread(cell), FILE_PERIOD_MS);
    return;
  }
  cell.clear();
  process.exit();
}

function startProcess(send: NonNullable<typeof process.send>): void {
  // A terminal and a service manager signal the whole group. The parent drains and then lets go of the channel.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit());
  const [, file, , parentPid] = process.argv;
  if (file !== undefined && parentPid !== undefined) watchParent(file, Number(parentPid));
  serveSession(
    {
      post: (message) => send(message),
      onMessage: (listener) => process.on('message', (message) => listener(message as ToWorker)),
    },
    undefined,
  );
}
