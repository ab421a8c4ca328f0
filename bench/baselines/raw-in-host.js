import * as ort from 'onnxruntime-node';
import { modelHost } from '../harness/model-host.js';

/** `session.run` in the application's own thread. */
export async function open({ source, shape, threads, spinning = false }) {
  const session = await ort.InferenceSession.create(source, {
    intraOpNumThreads: threads,
    extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' } } },
  });
  const run = async (pixels) => {
    const { logits } = await session.run({ image: new ort.Tensor('float32', pixels, [1, ...shape]) });
    return logits.data;
  };
  return modelHost({ run, close: () => session.release() }, shape);
}
