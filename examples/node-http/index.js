/**
 * A model served with node:http alone, without a framework.
 *
 *   node examples/node-http/index.js     after npm run build; PORT chooses the port
 *
 * Prints a curl line that sends the pixels of a handwritten digit as base64; the answer is the three likeliest digits.
 */
import { createServer } from 'node:http';
import { createHandler, loadModel } from 'modelmount';
import { nodeListener } from 'modelmount/node';
import { curlPost } from '../shared/curl.js';
import { exitOnListenError, readPort } from '../shared/server.js';
import { stopGracefully } from '../shared/stop-gracefully.js';

const port = readPort();
const digits = await loadModel(new URL('../models/digits', import.meta.url));

// A small limit on bodies: this model's images are small.
const handler = createHandler({ models: { digits }, bodyLimitBytes: 1024 * 1024 });
const server = createServer(nodeListener(handler, { prefix: '/ml' }));

server.listen(port, '127.0.0.1', () => {
  console.log(curlPost(`http://127.0.0.1:${server.address().port}/ml/predict`, { rows: digits.example.rows }));
});
server.once('error', exitOnListenError);

stopGracefully(server, handler);
