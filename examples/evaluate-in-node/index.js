/**
 * How good is a model that came from elsewhere? Evaluates an ONNX file from scikit-learn on a CSV, and the same kind
 * of model trained in Node on the same rows beside it.
 *
 *   node examples/evaluate-in-node/index.js       after npm run build
 *
 * Prints a table of metrics and a confusion matrix: 29 of 30 flowers are right for both.
 */
import { evaluate, evaluateModel, loadModel, LogisticRegression } from 'modelmount';
import { readCsv, splitTarget } from '../shared/read-csv.js';

const rows = readCsv(new URL('../data/iris.csv', import.meta.url));
// The ONNX model was trained without every fifth row: these are new to both models.
const test = splitTarget(
  rows.filter((_, i) => i % 5 === 0),
  'species',
);
const train = splitTarget(
  rows.filter((_, i) => i % 5 !== 0),
  'species',
);

const fromElsewhere = await loadModel(new URL('../models/iris', import.meta.url));
const trainedHere = new LogisticRegression().fit(train.X, train.y);

const evaluations = {
  'ONNX, from scikit-learn': await evaluateModel(fromElsewhere, test),
  'trained in Node': evaluate(trainedHere, test),
};
const shown = ['nSamples', 'accuracy', 'balancedAccuracy', 'matthewsCorrcoef', 'f1', 'rocAuc', 'logLoss'];
console.table(evaluations, shown);

const { labels, matrix } = evaluations['trained in Node'].confusionMatrix;
console.log('\nConfusion matrix of the model trained in Node: true species down, predicted across');
console.table(
  Object.fromEntries(
    labels.map((label, i) => [label, Object.fromEntries(labels.map((other, j) => [other, matrix[i][j]]))]),
  ),
);

const predictions = await fromElsewhere.predict(test.X);
const probabilities = trainedHere.predictProba(test.X).toRows();
const differences = predictions.flatMap((prediction, i) =>
  trainedHere.classes.map((label, j) => Math.abs(prediction.probabilities[label] - probabilities[i][j])),
);
console.log(`\nLargest difference between their probabilities: ${Math.max(...differences).toExponential(1)}`);

await fromElsewhere.close();
