import assert from 'node:assert/strict';
import { startChild } from '../harness/child.js';
import { post } from '../harness/post.js';
import { median } from '../harness/statistics.js';
import { withTemporaryFolder } from '../harness/temporary-folder.js';
import { saveIrisLinear, writeIrisOnnx } from '../models/iris.js';

/** Of one cycle, which also has one worker started and ended. */
const N_PREDICTIONS = 4000;
const N_REQUESTS = 400;
const N_BAD_REQUESTS = 200;
const N_ABORTED = 50;
/** 200,000 predictions in all; fewer cycles where they take longer than their budget. */
const N_CYCLES = 50;
const BUDGET_MS = 25_000;
const N_CONTROL_CYCLES = 25;
const CONTROL_BUDGET_MS = 11_000;
const MIN_CYCLES = 12;
/** The first third fills caches, pools and the compiler's; memory is held against what it is then. */
const WARM_UP_SHARE = 1 / 3;
const LEAK_BYTES = 1024;
/** At the pace of the full soak, 200,000 predictions take three minutes. */
const CYCLES_PER_MINUTE = 200_000 / N_PREDICTIONS / 3;
const MIB = 2 ** 20;

const PATH = '/v2/models/onnx/infer';

export const what = 'growth of memory under predictions, failing requests, aborted uploads and worker restarts';
export const unit = 'MiB/min of resident memory at 200,000 predictions in three minutes';
export const targets = {
  ours: { max: 1 },
  rss: { max: 1.15 },
  heap: { min: 0.95, max: 1.05 },
  handles: { min: 1, max: 1 },
};

export function run() {
  return withTemporaryFolder(async (folder) => {
    const { file: onnx, rows } = writeIrisOnnx(folder);
    const { saved: linear } = await saveIrisLinear(folder);
    const soak = (leakBytes, limits) => strain({ onnx, linear, leakBytes }, { rows, ...limits });
    const own = judge(await soak(0, { nCycles: N_CYCLES, budgetMs: BUDGET_MS }));
    const control = judge(await soak(LEAK_BYTES, { nCycles: N_CONTROL_CYCLES, budgetMs: CONTROL_BUDGET_MS }));
    assert.ok(
      control.slope > targets.ours.max,
      `a leak of ${LEAK_BYTES} bytes a request must be seen; the slope is ${control.slope.toFixed(2)} MiB/min`,
    );
    return {
      ours: own.slope,
      baselines: { leak: control.slope },
      ratios: own.ratios,
      lines: [...describe('ours', own), ...describe('with a leak of 1 KiB a request', control)],
    };
  });
}

async function strain(config, { rows, nCycles, budgetMs }) {
  const harness = (name, options) => startChild(new URL(`../harness/${name}.js`, import.meta.url), options);
  const args = [new URL('../servers/soak.js', import.meta.url).href, JSON.stringify(config)];
  const server = await harness('serve', { args, nodeFlags: ['--expose-gc'] });
  const client = await harness('soak-client');
  try {
    const port = server.ready;
    const cycle = async () => {
      await server.call('predict', { rows, count: N_PREDICTIONS });
      const good = await client.call('send', { port, requests: goodRequests(rows), connections: 8, count: N_REQUESTS });
      assert.deepEqual(good, { answered: N_REQUESTS, failed: 0 });
      const bad = await client.call('send', { port, requests: badRequests(), connections: 8, count: N_BAD_REQUESTS });
      assert.deepEqual(bad, { answered: N_BAD_REQUESTS, failed: N_BAD_REQUESTS });
      await client.call('abort', { port, path: PATH, count: N_ABORTED });
      await server.call('restart');
    };
    const base = await server.call('sample');
    const samples = [];
    const end = performance.now() + budgetMs;
    while (samples.length < nCycles && (performance.now() < end || samples.length < MIN_CYCLES)) {
      await cycle();
      samples.push(await server.call('sample'));
    }
    return { base, samples };
  } finally {
    await Promise.all([server, client].map((child) => child.stop()));
  }
}

function judge({ base, samples }) {
  const measured = samples.slice(Math.round(samples.length * WARM_UP_SHARE));
  const [first, last] = [measured.slice(0, 3), measured.slice(-3)];
  const middle = (some, key) => median(some.map((sample) => sample[key]));
  return {
    nCycles: samples.length,
    slope: (slopeOf(measured.map(({ rss }) => rss)) / MIB) * CYCLES_PER_MINUTE,
    ratios: {
      rss: middle(last, 'rss') / middle(first, 'rss'),
      heap: middle(last, 'heapUsed') / middle(first, 'heapUsed'),
      handles: measured.at(-1).handles.split(' ').length / base.handles.split(' ').length,
    },
    samples,
    base,
  };
}

/** Theil and Sen's: the median of the slopes between all pairs, which a few odd samples do not move. */
function slopeOf(values) {
  const slopes = values.flatMap((value, i) => values.slice(i + 1).map((later, k) => (later - value) / (k + 1)));
  return median(slopes);
}

function describe(name, { nCycles, slope, samples, base }) {
  const sizes = (key) => samples.map((sample) => (sample[key] / MIB).toFixed(1)).join(' ');
  return [
    `${name}: ${nCycles} cycles, ${slope.toFixed(2)} MiB/min`,
    `  resident MiB ${sizes('rss')}`,
    `  heap MiB ${sizes('heapUsed')}`,
    `  handles before: ${base.handles}; after: ${samples.at(-1).handles}`,
  ];
}

function goodRequests(rows) {
  return rows.map((data) =>
    post(PATH, JSON.stringify({ inputs: [{ name: 'X', shape: [1, 4], datatype: 'FP32', data }] })),
  );
}

/** Bad in each of the ways that are found at another place: path, JSON, names, shape, type, row. */
function badRequests() {
  const infer = (input) => post(PATH, JSON.stringify({ inputs: [input] }));
  return [
    post('/v2/models/none/infer', '{}'),
    post(PATH, '{"inputs":'),
    infer({ name: 'Y', shape: [1, 4], datatype: 'FP32', data: [1, 2, 3, 4] }),
    infer({ name: 'X', shape: [1, 5], datatype: 'FP32', data: [1, 2, 3, 4, 5] }),
    infer({ name: 'X', shape: [1, 4], datatype: 'INT64', data: [1, 2, 3, 4] }),
    post('/models/linear/predict', '{"rows":[{"sepalLength":"long"}]}'),
  ];
}
