/**
 * Makes the model folders beside this file.
 *
 *   npm run build && node examples/models/build.js [folder]
 */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  evaluate,
  evaluateModel,
  loadModel,
  Pipeline,
  Ridge,
  saveModel,
  StandardScaler,
  trainTestSplit,
} from 'modelmount';
import { decodePgm } from '../image-classification/decode-pgm.js';
import { readCsv, splitTarget } from '../shared/read-csv.js';
import { trainWine } from '../train-and-serve/train.js';

const folder = process.argv[2] ?? import.meta.dirname;
const data = (name) => new URL(`../data/${name}`, import.meta.url);
const fixture = (name) => fileURLToPath(new URL(`../../test/fixtures/${name}`, import.meta.url));

await save('iris', iris);
await save('digits', digits);
await save('wine', wine);
await save('diabetes', diabetes);

/** An ONNX file from scikit-learn, which knows its classes as 0, 1 and 2 and its inputs not by name. */
async function iris() {
  const file = path.join(fixture('iris-logistic'), 'model.onnx');
  const measured = (name, what) => ({ name, type: 'number', minimum: 0, description: `${what}, cm` });
  const description = {
    features: [
      measured('sepalLength', 'Length of the sepals'),
      measured('sepalWidth', 'Width of the sepals'),
      measured('petalLength', 'Length of the petals'),
      measured('petalWidth', 'Width of the petals'),
    ],
    postprocessing: { kind: 'classification', labels: ['setosa', 'versicolor', 'virginica'] },
  };
  const rows = readCsv(data('iris.csv'));
  // The rows that the model was not trained on.
  const test = splitTarget(
    rows.filter((_, i) => i % 5 === 0),
    'species',
  );
  const model = await loadModel(file, description);
  const evaluation = await evaluateModel(model, test);
  await model.close();
  return [file, { ...description, evaluation, example: { rows: [test.X[0]] } }];
}

/** A network from Keras in TensorFlow.js's format, which takes 8 × 8 grey pixels from 0 to 1. */
async function digits() {
  const { height, width, channels, data: pixels } = decodePgm(readFileSync(data('digits/3.pgm')));
  return [
    fixture('keras-digits-layers'),
    {
      preprocessing: { kind: 'image', scale: 1 / 255 },
      postprocessing: { kind: 'classification', labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], topK: 3 },
      example: { rows: [{ height, width, channels, data: Buffer.from(pixels).toString('base64') }] },
    },
  ];
}

/** A logistic regression that is trained here, with its preprocessing. */
async function wine() {
  const { model, evaluation, example } = trainWine();
  return [model, { evaluation, example }];
}

/** A ridge regression that is trained here: how far diabetes has progressed a year on. */
async function diabetes() {
  const { train, test } = trainTestSplit(splitTarget(readCsv(data('diabetes.csv')), 'progression'), { randomState: 7 });
  const model = new Pipeline([
    ['scale', new StandardScaler()],
    ['regress', new Ridge({ alpha: 1 })],
  ]).fit(train.X, train.y);
  return [model, { evaluation: evaluate(model, test), example: { rows: [test.X[0]] } }];
}

async function save(name, make) {
  const [model, options] = await make();
  const target = path.join(folder, name);
  await rm(target, { recursive: true, force: true });
  const saved = await saveModel(target, model, { ...options, version: 1 });
  console.log(`${name} ${saved.version}`);
}
