import assert from 'node:assert/strict';
import { loadModel } from 'modelmount';
import * as ort from 'onnxruntime-node';

const FILE = 'test/fixtures/digits-cnn-torch/model.onnx';
const ROWS = 2000;

/** Turns of the host's event loop while a large batch of a CNN runs: in a worker thread, against in the host. */
export async function open() {
  const model = await loadModel(FILE, { execution: 'thread' });
  const session = await ort.InferenceSession.create(FILE, { intraOpNumThreads: 1 });
  const pixels = Float32Array.from({ length: ROWS * 64 }, (_, k) => (k % 17) / 16);
  const tensor = new ort.Tensor('float32', pixels, [ROWS, 1, 8, 8]);
  const { Tensor } = await import('modelmount');
  const inputs = new Map([['image', new Tensor('FP32', [ROWS, 1, 8, 8], pixels)]]);
  const [own, raw] = [await model.run(inputs), await session.run({ image: tensor })];
  own.get('logits').data.forEach((value, k) => assert.ok(Math.abs(value - raw.logits.data[k]) < 1e-4));
  return {
    what: `turns of the event loop a second while a CNN works off ${ROWS} images`,
    unit: 'turns/s',
    ours: turnsWhile(() => model.run(inputs)),
    baselines: { raw: turnsWhile(() => session.run({ image: tensor })) },
    close: async () => {
      await model.close();
      await session.release();
    },
  };
}

/** One unit is one turn of the event loop; runs follow one another all the time. */
function turnsWhile(run) {
  let running;
  return () => {
    running ??= run().finally(() => (running = undefined));
    return new Promise((resolve) => setImmediate(resolve));
  };
}
