import { parentPort, workerData } from 'node:worker_threads';
import * as ort from 'onnxruntime-node';

const { source, shape } = workerData;
const session = await ort.InferenceSession.create(source, {
  intraOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
});
let isClosing = false;
parentPort.on('message', async (pixels) => {
  if (pixels === undefined) {
    isClosing = true;
    await session.release();
    parentPort.close();
    return;
  }
  try {
    const { logits } = await session.run({ image: new ort.Tensor('float32', pixels, [1, ...shape]) });
    const data = logits.data.slice();
    parentPort.postMessage(data, [data.buffer]);
  } catch (error) {
    // What still waits when the session is released fails: nobody waits for it.
    if (!isClosing) throw error;
  }
});
parentPort.postMessage('ready');
