import { startChild } from '../harness/child.js';
import { closeHosts, openHosts } from '../harness/open-hosts.js';
import { roundsOr } from '../harness/rounds.js';
import { median, pairedRatio, quantile } from '../harness/statistics.js';
import { withTemporaryFolder } from '../harness/temporary-folder.js';
import { writeCnn } from '../models/cnn.js';

const CALLERS = 8;
const ROUNDS = 5;
const ROUND_MS = 2500;
const MEAN_PAUSE_MS = 10;

export const what = `event-loop delay (p99) of an application whose 10 ms CNN ${CALLERS} callers keep busy`;
export const unit = 'ms, one of them the sampling interval';
export const targets = { raw: { min: 15 }, ours: { max: 5 } };

export function run() {
  return withTemporaryFolder(async (folder) => {
    const { file: source, shape, rowMs } = await writeCnn(folder, { targetMs: 10, channels: 3, size: 96, stride: 4 });
    const module = (name) => new URL(`../${name}.js`, import.meta.url);
    const hosts = await openHosts({
      ours: { module: module('servers/ours-in-process'), config: { source, shape, options: { execution: 'thread' } } },
      raw: { module: module('baselines/raw-in-host'), config: { source, shape, threads: 1 } },
    });
    const probe = await startChild(new URL('../harness/probe.js', import.meta.url));
    try {
      return summarize(await measureAll(hosts, probe), rowMs);
    } finally {
      await closeHosts({ ...hosts, probe });
    }
  });
}

async function measureAll(hosts, probe) {
  const round = async (name, callers) => {
    const { ready: port, call } = hosts[name];
    const [work, side] = await Promise.all([
      call('work', { callers, ms: ROUND_MS }),
      probe.call('run', { port, ms: ROUND_MS - 200, meanPauseMs: MEAN_PAUSE_MS }),
    ]);
    return { ...work, keptAlive: quantile(side.keptAlive, 0.99), fresh: quantile(side.fresh, 0.99) };
  };
  const rounds = { ours: [], raw: [], idle: [await round('ours', 0)] };
  for (let i = 0; i < roundsOr(ROUNDS); i++) {
    for (const name of i % 2 === 0 ? ['ours', 'raw'] : ['raw', 'ours']) rounds[name].push(await round(name, CALLERS));
  }
  return rounds;
}

function summarize(rounds, rowMs) {
  const series = (name, key) => rounds[name].map((round) => round[key]);
  const at = (name, key) => median(series(name, key));
  const pairs = {
    raw: pairedRatio(series('raw', 'p99'), series('ours', 'p99')),
    'side-kept-alive': pairedRatio(series('raw', 'keptAlive'), series('ours', 'keptAlive')),
    'side-fresh': pairedRatio(series('raw', 'fresh'), series('ours', 'fresh')),
  };
  const lines = Object.keys(rounds).map((name) => {
    const side = `side route p99 ${at(name, 'keptAlive').toFixed(1)} ms kept alive, ${at(name, 'fresh').toFixed(1)} ms fresh`;
    const delay = `delay p50 ${at(name, 'p50').toFixed(1)} ms, p99 ${at(name, 'p99').toFixed(1)} ms`;
    return `${name.padEnd(5)} ${delay}; ${side}; ${at(name, 'perSecond').toFixed(0)} rows/s`;
  });
  return {
    ours: at('ours', 'p99'),
    baselines: { raw: at('raw', 'p99') },
    ratios: Object.fromEntries(Object.entries(pairs).map(([name, { ratio }]) => [name, ratio])),
    spreads: Object.fromEntries(Object.entries(pairs).map(([name, { low, high }]) => [name, [low, high]])),
    lines: [...lines, `a row takes ${rowMs.toFixed(1)} ms on one thread`],
  };
}
