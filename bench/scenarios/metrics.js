import { confusionMatrix, logLoss, rocAucScore, rootMeanSquaredError } from 'modelmount/metrics';
import { randomFrom } from '../harness/random.js';
import { compareWithScikitLearn } from '../harness/scikit-learn.js';

const N = 1_000_000;
const N_CLASSES = 5;

export const what = `metrics on ${N} rows in typed arrays`;
export const unit = 'ms for all of them';
export const targets = Object.fromEntries(
  ['rocAuc', 'logLoss', 'confusionMatrix', 'rmse'].map((name) => [name, { min: 3 }]),
);

export function run() {
  const random = randomFrom(1);
  const scores = Float64Array.from({ length: N }, () => random());
  const y = Int32Array.from(scores, (score) => (random() < score ? 1 : 0));
  const estimates = scores.map((score) => score + random() - 0.5);
  const classes = Int32Array.from({ length: N }, () => Math.floor(random() * N_CLASSES));
  const predicted = classes.map((k) => (random() < 0.7 ? k : Math.floor(random() * N_CLASSES)));
  const data = {
    y: [y, N],
    scores: [scores, N],
    estimates: [estimates, N],
    classes: [classes, N],
    predicted: [predicted, N],
  };
  return compareWithScikitLearn(data, {
    rocAuc: { run: () => rocAucScore(y, scores) },
    logLoss: { run: () => logLoss(y, scores) },
    confusionMatrix: {
      run: () => confusionMatrix(classes, predicted),
      sample: (matrix) => matrix.toRows(),
    },
    rmse: { run: () => rootMeanSquaredError(scores, estimates) },
  });
}
