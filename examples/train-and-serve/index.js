/**
 * From a CSV to an HTTP API in one language: split, train with preprocessing, evaluate, save, load, serve.
 *
 *   node examples/train-and-serve/index.js [folder]     after npm run build; PORT chooses the port
 *
 * Prints the evaluation (40 of 45 wines right), where the model was saved, and a curl line. A second run with the same
 * folder saves version 2.
 */
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHandler, loadModel, saveModel } from 'modelmount';
import { nodeListener } from 'modelmount/node';
import { curlPost } from '../shared/curl.js';
import { exitOnListenError, readPort } from '../shared/server.js';
import { stopGracefully } from '../shared/stop-gracefully.js';
import { trainWine } from './train.js';

const port = readPort();

const { model: trained, evaluation, example } = trainWine();
const { accuracy, balancedAccuracy, matthewsCorrcoef, f1, rocAuc, logLoss, nSamples } = evaluation;
console.log(`On ${nSamples} wines that it was not trained on:`);
console.table({ accuracy, balancedAccuracy, matthewsCorrcoef, f1, rocAuc, logLoss });

const folder = process.argv[2] ?? path.join(await mkdtemp(path.join(tmpdir(), 'modelmount-')), 'wine');
const saved = await saveModel(folder, trained, { name: 'wine', evaluation, example });
console.log(`Saved as version ${saved.version}: ${saved.path}`);

// From here on it is what a server does that never saw the training: it has the folder, and nothing else.
const wine = await loadModel(folder);
const handler = createHandler({ models: { wine } });
const server = createServer(nodeListener(handler));
server.listen(port, '127.0.0.1', () => {
  console.log(curlPost(`http://127.0.0.1:${server.address().port}/predict`, { rows: wine.example.rows }));
});
server.once('error', exitOnListenError);

stopGracefully(server, handler);
