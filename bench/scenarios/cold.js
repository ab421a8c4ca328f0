import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { interleaveStarts } from '../harness/start-to-answer.js';
import { median, pairedRatio } from '../harness/statistics.js';
import { withTemporaryFolder } from '../harness/temporary-folder.js';
import { saveIrisLinear, writeIrisOnnx } from '../models/iris.js';

const ROUNDS = 16;

export const what = 'from the start of a process to the first answer of a small ONNX model; and of a linear one';
export const unit = 'ms';
export const targets = { 'by-hand': { min: 0.87 }, 'linear-by-hand': { min: 0.87 } };

export function run() {
  return withTemporaryFolder(async (folder) => {
    const onnx = writeIrisOnnx(folder);
    const linear = await saveIrisLinear(folder);
    const plain = path.join(folder, 'plain.json');
    writeFileSync(plain, JSON.stringify(linear.fitted));
    const program = (file, source, row) => [new URL(`../${file}.js`, import.meta.url), [source, JSON.stringify(row)]];
    const results = await interleaveStarts(
      {
        ours: program('servers/cold', onnx.file, onnx.rows[0]),
        'by-hand': program('baselines/cold-onnx', onnx.file, onnx.rows[0]),
        'ours, linear': program('servers/cold', linear.saved, linear.rows[0]),
        'linear-by-hand': program('baselines/cold-linear', plain, linear.rows[0]),
      },
      ROUNDS,
    );
    check(results.ours, results['by-hand'], onnx.probabilities[0]);
    check(results['ours, linear'], results['linear-by-hand'], linear.probabilities[0]);
    return summarize(results);
  });
}

/** Both sides against each other and against the estimator that the models were made of. */
function check(ours, byHand, expected) {
  for (const { probabilities } of [...ours, ...byHand]) {
    probabilities.forEach((value, k) => {
      assert.ok(Math.abs(value - expected[k]) < 1e-6);
      assert.ok(Math.abs(value - byHand[0].probabilities[k]) < 1e-12);
    });
  }
}

function summarize(results) {
  const series = (name, key) => results[name].map((result) => result[key]);
  const pairs = {
    'by-hand': pairedRatio(series('by-hand', 'totalMs'), series('ours', 'totalMs')),
    'linear-by-hand': pairedRatio(series('linear-by-hand', 'totalMs'), series('ours, linear', 'totalMs')),
  };
  const at = (name, key) => median(series(name, key));
  return {
    ours: at('ours', 'totalMs'),
    baselines: { 'by-hand': at('by-hand', 'totalMs'), 'linear-by-hand': at('linear-by-hand', 'totalMs') },
    ratios: Object.fromEntries(Object.entries(pairs).map(([name, { ratio }]) => [name, ratio])),
    spreads: Object.fromEntries(Object.entries(pairs).map(([name, { low, high }]) => [name, [low, high]])),
    lines: Object.keys(results).map((name) => {
      const steps = ['imported', 'ready', 'answered'].map((step) => `${step} ${at(name, `${step}Ms`).toFixed(0)}`);
      return `${name.padEnd(14)} ${at(name, 'totalMs').toFixed(0)} ms in all, cpu ${at(name, 'cpuMs').toFixed(0)} ms; within the process: ${steps.join(', ')}`;
    }),
  };
}
