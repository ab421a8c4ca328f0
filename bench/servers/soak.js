import { createHandler, loadModel } from 'modelmount';
import { nodeListener } from 'modelmount/node';

/** An application that is worked for long, for `serve.js`; needs `--expose-gc`. With `leakBytes` it leaks on purpose. */
export async function open({ onnx, linear, leakBytes }) {
  const models = { onnx: await loadModel(onnx), linear: await loadModel(linear) };
  const listen = nodeListener(createHandler({ models, onError: () => undefined }));
  const kept = [];
  const listener = (request, response) => {
    if (leakBytes > 0) kept.push(Buffer.alloc(leakBytes, kept.length));
    listen(request, response);
  };
  const close = () => Promise.all(Object.values(models).map((model) => model.close()));
  return { listener, close, functions: { predict, restart: () => restart(onnx), sample } };

  /** Predictions in bursts of 64, an eighth of them by the linear model. */
  async function predict({ rows, count }) {
    for (let done = 0; done < count; done += 64) {
      const burst = Array.from({ length: 64 }, (_, k) => {
        const row = rows[(done + k) % rows.length];
        return (k % 8 === 0 ? models.linear : models.onnx).predict([row]);
      });
      await Promise.all(burst);
    }
  }
}

/** A worker started, used and ended. */
async function restart(source) {
  const model = await loadModel(source, { execution: 'thread' });
  await model.predict([[5.1, 3.5, 1.4, 0.2]]);
  await model.close();
}

/** Memory after garbage collection, bytes, and what keeps the event loop alive, by kind. */
async function sample() {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    globalThis.gc();
  }
  const { rss, heapUsed } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout');
  return { atMs: performance.now(), rss, heapUsed, handles: handles.sort().join(' ') };
}
