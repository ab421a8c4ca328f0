/**
 * A model mounted in a Hono app. Hono takes the handler as it is, and so do other hosts of the web standards.
 *
 *   node examples/hono/index.js          after npm run build; PORT chooses the port
 *
 * Prints a curl line; the answer names an iris species with a probability for each.
 */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createHandler, loadModel } from 'modelmount';
import { curlPost } from '../shared/curl.js';
import { exitOnListenError, readPort } from '../shared/server.js';
import { stopGracefully } from '../shared/stop-gracefully.js';

const port = readPort();
// In a thread of its own, as a model belongs whose runs take milliseconds; this one is small.
const iris = await loadModel(new URL('../models/iris', import.meta.url), { execution: 'thread' });

const app = new Hono();
const handler = createHandler({ models: { iris } });
app.mount('/ml', handler);
app.get('/', (context) => context.json({ models: '/ml/v2/models', openapi: '/ml/openapi.json' }));

const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) => {
  console.log(curlPost(`http://127.0.0.1:${address.port}/ml/predict`, { rows: iris.example.rows }));
});
server.once('error', exitOnListenError);

stopGracefully(server, handler);
