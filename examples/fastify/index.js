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
import { exitOnListenError, onStop, readPort } from '../shared/server.js';

const port = readPort();
const diabetes = await loadModel(new URL('../models/diabetes', import.meta.url));

const app = Fastify();
await app.register(fastifyPlugin(createHandler({ models: { diabetes } })), { prefix: '/ml' });
app.get('/', () => ({ models: '/ml/v2/models', openapi: '/ml/openapi.json' }));
// Fastify closes what belongs to it once the requests in progress are answered.
app.addHook('onClose', () => diabetes.close());

onStop(() => app.close());

const url = await app.listen({ port, host: '127.0.0.1' }).catch(exitOnListenError);
console.log(curlPost(`${url}/ml/predict`, { rows: diabetes.example.rows }));
