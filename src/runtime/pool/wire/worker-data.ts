import type { MessagePort } from 'node:worker_threads';

/** Marks a thread that a pool started, in its `workerData`. */
export const THREAD_KEY = 'modelmount.worker';

/** Marks the thread of a worker process that looks after the parent. */
export const WATCH_KEY = 'modelmount.watch';

/** Marks a process that a pool started: its first argument. A second one is the number of the parent to watch. */
export const PROCESS_ARGUMENT = 'modelmount-worker';

/** What a thread that is given up is told, past its port. It ends itself then. */
export const END = 'modelmount.end';

/** What a worker thread is started with. */
export interface ThreadData {
  readonly [THREAD_KEY]: {
    readonly port: MessagePort;
    readonly memory: SharedArrayBuffer;
    /** How far it stands back for other threads, 0 to 19. */
    readonly niceness: number;
  };
}

/** What a watching thread is started with: the number of the parent. */
export interface WatchData {
  readonly [WATCH_KEY]: number;
}
