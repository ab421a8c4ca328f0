import { KNeighborsClassifier } from 'modelmount/estimators';
import { Matrix } from 'modelmount/preprocessing';
import { randomFrom } from '../harness/random.js';
import { compareWithScikitLearn, joinResults } from '../harness/scikit-learn.js';

const N = 20_000;
const N_QUERIES = 2_000;
const N_CLASSES = 5;

export const what = `fit and predict by 5 neighbours, ${N} rows and ${N_QUERIES} queries, evenly spread`;
export const unit = 'ms for 10 and for 50 columns';
export const targets = {};

export async function run() {
  return joinResults(await compare('columns10', 10), await compare('columns50', 50));
}

function compare(name, nColumns) {
  const random = randomFrom(nColumns);
  const numbers = (nRows) => Float64Array.from({ length: nRows * nColumns }, () => random());
  const X = new Matrix(N, nColumns, numbers(N));
  const queries = new Matrix(N_QUERIES, nColumns, numbers(N_QUERIES));
  const y = Int32Array.from({ length: N }, () => Math.floor(random() * N_CLASSES));
  const data = { X: [X.data, N, nColumns], queries: [queries.data, N_QUERIES, nColumns], y: [y, N] };
  return compareWithScikitLearn(data, {
    [name]: { run: () => new KNeighborsClassifier().fit(X, y).predict(queries) },
  });
}
