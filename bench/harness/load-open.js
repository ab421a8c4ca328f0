/**
 * An open-loop load generator in a process of its own: requests leave at random times (a seeded Poisson process) at the
 * rate of each phase, however the server does, and a client gives up after `timeoutMs`.
 */
import http from 'node:http';
import { expose } from './expose.js';

expose({ run });

/** @returns For each phase its bounds, and the requests that left in it: `[sent, done, status]`, ms; status 0 is no answer. */
async function run({ port, path, body, phases, timeoutMs }) {
  const agent = new http.Agent({ keepAlive: true });
  const pending = [];
  const results = [];
  for (const { perSecond, ms } of phases) {
    const requests = [];
    const start = performance.now();
    let due = start + gap(perSecond);
    while (due < start + ms) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      for (; due <= performance.now() && due < start + ms; due += gap(perSecond)) {
        const request = [performance.now(), Infinity, 0];
        requests.push(request);
        pending.push(post({ port, path, body, agent, timeoutMs }, request));
      }
    }
    results.push({ perSecond, start, end: start + ms, requests });
  }
  await Promise.all(pending);
  agent.destroy();
  return results;
}

function post({ port, path, body, agent, timeoutMs }, outcome) {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const request = http.request({ port, host: '127.0.0.1', path, method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', () => {
        outcome[1] = performance.now();
        outcome[2] = response.statusCode;
        settle();
      });
    });
    const timer = setTimeout(() => request.destroy(), timeoutMs);
    const settle = () => {
      clearTimeout(timer);
      resolve();
    };
    request.once('error', settle).once('close', settle).end(body);
  });
}

let state = 1;

/** ms until the next request: exponential, from a seeded generator (Park and Miller's). */
function gap(perSecond) {
  state = (state * 48271) % 2147483647;
  return (-Math.log(state / 2147483647) * 1000) / perSecond;
}
