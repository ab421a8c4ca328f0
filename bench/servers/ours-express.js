import express from 'express';
import { createHandler, loadModel } from 'modelmount';
import { expressMiddleware } from 'modelmount/express';

/** A model behind Express 5, as the guide has it. */
export async function open({ source, name, options = {} }) {
  const model = await loadModel(source, { name, ...options });
  const app = express().disable('x-powered-by').disable('etag');
  app.use(expressMiddleware(createHandler({ models: { [name]: model } })));
  return { listener: app, close: () => model.close() };
}
