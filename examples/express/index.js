/**
 * Every model folder in examples/models, mounted at /ml of an Express 5 app.
 *
 *   npm start                            http://127.0.0.1:8080, until Ctrl-C
 *   PORT=3000 npm start                  another port; 0 is any free one
 *
 * Prints each model's routes and curl lines that work as they stand. Express 4 takes the same code.
 */
import { fileURLToPath } from 'node:url';
import express from 'express';
import { createHandler, loadModels } from 'modelmount';
import { expressMiddleware } from 'modelmount/express';
import { curlGet, curlPost } from '../shared/curl.js';
import { exitOnListenError, readPort } from '../shared/server.js';
import { stopGracefully } from '../shared/stop-gracefully.js';

const port = readPort();
const models = await loadModels(fileURLToPath(new URL('../models', import.meta.url)));

const app = express();
app.disable('x-powered-by');

const handler = createHandler({ models, info: { title: 'Example models' } });
// Before body parsers, if the app has any: the models then read their own bodies, with a limit of their own.
app.use('/ml', expressMiddleware(handler));

app.get('/', (_request, response) => {
  response.json({ openapi: '/ml/openapi.json', models: Object.values(models).map(describe) });
});

const server = app.listen(port, '127.0.0.1');
server.once('error', exitOnListenError);
server.once('listening', () => announce(`http://127.0.0.1:${server.address().port}`));

stopGracefully(server, handler);

function describe({ name, version, info }) {
  const { format, runtime } = info;
  const routes = [`POST /ml/models/${name}/predict`, `POST /ml/v2/models/${name}/infer`, `GET /ml/v2/models/${name}`];
  return { name, version, format, runtime, routes };
}

function announce(url) {
  console.log(`${Object.keys(models).length} models at ${url}/ml, until Ctrl-C`);
  for (const model of Object.values(models)) {
    const { name, version, format, runtime, routes } = describe(model);
    console.log(`\n${name}, version ${version} (${format}, on ${runtime})`);
    for (const route of routes) console.log(`  ${route}`);
    console.log(curlPost(`${url}/ml/models/${name}/predict`, { rows: model.example.rows }));
  }
  console.log('\nThe Open Inference Protocol, as KServe and Triton speak it');
  console.log(curlPost(`${url}/ml/v2/models/iris/infer`, inferRequest(models.iris)));
  console.log('\nThe OpenAPI document of it all');
  console.log(curlGet(`${url}/ml/openapi.json`));
}

/** The example row as the tensor of a model that takes all its features in one. */
function inferRequest(model) {
  const [{ name, dtype }] = model.signature.inputs;
  const data = model.inspect().features.map((feature) => model.example.rows[0][feature.name]);
  return { inputs: [{ name, shape: [1, data.length], datatype: dtype, data }] };
}
