import { readJson, writeJson } from './read-json.js';
import { createWorkerPool } from './worker-pool.js';

/** An image model behind `node:http`, in a worker, by hand: whatever comes waits, for as long as it takes. */
export async function open({ source, shape, name }) {
  const { run, close } = await createWorkerPool({ source, shape, workers: 1 });
  return {
    listener: (request, response) =>
      readJson(request, async ({ inputs }) => {
        const logits = await run(Float32Array.from(inputs[0].data));
        const output = { name: 'logits', datatype: 'FP32', shape: [1, logits.length], data: Array.from(logits) };
        writeJson(response, { model_name: name, outputs: [output] });
      }),
    close,
  };
}
