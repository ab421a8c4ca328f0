import { IsotonicRegression } from 'modelmount/estimators';
import { precisionRecallCurve, rocCurve } from 'modelmount/metrics';
import { Matrix } from 'modelmount/preprocessing';
import { randomFrom } from '../harness/random.js';
import { compareWithScikitLearn, joinResults } from '../harness/scikit-learn.js';

const N = 1_000_000;
const N_ISOTONIC = 200_000;
const STEP = 9973;

export const what = `curves of ${N} scores, and isotonic regression of ${N_ISOTONIC} numbers, fit and predict`;
export const unit = 'ms for all of them';
export const targets = { rocCurve: { min: 3 }, prCurve: { min: 3 } };

export async function run() {
  const random = randomFrom(5);
  const scores = Float64Array.from({ length: N }, () => random());
  const y = Int32Array.from(scores, (score) => (random() < score ? 1 : 0));
  const curves = await compareWithScikitLearn(
    { y: [y, N], scores: [scores, N] },
    {
      rocCurve: { run: () => rocCurve(y, scores), sample: every, step: STEP },
      prCurve: { run: () => precisionRecallCurve(y, scores), sample: every, step: STEP },
    },
  );
  const X = new Matrix(N_ISOTONIC, 1, scores.slice(0, N_ISOTONIC));
  const target = X.data.map((x) => x + random());
  const isotonic = await compareWithScikitLearn(
    { X: [X.data, N_ISOTONIC, 1], y: [target, N_ISOTONIC] },
    {
      isotonic: {
        run: () => new IsotonicRegression().fit(X, target).predict(X),
        sample: (predictions, step) => [...predictions.filter((_, k) => k % step === 0)],
        step: STEP,
      },
    },
  );
  return joinResults(curves, isotonic);
}

function every(curve, step) {
  const parts = Object.entries(curve).map(([name, values]) => [
    name,
    // Infinity is no JSON.
    [...values.filter((value, k) => k % step === 0 && value !== Infinity)],
  ]);
  return Object.fromEntries(parts);
}
