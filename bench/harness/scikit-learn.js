import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { roundsOr } from './rounds.js';
import { median, pairedRatio } from './statistics.js';
import { withTemporaryFolder } from './temporary-folder.js';

const ROUNDS = 7;
const WARM_UPS = 3;
const PROGRAM = fileURLToPath(new URL('../baselines/scikit_learn.py', import.meta.url));
const TYPES = { Float64Array: 'f8', Int32Array: 'i4' };

/**
 * Times each task here and in scikit-learn with one thread, in turns, and checks first that both answer the same.
 *
 * @param data - Arrays by name, which both sides get: typed arrays as `[array, ...shape]`, or lists of strings.
 * @param tasks - By name: `run()` is timed; `sample(result, step)` is what is compared with the answer of the task of
 *   the same name in `baselines/scikit_learn.py` (or of `check`), to `tolerance`.
 */
export function compareWithScikitLearn(data, tasks) {
  return withTemporaryFolder(async (folder) => {
    const python = await startPython();
    if (python === undefined) return alone(tasks);
    try {
      await python.call({ data: writeData(folder, data) });
      const results = {};
      for (const [name, task] of Object.entries(tasks)) results[name] = await compare(name, task, python);
      return summarize(results, [`beside ${python.versions}, one thread`]);
    } finally {
      python.stop();
    }
  });
}

/** Of two comparisons, each with a process of its own. */
export function joinResults(first, second) {
  const merge = (key) => ({ ...first[key], ...second[key] });
  const theirs = 'scikit-learn';
  return {
    ours: first.ours + second.ours,
    baselines: theirs in first.baselines ? { [theirs]: first.baselines[theirs] + second.baselines[theirs] } : {},
    ratios: merge('ratios'),
    spreads: merge('spreads'),
    lines: [...first.lines, ...second.lines],
    notes: first.notes,
  };
}

async function compare(name, { run, sample = (result) => result, check = name, step = 1, tolerance = 1e-12 }, python) {
  const theirs = await python.call({ task: check, step });
  assertClose(sample(run(), step), theirs.result, { where: name, tolerance });
  const ours = [];
  const baseline = [];
  for (let i = 0; i < WARM_UPS; i++) timed(run);
  await python.call({ task: name, step });
  for (let i = 0; i < roundsOr(ROUNDS); i++) {
    ours.push(timed(run));
    baseline.push((await python.call({ task: name, step })).ms);
  }
  return { ours, baseline };
}

/** Without Python there is nothing to compare with: our times alone, and a note that says so. */
function alone(tasks) {
  const results = Object.entries(tasks).map(([name, { run }]) => {
    for (let i = 0; i < WARM_UPS; i++) timed(run);
    return [name, { ours: Array.from({ length: roundsOr(ROUNDS) }, () => timed(run)), baseline: undefined }];
  });
  const note = 'no Python with scikit-learn was found (BENCH_PYTHON names one): nothing was compared';
  return summarize(Object.fromEntries(results), [note]);
}

function summarize(results, notes) {
  const names = Object.keys(results);
  const pairs = names.flatMap((name) => {
    const { ours, baseline } = results[name];
    return baseline === undefined ? [] : [[name, pairedRatio(baseline, ours)]];
  });
  const total = (side) => names.reduce((sum, name) => sum + median(results[name][side]), 0);
  const line = (name) => {
    const { ours, baseline } = results[name];
    const theirs = baseline === undefined ? '' : `, scikit-learn ${median(baseline).toFixed(1)} ms`;
    return `${name.padEnd(16)} ours ${median(ours).toFixed(1)} ms${theirs}`;
  };
  return {
    ours: total('ours'),
    baselines: pairs.length === names.length ? { 'scikit-learn': total('baseline') } : {},
    ratios: Object.fromEntries(pairs.map(([name, { ratio }]) => [name, ratio])),
    spreads: Object.fromEntries(pairs.map(([name, { low, high }]) => [name, [low, high]])),
    lines: names.map(line),
    notes,
  };
}

function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function writeData(folder, data) {
  const write = ([name, value]) => {
    const file = path.join(folder, name);
    if (typeof value[0] === 'string') {
      writeFileSync(file, value.join('\n'));
      return [name, { file, type: 'text' }];
    }
    const [array, ...shape] = value;
    writeFileSync(file, Buffer.from(array.buffer, array.byteOffset, array.byteLength));
    return [name, { file, type: TYPES[array.constructor.name], shape }];
  };
  return Object.fromEntries(Object.entries(data).map(write));
}

/** `undefined` where there is no Python with scikit-learn. */
async function startPython() {
  const child = spawn(process.env.BENCH_PYTHON ?? 'python3', ['-B', PROGRAM], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = () => Promise.race([lines.next(), ended.then(() => ({ done: true }))]);
  const first = await next();
  if (first.done) return undefined;
  const call = async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { done, value } = await next();
    if (done) throw new Error(`scikit-learn ended at ${JSON.stringify(request).slice(0, 100)}`);
    return JSON.parse(value);
  };
  return { ...JSON.parse(first.value), call, stop: () => child.stdin.end() };
}

function assertClose(actual, expected, { where, tolerance }) {
  if (typeof expected === 'number') {
    const difference = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
    assert.ok(difference <= tolerance, `${where}: ${actual}, but scikit-learn has ${expected}`);
  } else if (expected !== null && typeof expected === 'object') {
    assert.deepEqual(Object.keys(actual), Object.keys(expected), where);
    for (const key of Object.keys(expected)) {
      assertClose(actual[key], expected[key], { where: `${where}/${key}`, tolerance });
    }
  } else assert.equal(actual, expected, where);
}
