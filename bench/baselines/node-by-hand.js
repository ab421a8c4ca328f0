import { createAnswer } from './onnx-by-hand.js';
import { readJson, writeJson } from './read-json.js';

/** An ONNX model behind `node:http`, written by hand. */
export async function open({ source, name }) {
  const answer = await createAnswer({ source, name });
  const path = `/v2/models/${name}/infer`;
  return {
    listener: (request, response) => {
      if (request.method !== 'POST' || request.url !== path) return void response.writeHead(404).end();
      readJson(request, (body) => {
        answer(body).then(
          (value) => writeJson(response, value),
          () => response.writeHead(400).end(),
        );
      });
    },
  };
}
