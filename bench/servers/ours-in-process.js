import { loadModel, Tensor } from 'modelmount';
import { modelHost } from '../harness/model-host.js';

/** The model in an application, called without HTTP. */
export async function open({ source, shape, options }) {
  const model = await loadModel(source, options);
  const run = async (pixels) => {
    const outputs = await model.run(new Map([['image', new Tensor('FP32', [1, ...shape], pixels)]]));
    return outputs.get('logits').data;
  };
  return modelHost({ run, close: () => model.close() }, shape);
}
