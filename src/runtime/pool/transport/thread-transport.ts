import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { BusyCell } from '../wire/busy-cell.js';
import type { FromWorker } from '../wire/messages.js';
import { END, THREAD_KEY, type ThreadData } from '../wire/worker-data.js';
import { guardExit } from './guard-exit.js';
import type { LossReason, StartTransport } from './transport.js';

/** How long the program waits for a thread that was given up, if it can end, ms. */
const END_GRACE_MS = 1000;

/** Starts a worker thread. */
export const threadTransport: StartTransport = ({ url, heapLimitBytes, exitGraceMs, niceness }, events) => {
  const cell = new BusyCell();
  const { port1: port, port2 } = new MessageChannel();
  const workerData: ThreadData = { [THREAD_KEY]: { port: port2, memory: cell.memory, niceness } };
  const worker = new Worker(url, {
    name: 'modelmount',
    workerData,
    transferList: [port2],
    // `node --input-type=module --eval …`: inherited, the option forbids a thread to have a file.
    ...(process.execArgv.some((argument) => argument.startsWith('--input-type')) && { execArgv: [] }),
    ...(heapLimitBytes !== undefined && {
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(heapLimitBytes / 2 ** 20) },
    }),
  });
  const release = guardExit({ stop: () => cell.stop(), wait: (ms) => cell.waitUntilIdle(ms), exitGraceMs });
  let failure: LossReason | undefined;
  let isGone = false;
  let isAbandoned = false;

  // The port holds the program, not the thread; once the port is closed the thread is at its end, which is still to
  // be heard of.
  worker.unref();
  port.on('close', () => {
    // A thread that is given up may never come to its end, though its port is closed: it has to wait for the file system.
    if (!isGone && !isAbandoned) worker.ref();
  });
  port.on('message', (message: FromWorker) => events.onMessage(message));
  worker.on('error', (cause: Error & { code?: string }) => {
    failure = { reason: cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'outOfMemory' : 'exception', cause };
  });
  worker.on('exit', (exitCode) => {
    isGone = true;
    release();
    // What it had answered before its end counts.
    for (let last = receiveMessageOnPort(port); last !== undefined; last = receiveMessageOnPort(port)) {
      events.onMessage(last.message as FromWorker);
    }
    port.close();
    events.onGone(failure ?? { reason: 'exit', exitCode });
  });

  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    hold: (isHeld) => {
      if (isHeld) port.ref();
      else port.unref();
    },
    end: () => {
      cell.stop();
      // Never a thread inside a native call: that would abort the process. It goes when the process goes.
      if (!cell.isBusy) void worker.terminate();
    },
    abandon: () => {
      isAbandoned = true;
      cell.stop();
      // Only the thread itself knows that it is outside of native calls: where it hears this.
      worker.postMessage(END);
      worker.ref();
      setTimeout(() => worker.unref(), END_GRACE_MS).unref();
    },
  };
};
