import assert from 'node:assert/strict';
import { compareServers } from '../harness/compare-servers.js';
import { withTemporaryFolder } from '../harness/temporary-folder.js';
import { saveIrisLinear } from '../models/iris.js';

const NAME = 'iris';

export const what = 'one row a request of a logistic regression with its scaler, rows as JSON, 32 connections';
export const unit = 'requests/s';
export const targets = { echo: { min: 0.85 } };

export function run() {
  return withTemporaryFolder(async (folder) => {
    const { saved, fitted, rows, labels, probabilities } = await saveIrisLinear(folder);
    const bodies = rows.map((row) => ({ rows: [row] }));
    const side = (module, config) => ({ module: new URL(`../${module}.js`, import.meta.url), config });
    const check = (name, body, answer) => {
      if (name === 'echo') return assert.deepEqual(answer, body);
      const row = bodies.indexOf(body);
      assert.equal(answer.model, NAME);
      assert.equal(answer.predictions[0].label, labels[row]);
      const values = Object.values(answer.predictions[0].probabilities);
      probabilities[row].forEach((value, k) => assert.ok(Math.abs(values[k] - value) < 1e-12));
    };
    const { medians, ...rest } = await compareServers(
      {
        ours: side('servers/ours-node', { name: NAME, source: saved }),
        'node-by-hand': side('baselines/linear-by-hand', { name: NAME, fitted }),
        echo: side('baselines/echo'),
      },
      {
        path: `/models/${NAME}/predict`,
        bodies,
        check,
        ratios: { echo: ['ours', 'echo'], 'node-by-hand': ['ours', 'node-by-hand'] },
      },
    );
    const { ours, ...baselines } = medians;
    return { ours, baselines, ...rest };
  });
}
