import assert from 'node:assert/strict';
import { startChild } from '../harness/child.js';
import { post } from '../harness/post.js';
import { quantile } from '../harness/statistics.js';
import { withTemporaryFolder } from '../harness/temporary-folder.js';
import { image, writeCnn } from '../models/cnn.js';

const NAME = 'cnn';
const PATH = `/v2/models/${NAME}/infer`;
const TIMEOUT_MS = 1000;
/** Of each phase: what the one before has left behind is worked off by then. */
const SETTLE_MS = 500;
const RECOVERY_MS = 1000;

/**
 * Bounds that suit a client who gives up after a second: what waits is answered within half of that. A CNN of this cost
 * gains nothing from being run on several rows at once.
 */
const BOUNDS = { maxBatchSize: 1, maxQueueSize: 32, queueDeadlineMs: 500 };

/**
 * Phases that follow one another without a pause, ms. Capacity is measured before each group and after the last one,
 * since machines have moods.
 */
const PHASES = [
  { '0.5x': 2000, '1x': 2000, '2.5x': 3500 },
  { '5x': 3500, back: 3500 },
];
const CONTROL_PHASES = [{ '2.5x': 2500, '5x': 2500, back: 1500 }];
const CAPACITY_MS = 1500;

export const what = `goodput of a 10 ms CNN at 2.5 × what it can do, real HTTP, clients that leave after ${TIMEOUT_MS} ms`;
export const unit = 'answers/s in time';
export const targets = { '2.5x': { min: 0.85 }, '5x': { min: 0.8 }, recovered: { min: 0.98 } };

export function run() {
  return withTemporaryFolder(async (folder) => {
    // Small images: the JSON of large ones would be what is overloaded.
    const { file: source, shape } = await writeCnn(folder, { targetMs: 10, channels: 1, size: 24, stride: 1 });
    const data = Array.from(image(shape, 1));
    const body = JSON.stringify({ inputs: [{ name: 'image', shape: [1, ...shape], datatype: 'FP32', data }] });
    const own = await strain(
      'servers/ours-node',
      { name: NAME, source, options: { execution: 'thread', batching: BOUNDS }, isSilent: true },
      { body, groups: PHASES, isBounded: true },
    );
    const control = await strain(
      'baselines/unbounded-by-hand',
      { name: NAME, source, shape },
      { body, groups: CONTROL_PHASES, isBounded: false },
    );
    own.answer.forEach((value, k) => assert.ok(Math.abs(value - control.answer[k]) < 1e-3, 'the answers differ'));
    const collapse = control.phases['5x'].goodput / control.capacities[0];
    assert.ok(
      collapse < 0.2,
      `the server without bounds must collapse; it keeps ${collapse.toFixed(2)} of its capacity`,
    );
    return summarize(own, control);
  });
}

/** Takes a server through the phases. One without bounds has too much left over at the end to measure it again. */
async function strain(module, config, { body, groups, isBounded }) {
  const harness = (name, options) => startChild(new URL(`../harness/${name}.js`, import.meta.url), options);
  const args = [new URL(`../${module}.js`, import.meta.url).href, JSON.stringify(config)];
  const [server, closed, open] = [await harness('serve', { args }), await harness('load'), await harness('load-open')];
  try {
    const { ready: port } = server;
    const answer = await ask(port, body);
    const measureCapacity = async () => {
      const load = { port, requests: [post(PATH, body)], connections: 16, ms: CAPACITY_MS };
      const { answered, failed, seconds } = await closed.call('run', load);
      return (answered - failed) / seconds;
    };
    await measureCapacity();
    const capacities = [];
    const phases = {};
    for (const group of groups) {
      capacities.push(await measureCapacity());
      const plan = Object.entries(group).map(([name, ms]) => ({ perSecond: factorOf(name) * capacities.at(-1), ms }));
      const results = await open.call('run', { port, path: PATH, body, phases: plan, timeoutMs: TIMEOUT_MS });
      Object.keys(group).forEach((name, i) => (phases[name] = judge(results[i])));
    }
    if (isBounded) capacities.push(await measureCapacity());
    return { answer, capacities, phases };
  } finally {
    await Promise.all([server, closed, open].map((child) => child.stop()));
  }
}

function factorOf(name) {
  return name === 'back' ? 0.5 : Number.parseFloat(name);
}

async function ask(port, body) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`, init);
  assert.equal(response.status, 200);
  return (await response.json()).outputs[0].data;
}

/** Answers in time per second, by when they came; and of the requests sent after a second, the share answered so. */
function judge({ perSecond, start, end, requests }) {
  const inTime = requests.filter(([, , status]) => status === 200);
  const came = inTime.filter(([, done]) => done >= start + SETTLE_MS && done < end);
  const late = requests.filter(([sent]) => sent >= start + RECOVERY_MS);
  return {
    perSecond,
    goodput: (came.length * 1000) / (end - start - SETTLE_MS),
    shareAfterASecond: late.filter(([, , status]) => status === 200).length / late.length,
    p99: came.length === 0 ? NaN : quantile(latencies(came), 0.99),
    refused: requests.filter(([, , status]) => status !== 200 && status !== 0).length,
    timedOut: requests.filter(([, , status]) => status === 0).length,
  };
}

function latencies(requests) {
  return requests.map(([sent, done]) => done - sent);
}

function summarize({ capacities, phases }, control) {
  const mean = (...values) => values.reduce((sum, value) => sum + value) / values.length;
  const [first, second, third] = capacities;
  return {
    ours: phases['2.5x'].goodput,
    baselines: { capacity: mean(first, second), unbounded: control.phases['2.5x'].goodput },
    ratios: {
      '2.5x': phases['2.5x'].goodput / mean(first, second),
      '5x': phases['5x'].goodput / mean(second, third),
      recovered: phases.back.shareAfterASecond,
    },
    lines: [...describe('ours', capacities, phases), ...describe('unbounded', control.capacities, control.phases)],
  };
}

function describe(name, capacities, phases) {
  const lines = Object.entries(phases).map(([phase, { perSecond, goodput, p99, refused, timedOut }]) => {
    const answered = `${goodput.toFixed(0)}/s in time (p99 ${p99.toFixed(0)} ms)`;
    return `  ${phase.padEnd(5)} offered ${perSecond.toFixed(0)}/s: ${answered}, ${refused} refused, ${timedOut} timed out`;
  });
  return [`${name}: capacity ${capacities.map((value) => value.toFixed(0)).join(', ')}/s`, ...lines];
}
