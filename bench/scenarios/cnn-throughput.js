import { closeHosts, openHosts } from '../harness/open-hosts.js';
import { roundsOr } from '../harness/rounds.js';
import { median, pairedRatio } from '../harness/statistics.js';
import { withTemporaryFolder } from '../harness/temporary-folder.js';
import { writeCnn } from '../models/cnn.js';

const CALLERS = 16;
const WORKERS = 2;
const WARM_UP_MS = 1500;
const ROUND_MS = 1000;
const ROUNDS = 5;

export const what = `rows a second of a 10 ms CNN from ${CALLERS} callers, two cores, against the best of raw onnxruntime`;
export const unit = 'rows/s';
export const targets = { raw: { min: 0.92 } };

export function run() {
  return withTemporaryFolder(async (folder) => {
    const { file: source, shape, rowMs } = await writeCnn(folder, { targetMs: 10, channels: 3, size: 96, stride: 4 });
    const side = (module, config) => ({
      module: new URL(`../${module}.js`, import.meta.url),
      config: { source, shape, ...config },
    });
    const hosts = await openHosts({
      ours: side('servers/ours-in-process', { options: { execution: 'thread', pool: { workers: WORKERS } } }),
      '1-session-2-threads': side('baselines/raw-in-host', { threads: 2 }),
      '1-session-2-threads-spinning': side('baselines/raw-in-host', { threads: 2, spinning: true }),
      '2-workers-by-hand': side('baselines/raw-in-workers', { workers: WORKERS }),
    });
    try {
      return summarize(await measureAll(hosts), rowMs);
    } finally {
      await closeHosts(hosts);
    }
  });
}

async function measureAll(hosts) {
  const names = Object.keys(hosts);
  const round = (name, ms) => hosts[name].call('work', { callers: CALLERS, ms });
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await round(name, WARM_UP_MS);
  for (let i = 0; i < roundsOr(ROUNDS); i++) {
    for (const name of i % 2 === 0 ? names : [...names].reverse()) results[name].push(await round(name, ROUND_MS));
  }
  return results;
}

function summarize(results, rowMs) {
  const rates = (name) => results[name].map(({ perSecond }) => perSecond);
  const { ours, ...baselines } = Object.fromEntries(Object.keys(results).map((name) => [name, median(rates(name))]));
  const [best] = Object.entries(baselines).reduce((a, b) => (b[1] > a[1] ? b : a));
  const { ratio, low, high } = pairedRatio(rates('ours'), rates(best));
  const lines = Object.entries(results).map(([name, rounds]) => {
    const cores = median(rounds.map(({ cpuCores }) => cpuCores));
    return `${name.padEnd(30)} ${median(rates(name)).toFixed(0).padStart(5)} rows/s on ${cores.toFixed(2)} cores`;
  });
  return {
    ours,
    baselines,
    ratios: { raw: ratio },
    spreads: { raw: [low, high] },
    lines: [...lines, `the best of raw is ${best}; a row takes ${rowMs.toFixed(1)} ms on one thread`],
  };
}
