import assert from 'node:assert/strict';
import { loadModel } from 'modelmount';
import * as ort from 'onnxruntime-node';

const FILE = 'test/fixtures/breast-cancer-xgboost/model.onnx';
const CALLS = 64;

/** 64 concurrent `predict` of a small ONNX model, against a loop of `session.run`. */
export async function open() {
  const model = await loadModel(FILE, { batching: { maxBatchSize: CALLS } });
  const session = await ort.InferenceSession.create(FILE, { intraOpNumThreads: 1 });
  const rows = Array.from({ length: CALLS }, (_, i) => Array.from({ length: 30 }, (_x, j) => (i * 31 + j * 7) % 100));
  const ours = async () => void (await Promise.all(rows.map((row) => model.predict([row]))));
  const loop = async () => {
    for (const row of rows) await session.run({ X: new ort.Tensor('float32', Float32Array.from(row), [1, 30]) });
  };
  for (const row of rows.slice(0, 8)) {
    const { label } = await session.run({ X: new ort.Tensor('float32', Float32Array.from(row), [1, 30]) });
    const [prediction] = await model.predict([row]);
    assert.equal(prediction.label, Number(label.data[0]));
  }
  return {
    what: `${CALLS} concurrent predictions of XGBoost with 30 features`,
    unit: 'bursts/s',
    ours,
    baselines: { loop },
    close: async () => {
      await model.close();
      await session.release();
    },
  };
}
