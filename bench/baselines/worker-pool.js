import { Worker } from 'node:worker_threads';

/** Worker threads written by hand that hold an image model: pixels are transferred there, logits back; no bounds. */
export async function createWorkerPool({ source, shape, workers: nWorkers }) {
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
  const close = () => Promise.all(pool.map(({ worker }) => end(worker)));
  return { run, close };
}

function end(worker) {
  return new Promise((resolve) => worker.once('exit', resolve).postMessage(undefined));
}
