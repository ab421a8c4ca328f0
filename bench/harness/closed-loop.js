import { connect } from 'node:net';

/** A connection to this machine. */
export function openSocket(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket)).once('error', reject);
  });
}

/**
 * Sends one request after the other over a socket, each once the last one was answered, as long as `hasMore()`; the first
 * is the `next`th.
 *
 * @param tally - Counts what was `answered`, and what `failed` with another status than 200.
 */
export function drive({ socket, requests, next, tally, hasMore }) {
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
      if (hasMore()) send();
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
