/**
 * A model beside the other routes of a Koa app.
 *
 *   node examples/koa/index.js           after npm run build; PORT chooses the port
 *
 * Prints a curl line; the answer names the wine's cultivar with a probability for each.
 */
import Koa from 'koa';
import { createHandler, loadModel } from 'modelmount';
import { koaMiddleware } from 'modelmount/koa';
import { curlPost } from '../shared/curl.js';
import { exitOnListenError, readPort } from '../shared/server.js';
import { stopGracefully } from '../shared/stop-gracefully.js';

const port = readPort();
const wine = await loadModel(new URL('../models/wine', import.meta.url));

const app = new Koa();

// Middleware around the models sees their answers, as it sees all others.
app.use(async (context, next) => {
  const start = performance.now();
  await next();
  context.set('server-timing', `app;dur=${(performance.now() - start).toFixed(1)}`);
});

const handler = createHandler({ models: { wine } });
app.use(koaMiddleware(handler, { prefix: '/ml' }));

app.use((context) => {
  if (context.path === '/') context.body = { models: '/ml/v2/models', openapi: '/ml/openapi.json' };
});

const server = app.listen(port, '127.0.0.1', () => {
  console.log(curlPost(`http://127.0.0.1:${server.address().port}/ml/predict`, { rows: wine.example.rows }));
});
server.once('error', exitOnListenError);

stopGracefully(server, handler);
