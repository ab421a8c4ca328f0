/**
 * A client of an application's own route, in a process of its own. Requests leave at random times (a Poisson process)
 * whether or not the last one was answered, so that none is spared a stall that another one waits in.
 */
import http from 'node:http';
import { expose } from './expose.js';

expose({ run });

/** @returns Latencies of requests on kept-alive connections and on fresh ones, ms. */
async function run({ port, ms, meanPauseMs }) {
  const keepAlive = new http.Agent({ keepAlive: true });
  const fresh = new http.Agent({ keepAlive: false });
  const latencies = { keptAlive: [], fresh: [] };
  const pending = [];
  const until = performance.now() + ms;
  while (performance.now() < until) {
    pending.push(get(port, keepAlive).then((latency) => latencies.keptAlive.push(latency)));
    await pause(meanPauseMs);
    pending.push(get(port, fresh).then((latency) => latencies.fresh.push(latency)));
    await pause(meanPauseMs);
  }
  await Promise.all(pending);
  keepAlive.destroy();
  return latencies;
}

function get(port, agent) {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.get({ port, host: '127.0.0.1', agent }, (response) => {
      response.resume().once('end', () => resolve(performance.now() - start));
    });
    request.once('error', reject);
  });
}

function pause(meanMs) {
  return new Promise((resolve) => setTimeout(resolve, -Math.log(1 - Math.random()) * meanMs));
}
