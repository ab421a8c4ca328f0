/**
 * A closed-loop load generator in a process of its own: each connection sends its next request once it has the answer.
 *
 * Requests are bytes made beforehand and answers are only measured out, not parsed, so that a request costs far less
 * here than in any server under test. The status of every answer is checked.
 */
import { connect } from 'node:net';
import { expose } from './expose.js';

expose({ run });

/** @returns How many requests were answered, how many of them with another status than 200, and in how many seconds. */
async function run({ port, requests, connections, ms }) {
  const tally = { answered: 0, failed: 0 };
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const start = performance.now();
  const ends = sockets.map((socket, k) => drive({ socket, requests, next: k, tally, until: start + ms }));
  await Promise.all(ends);
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  return { ...tally, seconds };
}

function open(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket)).once('error', reject);
  });
}

function drive({ socket, requests, next, tally, until }) {
  return new Promise((resolve, reject) => {
    let rest = Buffer.alloc(0);
    const send = () => socket.write(requests[next++ % requests.length]);
    socket.once('close', () => reject(new Error('the server closed a kept-alive connection')));
    socket.on('data', (chunk) => {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const length = answerLength(bytes);
      if (length === undefined || bytes.length < length) {
        rest = bytes;
        return;
      }
      rest = Buffer.alloc(0);
      if (bytes.latin1Slice(9, 12) !== '200') tally.failed++;
      tally.answered++;
      if (performance.now() < until) send();
      else resolve();
    });
    send();
  });
}

/** Bytes of the answer at the start of `bytes`, `undefined` until its head is there. */
function answerLength(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = bytes.latin1Slice(0, end).toLowerCase();
  const at = head.indexOf('content-length:');
  if (at === -1) throw new Error(`the generator needs answers with a content-length; this one has the head\n${head}`);
  return end + 4 + Number.parseInt(head.slice(at + 15), 10);
}
