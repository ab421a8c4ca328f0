import assert from 'node:assert/strict';
import { loadModel, StandardScaler, Tensor } from 'modelmount';

const N_FEATURES = 20;

/**
 * One row of a 20-feature logistic model, by position: against the same by name, with a scaler in front, on tensors,
 * and against the plain dot product.
 */
export async function open() {
  const coef = Array.from({ length: N_FEATURES }, (_, j) => Math.sin(j + 1));
  const document = { kind: 'logisticRegression', coef: [coef], intercept: [0.5], classes: ['no', 'yes'] };
  const model = await loadModel(document);
  const row = Array.from({ length: N_FEATURES }, (_, j) => Math.cos(j));
  const byName = Object.fromEntries(row.map((value, j) => [`x${j}`, value]));
  const scaler = new StandardScaler().fit([row, coef, row.map((value) => value + 1)]);
  const scaled = await loadModel(document, { preprocessing: { kind: 'tabular', transformer: scaler.toJSON() } });
  const inputs = new Map([['X', Tensor.of('FP64', [1, N_FEATURES], row)]]);
  const dot = () => {
    let score = 0.5;
    for (let j = 0; j < N_FEATURES; j++) score += coef[j] * row[j];
    return 1 / (1 + Math.exp(-score));
  };
  let sink = 0;
  const [{ probabilities }] = model.predictSync([row]);
  assert.ok(Math.abs(probabilities.yes - dot()) < 1e-15);
  assert.deepEqual(model.predictSync([byName]), model.predictSync([row]));
  const moved = Array.from(scaler.transform([row]).row(0));
  assert.deepEqual(scaled.predictSync([row]), model.predictSync([moved]));
  return {
    what: 'one row of a logistic regression with 20 features, validated',
    unit: 'calls/s',
    ours: () => void model.predictSync([row]),
    baselines: {
      byName: () => void model.predictSync([byName]),
      scaled: () => void scaled.predictSync([row]),
      raw: () => void model.runSync(inputs),
      dot: () => void (sink += dot()),
    },
    close: async () => {
      assert.ok(Number.isFinite(sink));
      await Promise.all([model.close(), scaled.close()]);
    },
  };
}
