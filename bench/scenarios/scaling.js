import { Matrix, MinMaxScaler, StandardScaler } from 'modelmount/preprocessing';
import { normalFrom, randomFrom } from '../harness/random.js';
import { compareWithScikitLearn } from '../harness/scikit-learn.js';

const N = 1_000_000;
const WIDTH = 20;

export const what = `fit and transform of ${N} × ${WIDTH} numbers`;
export const unit = 'ms for both';
export const targets = { minMax: { min: 1 }, standard: { min: 1 } };

export function run() {
  const normal = normalFrom(randomFrom(2));
  const X = new Matrix(N, WIDTH);
  for (let k = 0; k < X.data.length; k++) X.data[k] = normal() * ((k % WIDTH) + 1) + 100;
  const task = (scaler) => ({
    run: () => scaler.fit(X).transform(X),
    sample: ({ data }, step) => data.filter((_, k) => k % step === 0),
    step: 9973,
    tolerance: 1e-10,
  });
  // Each run scales what the last one left, on both sides: numbers of the same kind, and no new memory.
  const scratch = new Matrix(N, WIDTH, X.data.slice());
  const inPlace = (scaler) => ({
    ...task(scaler),
    run: () => {
      scaler.fit(scratch).transformInPlace(scratch.data);
      return scratch;
    },
  });
  return compareWithScikitLearn(
    { X: [X.data, N, WIDTH] },
    {
      minMax: task(new MinMaxScaler()),
      standard: task(new StandardScaler()),
      standardInPlace: inPlace(new StandardScaler()),
    },
  );
}
