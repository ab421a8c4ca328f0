import express from 'express';
import { createAnswer } from './onnx-by-hand.js';

/** An ONNX model behind Express 5, written by hand. */
export async function open({ source, name }) {
  const answer = await createAnswer({ source, name });
  const app = express().disable('x-powered-by').disable('etag');
  app.post(`/v2/models/${name}/infer`, express.json(), async (request, response) => {
    response.json(await answer(request.body));
  });
  return { listener: app };
}
