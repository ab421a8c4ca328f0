import { readJson, writeJson } from './read-json.js';

/** `node:http` that parses the body and prints it: what JSON over HTTP costs without a model. */
export function open() {
  return { listener: (request, response) => readJson(request, (body) => writeJson(response, body)) };
}
