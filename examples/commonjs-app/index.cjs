/**
 * An Express app in CommonJS that asks a model inside a route of its own, and mounts it over HTTP too.
 *
 *   node examples/commonjs-app/index.cjs     after npm run build; PORT chooses the port
 *
 * Prints a curl line for each of the two. A fault in the query is answered 400 with what is wrong.
 */
const path = require('node:path');
const express = require('express');
const { createHandler, loadModel, ModelMountError } = require('modelmount');
const { expressMiddleware } = require('modelmount/express');

async function main() {
  const { curlGet, curlPost } = await import('../shared/curl.js');
  const { exitOnListenError, readPort } = await import('../shared/server.js');
  const { stopGracefully } = await import('../shared/stop-gracefully.js');

  const port = readPort();
  const iris = await loadModel(path.join(__dirname, '../models/iris'));
  const app = express();

  app.get('/species', async (request, response, next) => {
    try {
      const entries = Object.entries(request.query).map(([name, text]) => [name, Number(text)]);
      const [prediction] = await iris.predict([Object.fromEntries(entries)]);
      response.json(prediction);
    } catch (error) {
      if (ModelMountError.is(error) && error.code === 'INVALID_INPUT') response.status(400).json(error.issues);
      else next(error);
    }
  });

  const handler = createHandler({ models: { iris } });
  app.use('/ml', expressMiddleware(handler));

  const server = app.listen(port, '127.0.0.1');
  server.once('error', exitOnListenError);
  server.once('listening', () => {
    const url = `http://127.0.0.1:${server.address().port}`;
    const [row] = iris.example.rows;
    console.log(curlGet(`${url}/species?${new URLSearchParams(row)}`));
    console.log(curlPost(`${url}/ml/predict`, { rows: [row] }));
  });

  stopGracefully(server, handler);
}

main();
