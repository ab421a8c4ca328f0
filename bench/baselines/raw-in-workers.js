import { Worker } from 'node:worker_threads';
import { modelHost } from '../harness/model-host.js';

/** `session.run` in worker threads written by hand: pixels are transferred there, logits back; no queue, no errors. */
export async function open({ source, shape, workers: nWorkers }) {
  const file = new URL('./raw-worker.js', import.meta.url);
  const pool = Array.from({ length: nWorkers }, () => ({
    worker: new Worker(file, { workerData: { source, shape } }),
    waiting: [],
  }));
  await Promise.all(pool.map(({ worker }) => new Promise((resolve) => worker.once('message', resolve))));
  // A worker answers in the order it was asked.
  for (const { worker, waiting } of pool) worker.on('message', (logits) => waiting.shift()(logits));
  const run = (pixels) =>
    new Promise((resolve) => {
      const { worker, waiting } = pool.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a));
      waiting.push(resolve);
      worker.postMessage(pixels, [pixels.buffer]);
    });
  const close = () => Promise.all(pool.map(({ worker }) => new Promise((resolve) => end(worker, resolve))));
  return modelHost({ run, close }, shape);
}

function end(worker, resolve) {
  worker.once('exit', resolve).postMessage(undefined);
}
