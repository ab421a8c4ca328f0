import { spawnSync } from 'node:child_process';
import { canPin, startChild } from './child.js';
import { post } from './post.js';
import { roundsOr } from './rounds.js';
import { median, pairedRatio } from './statistics.js';

const HERE = import.meta.url;
const CONNECTIONS = 32;
/** Until the compiler has settled: so many requests, for at least two seconds and at most three. */
const WARM_UP_REQUESTS = 10_000;
const MAX_WARM_UPS = 3;
const WARM_UP_MS = 1000;
const ROUND_MS = 700;
const ROUNDS = 4;

/**
 * Requests a second of several servers, round by round, each in a process of its own.
 *
 * @param sides - By name: the module that opens the server and its `config`.
 * @param options.path - Where the requests go, the same for all.
 * @param options.bodies - JSON values; each connection sends one after the other.
 * @param options.check - `check(name, body, answer)` throws where an answer is wrong; called before anything is timed.
 * @param options.ratios - By name: `[side, other side]`.
 */
export async function compareServers(sides, { path, bodies, check, ratios }) {
  const names = Object.keys(sides);
  const generatorName = chooseGenerator();
  const generator = await startChild(new URL(GENERATORS[generatorName], HERE), { core: 1 });
  const servers = {};
  try {
    for (const [name, { module, config = {} }] of Object.entries(sides)) {
      const args = [module.href, JSON.stringify(config)];
      servers[name] = await startChild(new URL('serve.js', HERE), { core: 0, args });
    }
    for (const name of names) await checkAnswers(servers[name].ready, { name, path, bodies, check });

    const requests = bodies.map((body) => post(path, JSON.stringify(body)));
    const round = (name, ms) => runRound({ server: servers[name], generator, requests, ms });
    for (const name of names) await warmUp(() => round(name, WARM_UP_MS));
    const rates = Object.fromEntries(names.map((name) => [name, []]));
    const cpuUs = Object.fromEntries(names.map((name) => [name, []]));
    for (let i = 0; i < roundsOr(ROUNDS); i++) {
      // There and back again, so that no side always comes after the same other.
      for (const name of i % 2 === 0 ? names : [...names].reverse()) {
        const result = await round(name, ROUND_MS);
        rates[name].push(result.perSecond);
        cpuUs[name].push(result.cpuUs);
      }
    }
    return summarize({ rates, cpuUs, ratios, generatorName });
  } finally {
    await Promise.all([generator, ...Object.values(servers)].map((child) => child.stop()));
  }
}

async function warmUp(round) {
  let answered = 0;
  for (let i = 0; i < 2 || (i < MAX_WARM_UPS && answered < WARM_UP_REQUESTS); i++) answered += (await round()).answered;
}

function summarize({ rates, cpuUs, ratios, generatorName }) {
  const pairs = Object.entries(ratios).map(([name, [side, other]]) => [name, pairedRatio(rates[side], rates[other])]);
  const lines = Object.keys(rates).map((name) => {
    const rate = Math.round(median(rates[name])).toString().padStart(7);
    return `${name.padEnd(18)} ${rate} requests/s, cpu ${median(cpuUs[name]).toFixed(1)} µs/request`;
  });
  for (const [name, [side, other]] of Object.entries(ratios)) {
    const { ratio } = pairedRatio(cpuUs[other], cpuUs[side]);
    lines.push(`by cpu: ${other} ÷ ${side} ${ratio.toFixed(2)} (ratio "${name}")`);
  }
  lines.push(`load by ${generatorName}`);
  if (!canPin) lines.push('server and generator share cores: no taskset, or one core only');
  return {
    medians: Object.fromEntries(Object.entries(rates).map(([name, values]) => [name, median(values)])),
    ratios: Object.fromEntries(pairs.map(([name, { ratio }]) => [name, ratio])),
    spreads: Object.fromEntries(pairs.map(([name, { low, high }]) => [name, [low, high]])),
    lines,
  };
}

async function runRound({ server, generator, requests, ms }) {
  const before = await server.call('cpuUs');
  const { answered, failed, seconds } = await generator.call('run', {
    port: server.ready,
    requests,
    connections: CONNECTIONS,
    ms,
  });
  if (failed > 0) throw new Error(`${failed} of ${answered} requests were not answered with 200`);
  return { answered, perSecond: answered / seconds, cpuUs: ((await server.call('cpuUs')) - before) / answered };
}

async function checkAnswers(port, { name, path, bodies, check }) {
  for (const body of bodies) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${name} answers ${response.status}: ${text}`);
    check(name, body, JSON.parse(text));
  }
}

const GENERATORS = { wrk: 'load-wrk.js', autocannon: 'load-autocannon.js', prebuilt: 'load.js' };

/** @returns The name of the generator that was asked for; else wrk, where it is installed; else autocannon. */
function chooseGenerator() {
  const asked = process.env.BENCH_GENERATOR;
  if (asked !== undefined && !Object.hasOwn(GENERATORS, asked)) {
    throw new Error(`there is no generator "${asked}"; there is ${Object.keys(GENERATORS).join(', ')}`);
  }
  return asked ?? (spawnSync('wrk', ['-v']).error === undefined ? 'wrk' : 'autocannon');
}
