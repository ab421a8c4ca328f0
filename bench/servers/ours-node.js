import { createHandler, loadModel } from 'modelmount';
import { nodeListener } from 'modelmount/node';

/** A model behind `node:http`, as the guide has it. */
export async function open({ source, name, options = {}, isSilent = false }) {
  const model = await loadModel(source, { name, ...options });
  const handler = createHandler({ models: { [name]: model }, ...(isSilent && { onError: () => undefined }) });
  return {
    listener: nodeListener(handler),
    close: () => model.close(),
  };
}
