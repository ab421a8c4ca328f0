/**
 * A model as a plugin of a Fastify app.
 *
 *   node examples/fastify/index.js       after npm run build; PORT chooses the port
 *
 * Prints a curl line; the answer is how far a patient's diabetes will have progressed in a year.
 */
import Fastify from 'fastify';
import { createHandler, loadModel } from 'modelmount';
import { fastifyPlugin } from 'modelmount/fastify';
import { curlPost } from '../shared/curl.js';
import { exitOnListenError, readPort } from '../shared/server.js';
import { stopGracefully } from '../shared/stop-gracefully.js';

const port = readPort();
const diabetes = await loadModel(new URL('../models/diabetes', import.meta.url));

// While it closes, Fastify would answer 503 to what still comes over an open connection.
const app = Fastify({ return503OnClosing: false });
const handler = createHandler({ models: { diabetes } });
await app.register(fastifyPlugin(handler), { prefix: '/ml' });
app.get('/', () => ({ models: '/ml/v2/models', openapi: '/ml/openapi.json' }));

stopGracefully(app.server, handler, { close: () => app.close() });

const url = await app.listen({ port, host: '127.0.0.1' }).catch(exitOnListenError);
console.log(curlPost(`${url}/ml/predict`, { rows: diabetes.example.rows }));
