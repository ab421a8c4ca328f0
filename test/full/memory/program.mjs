/**
 * Does the same with a model in a worker thread again and again, and writes as JSON what the process held meanwhile.
 *
 *     node --expose-gc program.mjs '<a MemoryTask of watch-memory.ts, as JSON>'
 */
import { setTimeout as delay } from 'node:timers/promises';

const { library, workerUrl, kind, leak, nSamples, perSample, spec } = JSON.parse(process.argv[2]);
const { poolSession, Tensor } = await import(library);
const kept = [];
const inputs = new Map([['x', Tensor.of('FP32', [1, 1024], Array(1024).fill(1))]]);
// The worker's heap is not collected on command: a small one keeps its swings small.
const open = () => poolSession(spec, { workerUrl, heapLimitBytes: 2 ** 24 });

const ACTS = {
  runs: async (pool) => {
    await pool.run(inputs);
    // The control: a wrapper that never lets go of a kilobyte.
    if (leak) kept.push(Buffer.alloc(1024, 1));
  },
  cycles: async () => {
    const pool = await open();
    await pool.run(inputs);
    // The control: a model that nobody closes.
    if (leak) kept.push(pool);
    else await pool.close();
  },
};

// What is loaded or made at first use is no leak.
await (await open()).close();
const before = await held();
const pool = kind === 'runs' ? await open() : undefined;
const samples = [];
for (let i = 0; i < nSamples; i++) {
  for (let k = 0; k < perSample; k++) await ACTS[kind](pool);
  samples.push({ atMs: performance.now(), ...memory() });
}
await pool?.close();
process.stdout.write(JSON.stringify({ samples, before, after: await held() }));
process.exit();

function memory() {
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external };
}

/** What is open: handles of the event loop (idle ones too), threads, timers and other requests, listeners. */
async function held() {
  // A closed handle is gone a turn or two later.
  await delay(100);
  globalThis.gc();
  const { libuv, workers } = process.report.getReport();
  const counts = { workers: workers.length };
  // Node 24 itself keeps a timer handle for every thread that has ended. Timers of JavaScript are among the active ones.
  for (const { type } of libuv.filter((handle) => handle.type !== 'timer')) {
    counts[`handle ${type}`] = (counts[`handle ${type}`] ?? 0) + 1;
  }
  for (const type of process.getActiveResourcesInfo()) counts[`active ${type}`] = (counts[`active ${type}`] ?? 0) + 1;
  for (const name of process.eventNames()) counts[`listeners ${String(name)}`] = process.listenerCount(name);
  return counts;
}
