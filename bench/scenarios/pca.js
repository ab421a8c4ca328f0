import { Matrix, PCA } from 'modelmount/preprocessing';
import { randomFrom } from '../harness/random.js';
import { compareWithScikitLearn } from '../harness/scikit-learn.js';

const N = 10_000;
const N_COLUMNS = 200;

export const what = `principal components of ${N} × ${N_COLUMNS} numbers, fit`;
export const unit = 'ms';
export const targets = {};

export function run() {
  const random = randomFrom(6);
  // The variances differ, so that each direction is one of its own.
  const X = new Matrix(
    N,
    N_COLUMNS,
    Float64Array.from({ length: N * N_COLUMNS }, (_, k) => (random() - 0.5) * (1 + (k % N_COLUMNS))),
  );
  return compareWithScikitLearn(
    { X: [X.data, N, N_COLUMNS] },
    {
      pca: {
        run: () => new PCA().fit(X),
        sample: ({ explainedVariance, components }) => ({
          variances: [...explainedVariance],
          first: [...components.row(0)],
        }),
        tolerance: 1e-9,
      },
    },
  );
}
