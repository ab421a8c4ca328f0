import { LinearRegression, LogisticRegression, Matrix } from 'modelmount/estimators';
import { normalFrom, randomFrom } from '../harness/random.js';
import { compareWithScikitLearn, joinResults } from '../harness/scikit-learn.js';

const N = 100_000;
const WIDTH = 20;

export const what = `fitting linear and logistic regression on ${N} × ${WIDTH}`;
export const unit = 'ms for both';
export const targets = { ols: { min: 0.5 }, logistic: { min: 0.5 } };

export async function run() {
  const random = randomFrom(3);
  const normal = normalFrom(random);
  const X = new Matrix(N, WIDTH);
  for (let k = 0; k < X.data.length; k++) X.data[k] = normal();
  const coef = Float64Array.from({ length: WIDTH }, normal);
  const scores = Float64Array.from({ length: N }, (_, i) => X.row(i).reduce((sum, x, j) => sum + x * coef[j], 1));
  const values = scores.map((score) => score + normal());
  const labels = Int32Array.from(scores, (score) => (random() < 1 / (1 + Math.exp(-score)) ? 1 : 0));
  const sample = ({ coef, intercept }) => [...(coef.data ?? coef), ...(intercept.length ? intercept : [intercept])];
  const ols = { run: () => new LinearRegression().fit(X, values), sample, tolerance: 1e-9 };
  const logistic = {
    run: () => new LogisticRegression().fit(X, labels),
    sample,
    check: 'logisticOptimum', // which ours reaches, and the default of the other side does not
    tolerance: 1e-8,
  };
  const first = await compareWithScikitLearn({ X: [X.data, N, WIDTH], y: [values, N] }, { ols });
  const second = await compareWithScikitLearn({ X: [X.data, N, WIDTH], y: [labels, N] }, { logistic });
  return joinResults(first, second);
}
