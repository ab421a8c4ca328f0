/**
 * A closed-loop load generator in a process of its own: each connection sends its next request once it has the answer.
 *
 * Requests are bytes made beforehand and answers are only measured out, not parsed, so that a request costs far less
 * here than in any server under test. The status of every answer is checked.
 */
import { drive, openSocket } from './closed-loop.js';
import { expose } from './expose.js';

expose({ run });

/** @returns How many requests were answered, how many of them with another status than 200, and in how many seconds. */
async function run({ port, requests, connections, ms }) {
  const tally = { answered: 0, failed: 0 };
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(port)));
  const start = performance.now();
  const hasMore = () => performance.now() < start + ms;
  const ends = sockets.map((socket, k) => drive({ socket, requests, next: k, tally, hasMore }));
  await Promise.all(ends);
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  return { ...tally, seconds };
}
