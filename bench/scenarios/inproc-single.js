import assert from 'node:assert/strict';
import { loadModel, Tensor } from 'modelmount';

const N_FEATURES = 20;

/** One row of a 20-feature logistic model: `predictSync` and the raw tensor call, against the plain dot product. */
export async function open() {
  const coef = Array.from({ length: N_FEATURES }, (_, j) => Math.sin(j + 1));
  const document = { kind: 'logisticRegression', coef: [coef], intercept: [0.5], classes: ['no', 'yes'] };
  const model = await loadModel(document);
  const row = Array.from({ length: N_FEATURES }, (_, j) => Math.cos(j));
  const inputs = new Map([['X', Tensor.of('FP64', [1, N_FEATURES], row)]]);
  const dot = () => {
    let score = 0.5;
    for (let j = 0; j < N_FEATURES; j++) score += coef[j] * row[j];
    return 1 / (1 + Math.exp(-score));
  };
  let sink = 0;
  const [{ probabilities }] = model.predictSync([row]);
  assert.ok(Math.abs(probabilities.yes - dot()) < 1e-15);
  return {
    what: 'one row of a logistic regression with 20 features, validated',
    unit: 'calls/s',
    ours: () => void model.predictSync([row]),
    baselines: { raw: () => void model.runSync(inputs), dot: () => void (sink += dot()) },
    close: () => {
      assert.ok(Number.isFinite(sink));
      return model.close();
    },
  };
}
