import { expectRule } from '../expect-rule.js';
import type { OpenHost } from '../host-subject.js';
import { echo, type Seen } from './echo.js';
import type { Rule } from './rule.js';
import { decodeAnswers, dial, encodeRequest, exchange, send, type WireRequest } from './wire.js';

const UPLOAD: WireRequest = {
  method: 'POST',
  path: '/first',
  headers: [['content-type', 'application/octet-stream']],
  isKeptAlive: true,
};

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

/** Sends a request whose body is not read, then another on the same connection. */
async function checkReuse(host: OpenHost, upload: WireRequest, status: number): Promise<void> {
  const next: WireRequest = { path: '/second' };
  const bytes = Buffer.concat([encodeRequest(host, upload), encodeRequest(host, next)]);
  const [first, second, ...more] = decodeAnswers(await exchange(host, bytes), [upload, next]);
  expectRule(first !== undefined, 'closed the connection without an answer');
  expectRule(
    first.status === status && first.body.toString() === 'first',
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
    const host = await open(ignoring);
    const next: WireRequest = { path: '/second' };
    const upload = { ...UPLOAD, body: Buffer.alloc(1000, 'G') };
    const bytes = Buffer.concat([encodeRequest(host, upload), encodeRequest(host, next)]);
    const statuses = decodeAnswers(await exchange(host, bytes), [upload, next]).map((answer) => answer.status);
    expectRule(statuses.join() === '404,200', `answered ${statuses.join(', ')}, not 404, 200`);
  },

  'does not take an unread body for the next request': async (open) => {
    await checkReuse(await open(ignoring), { ...UPLOAD, body: Buffer.alloc(2 ** 20, 'GET / HTTP/1.1\r\n\r\n') }, 404);
  },

  'does not take an unread chunked body for the next request': async (open) => {
    const body = Array.from({ length: 64 }, () => Buffer.alloc(2 ** 14, 'GET / HTTP/1.1\r\n\r\n'));
    await checkReuse(await open(ignoring), { ...UPLOAD, body }, 404);
  },

  'does not take the rest of a body that the handler cancelled for the next request': async (open) => {
    await checkReuse(await open(limiting('cancels')), { ...UPLOAD, body: Buffer.alloc(2 ** 20, 'G') }, 413);
  },

  'does not take the rest of a body that the handler forgot for the next request': async (open) => {
    await checkReuse(await open(limiting('forgets')), { ...UPLOAD, body: Buffer.alloc(2 ** 20, 'G') }, 413);
  },

  'frees a connection whose small body the handler gave up half-way': async (open) => {
    // More than a stream buffers, all of it there before the answer.
    const body = Array.from({ length: 4 }, () => Buffer.alloc(12_000, 'G'));
    await checkReuse(await open(limiting('forgets')), { ...UPLOAD, body }, 413);
  },

  'reads no more of a body than the handler does, before it answers': async (open) => {
    let read = 0;
    const host = await open(async (request) => {
      const reader = request.body?.getReader();
      read = (await reader?.read())?.value?.length ?? 0;
      await reader?.cancel();
      return new Response('enough', { status: 413 });
    });
    const answer = await send(host, { ...UPLOAD, isKeptAlive: false, body: Buffer.alloc(4 * 2 ** 20) });
    expectRule(answer.status === 413, `answered ${answer.status}, not 413`);
    expectRule(read > 0 && read <= 2 ** 20, `handed over ${read} bytes at once`);
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
      const socket = dial(host);
      const requests = Array.from({ length: 50 }, (_, i): WireRequest => ({ ...UPLOAD, body: Buffer.from([i]) }));
      let received = Buffer.alloc(0);
      for (const [i, request] of requests.entries()) {
        socket.write(encodeRequest(host, request));
        while (decodeAnswers(received, requests).filter((answer) => answer.isWhole).length <= i) {
          const chunk = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
          received = Buffer.concat([received, chunk]);
        }
      }
      socket.destroy();
      await new Promise((resolve) => setImmediate(resolve));
      expectRule(warnings.length === 0, `led to the warning ${String(warnings[0])}`);
    } finally {
      process.off('warning', onWarning);
    }
  },
};
