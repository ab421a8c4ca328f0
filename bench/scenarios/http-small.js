import assert from 'node:assert/strict';
import { compareServers } from '../harness/compare-servers.js';
import { withTemporaryFolder } from '../harness/temporary-folder.js';
import { writeIrisOnnx } from '../models/iris.js';

const NAME = 'iris';

export const what = 'one row a request of a small ONNX model, Open Inference JSON, 32 connections';
export const unit = 'requests/s';
export const targets = {
  echo: { min: 0.75 },
  'node-by-hand': { min: 1.3 },
  'express-by-hand': { min: 1.4 },
};

export function run() {
  return withTemporaryFolder(async (folder) => {
    const { file, rows, probabilities } = writeIrisOnnx(folder);
    const bodies = rows.map((data) => ({ inputs: [{ name: 'X', shape: [1, data.length], datatype: 'FP32', data }] }));
    const config = { name: NAME, source: file };
    const side = (module) => ({ module: new URL(`../${module}.js`, import.meta.url), config });
    const { medians, ...rest } = await compareServers(
      {
        node: side('servers/ours-node'),
        express: side('servers/ours-express'),
        'node-by-hand': side('baselines/node-by-hand'),
        'express-by-hand': side('baselines/express-by-hand'),
        echo: side('baselines/echo'),
        'express-echo': side('baselines/express-echo'),
      },
      {
        path: `/v2/models/${NAME}/infer`,
        bodies,
        check: createCheck(bodies, probabilities),
        ratios: {
          echo: ['node', 'echo'],
          'node-by-hand': ['node', 'node-by-hand'],
          'express-by-hand': ['express', 'express-by-hand'],
          'express-echo': ['express', 'express-echo'],
        },
      },
    );
    const { node, express, ...baselines } = medians;
    const notes = [`"ours" is the node adapter; the Express adapter has ${Math.round(express)} requests/s`];
    return { ours: node, baselines, ...rest, notes };
  });
}

/** The first side is held against the estimator that the file was made of, the others against the first. */
function createCheck(bodies, probabilities) {
  const first = new Map();
  return (side, body, answer) => {
    if (side.endsWith('echo')) return assert.deepEqual(answer, body);
    if (first.has(body)) return assert.deepEqual(answer, first.get(body));
    first.set(body, answer);
    const expected = probabilities[bodies.indexOf(body)];
    const [label, probability] = answer.outputs;
    assert.deepEqual(label.data, [expected.indexOf(Math.max(...expected))]);
    expected.forEach((value, k) => assert.ok(Math.abs(probability.data[k] - value) < 1e-6));
  };
}
