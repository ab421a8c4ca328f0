import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LogisticRegression, Pipeline, saveModel, StandardScaler } from 'modelmount';
import { ELEMENT, node, onnxFile } from './onnx-file.js';

const { FLOAT, INT64 } = ELEMENT;

/** Iris (Fisher 1936): objects by feature name, and the species. */
function readIris() {
  const text = readFileSync(new URL('../../examples/data/iris.csv', import.meta.url), 'utf8');
  const [header, ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const X = lines.map((line) => Object.fromEntries(header.slice(0, 4).map((name, j) => [name, Number(line[j])])));
  return { X, y: lines.map((line) => line[4]) };
}

/**
 * A logistic regression on iris as an ONNX file of three operators, since onnxruntime-node by itself cannot run the ZipMap
 * of scikit-learn's exports.
 *
 * @returns The file, rows, and what the estimator it was made of answers for them.
 */
export function writeIrisOnnx(folder) {
  const { X, y } = readIris();
  const model = new LogisticRegression().fit(X, y);
  const { coef, intercept } = JSON.parse(JSON.stringify(model));
  const [nClasses, nFeatures] = [coef.length, coef[0].length];
  const bytes = onnxFile({
    nodes: [
      node('Gemm', { inputs: ['X', 'coef', 'intercept'], outputs: ['scores'], attributes: { transB: 1 } }),
      node('Softmax', { inputs: ['scores'], outputs: ['output_probability'], attributes: { axis: 1 } }),
      node('ArgMax', { inputs: ['scores'], outputs: ['output_label'], attributes: { axis: 1, keepdims: 0 } }),
    ],
    inputs: { X: [FLOAT, ['N', nFeatures]] },
    outputs: { output_label: [INT64, ['N']], output_probability: [FLOAT, ['N', nClasses]] },
    initializers: {
      coef: { dims: [nClasses, nFeatures], data: Float32Array.from(coef.flat()) },
      intercept: { dims: [nClasses], data: Float32Array.from(intercept) },
    },
  });
  const file = path.join(folder, 'iris.onnx');
  writeFileSync(file, bytes);
  const rows = X.filter((_, i) => i % 5 === 0);
  return { file, rows: rows.map((row) => Object.values(row)), probabilities: toArrays(model.predictProba(rows)) };
}

/** A logistic regression on iris behind its scaler, saved as a model folder; and the same as plain numbers. */
export async function saveIrisLinear(folder) {
  const { X, y } = readIris();
  const pipeline = new Pipeline([
    ['scale', new StandardScaler()],
    ['classify', new LogisticRegression()],
  ]).fit(X, y);
  const { path: saved } = await saveModel(path.join(folder, 'iris'), pipeline);
  const fitted = JSON.parse(JSON.stringify(pipeline));
  const rows = X.filter((_, i) => i % 5 === 0);
  return { saved, fitted, rows, labels: pipeline.predict(rows), probabilities: toArrays(pipeline.predictProba(rows)) };
}

function toArrays({ nRows, nColumns, data }) {
  return Array.from({ length: nRows }, (_, i) => [...data.subarray(i * nColumns, (i + 1) * nColumns)]);
}
