import { createHandler, loadModel } from 'modelmount';
import { nodeListener } from 'modelmount/node';

/** A model behind `node:http`, as the guide has it. */
export async function open({ source, name, options = {}, handler = {} }) {
  const model = await loadModel(source, { name, ...options });
  return {
    listener: nodeListener(createHandler({ models: { [name]: model }, ...handler })),
    close: () => model.close(),
  };
}
