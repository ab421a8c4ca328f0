import express from 'express';

/** Express that parses the body and prints it. */
export function open() {
  const app = express().disable('x-powered-by').disable('etag');
  app.post(/^\//, express.json(), (request, response) => response.json(request.body));
  return { listener: app };
}
