/** A server with routes of its own, one of which answers at SIGUSR2; it keeps idle connections. Stops by the recipe. */
import { createServer } from 'node:http';
import { createHandler, loadModel } from 'modelmount';
import { nodeListener } from 'modelmount/node';
import { curlGet } from '../../../examples/shared/curl.js';
import { stopGracefully } from '../../../examples/shared/stop-gracefully.js';

const wine = await loadModel(new URL('../../../examples/models/wine', import.meta.url));
const handler = createHandler({ models: { wine } });
const models = nodeListener(handler);

const server = createServer((request, response) => {
  if (request.url === '/own') return response.end('own');
  if (request.url !== '/hold') return models(request, response);
  process.once('SIGUSR2', () => response.end('held'));
  console.log(curlGet('held'));
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => console.log(curlGet(`http://127.0.0.1:${server.address().port}`)));

stopGracefully(server, handler, { timeoutMs: Number(process.env.STOP_TIMEOUT_MS) });
