import { expectRule } from '../expect-rule.js';
import type { OpenHost } from '../host-subject.js';
import { echo, type Seen } from './echo.js';
import { untilIdle, type Rule } from './rule.js';
import {
  converse,
  decodeAnswers,
  dial,
  encodeRequest,
  exchange,
  send,
  type WireAnswer,
  type WireRequest,
} from './wire.js';

const UPLOAD: WireRequest = {
  method: 'POST',
  path: '/first',
  headers: [['content-type', 'application/octet-stream']],
  isKeptAlive: true,
};

/** More than a connection takes in at once, and a request itself where it is taken for one. */
const LARGE = Buffer.alloc(2 ** 20, 'GET / HTTP/1.1\r\n\r\n');

/** More than a request buffers unread, in parts, but no more than is read off the wire at once. */
const BUFFERED = Array.from({ length: 4 }, () => LARGE.subarray(0, 12_000));

/** Answers 404 to `/first` without a look at the body. */
async function ignoring(request: Request): Promise<Response> {
  return request.url.endsWith('/first') ? new Response('first', { status: 404 }) : echo(request);
}

/** Answers 413 to `/first` after the first bytes, and gives the rest up (or leaves it where it is). */
function limiting(how: 'cancels' | 'forgets') {
  return async (request: Request): Promise<Response> => {
    if (!request.url.endsWith('/first')) return echo(request);
    const reader = request.body?.getReader();
    await reader?.read();
    if (how === 'cancels') await reader?.cancel();
    return new Response('first', { status: 413 });
  };
}

const NEXT: WireRequest = { path: '/second' };

/** Sends a request whose body is not read and another on the same connection: at once, and after the answer. */
async function checkReuse(host: OpenHost, upload: WireRequest, status: number): Promise<void> {
  const requests = [{ ...UPLOAD, ...upload }, NEXT];
  const bytes = Buffer.concat(requests.map((request) => encodeRequest(host, request)));
  checkAnswers(decodeAnswers(await exchange(host, bytes), requests), status);
  checkAnswers(await converse(host, requests), status);
}

function checkAnswers([first, second, ...more]: readonly WireAnswer[], status: number): void {
  expectRule(first !== undefined, 'closed the connection without an answer');
  expectRule(
    first.status === status && first.isWhole && first.body.toString() === 'first',
    `answered ${first.status} to the first request`,
  );
  if (second === undefined) {
    expectRule(first.headers.get('connection') === 'close', 'closed the connection without saying so');
    return;
  }
  expectRule(second.status === 200, `took part of the unread body for the next request, and answered ${second.status}`);
  expectRule((JSON.parse(second.body.toString()) as Seen).path === '/second', 'did not answer the second request');
  expectRule(more.length === 0, 'answered more often than it was asked');
}

/** How a host keeps its connections. */
export const CONNECTION_RULES: Readonly<Record<string, Rule>> = {
  'keeps a connection open after a small body that nobody read': async (open) => {
    const answers = await converse(await open(ignoring), [{ ...UPLOAD, body: Buffer.alloc(1000, 'G') }, NEXT]);
    const statuses = answers.map((answer) => answer.status);
    expectRule(statuses.join() === '404,200', `answered ${statuses.join(', ')}, not 404, 200`);
  },

  'does not take an unread body for the next request': async (open) => {
    await checkReuse(await open(ignoring), { body: LARGE }, 404);
  },

  'does not take an unread chunked body for the next request': async (open) => {
    await checkReuse(await open(ignoring), { body: Array.from({ length: 64 }, () => LARGE.subarray(0, 2 ** 14)) }, 404);
  },

  'does not take the rest of a body that the handler cancelled for the next request': async (open) => {
    await checkReuse(await open(limiting('cancels')), { body: LARGE }, 413);
  },

  'does not take the rest of a body that the handler forgot for the next request': async (open) => {
    await checkReuse(await open(limiting('forgets')), { body: LARGE }, 413);
  },

  'frees a connection whose body the handler cancelled when all of it was there': async (open) => {
    await checkReuse(await open(limiting('cancels')), { body: BUFFERED }, 413);
  },

  'frees a connection whose body the handler forgot when all of it was there': async (open) => {
    await checkReuse(await open(limiting('forgets')), { body: BUFFERED }, 413);
  },

  'delivers its answer to a client that sends all of a body before it reads': async (open) => {
    const host = await open(ignoring);
    const socket = dial(host).pause();
    const received: Buffer[] = [];
    socket.on('data', (chunk) => received.push(chunk)).pause();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    // More than sockets buffer.
    const upload = { ...UPLOAD, body: Buffer.alloc(12 * 2 ** 20) };
    await Promise.race([new Promise((resolve) => socket.write(encodeRequest(host, upload), resolve)), closed]);
    // A host may keep the connection, and closes it after this one.
    socket.write(encodeRequest(host, NEXT));
    socket.resume();
    await closed;
    const [answer] = decodeAnswers(Buffer.concat(received), [upload]);
    expectRule(answer?.status === 404 && answer.isWhole, 'lost the answer to a client that was still sending');
  },

  'closes a connection on which an unread body does not end': async (open) => {
    const host = await open(ignoring);
    const socket = dial(host);
    const received: Buffer[] = [];
    socket.on('data', (chunk) => received.push(chunk));
    socket.write(encodeRequest(host, { ...UPLOAD, body: [Buffer.from('x')] }).subarray(0, -5));
    const isClosed = new Promise<'closed'>((resolve) => socket.once('close', () => resolve('closed')));
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(2 ** 16), Buffer.from('\r\n')]);
    const ENOUGH = 2 ** 14; // 1 GiB
    let sent = 0;
    for (; sent < ENOUGH && !socket.destroyed; sent++) {
      const isTaken = new Promise<'taken'>((resolve) => socket.write(chunk, () => resolve('taken')));
      if ((await Promise.race([isClosed, isTaken])) === 'closed') break;
    }
    expectRule(sent < ENOUGH, 'read a gibibyte of a body that nobody wants');
    const [answer] = decodeAnswers(Buffer.concat(received), [UPLOAD]);
    expectRule(answer?.status === 404, `answered ${String(answer?.status)}, not 404`);
  },

  'takes no more of a body from its client than the handler reads': async (open) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const host = await open(async (request) => {
      const reader = request.body?.getReader();
      await reader?.read();
      await released;
      await reader?.cancel();
      return new Response('enough', { status: 413 });
    });
    const socket = dial(host);
    socket.write(encodeRequest(host, { ...UPLOAD, body: [Buffer.from('x')] }).subarray(0, -5));
    const ENOUGH = 256; // MiB: far beyond what sockets and streams buffer
    const part = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(2 ** 20), Buffer.from('\r\n')]);
    let taken = 0;
    const feed = (): void => {
      taken++;
      if (taken <= ENOUGH && !socket.destroyed) socket.write(part, feed);
    };
    socket.write(part, feed);
    await untilIdle(() => taken);
    socket.destroy();
    release();
    expectRule(taken <= ENOUGH, `took ${ENOUGH} MiB for a handler that reads no further`);
  },

  'answers pipelined requests in order': async (open) => {
    const host = await open(async (request) => {
      // The first is the last to be ready.
      if (request.url.endsWith('/0')) await new Promise((resolve) => setImmediate(resolve));
      return echo(request);
    });
    const requests = Array.from({ length: 5 }, (_, i): WireRequest => {
      const body = Buffer.from(`[${i}]`);
      return { method: i % 2 === 0 ? 'POST' : 'GET', path: `/${i}`, isKeptAlive: i < 4, ...(i % 2 === 0 && { body }) };
    });
    const bytes = Buffer.concat(requests.map((request) => encodeRequest(host, request)));
    const answers = decodeAnswers(await exchange(host, bytes), requests);
    const paths = answers.map((answer) => (JSON.parse(answer.body.toString()) as Seen).path);
    expectRule(paths.join() === '/0,/1,/2,/3,/4', `answered ${paths.join(', ')}`);
  },

  'answers two hundred requests at once, each with its own answer': async (open) => {
    const host = await open(echo);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        send(host, {
          method: 'POST',
          path: `/${i}`,
          headers: [['content-type', 'application/json']],
          body: Buffer.from(JSON.stringify({ i })),
        }),
      ),
    );
    for (const [i, { status, body }] of answers.entries()) {
      expectRule(status === 200, `answered ${status} to request ${i}`);
      const seen = JSON.parse(body.toString()) as Seen;
      expectRule(seen.path === `/${i}` && seen.start === `{"i":${i}}`, `mixed request ${i} with ${seen.path}`);
    }
  },

  'answers fifty requests on one connection without gathering listeners': async (open) => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    try {
      const host = await open(echo);
      const answers = await converse(
        host,
        Array.from({ length: 50 }, (_, i): WireRequest => ({ ...UPLOAD, body: Buffer.from([i]) })),
      );
      expectRule(answers.length === 50, `closed the connection after ${answers.length} answers`);
      await new Promise((resolve) => setImmediate(resolve));
      expectRule(warnings.length === 0, `led to the warning ${String(warnings[0])}`);
    } finally {
      process.off('warning', onWarning);
    }
  },
};
