import type { Socket } from 'node:net';
import type { Handler } from '../../serve/handler-contract.js';
import { expectRule } from '../expect-rule.js';
import type { OpenHost } from '../host-subject.js';
import { untilIdle, type Open, type Rule } from './rule.js';
import { dial, encodeRequest, send, type WireRequest } from './wire.js';

/** Settles when the client's leaving has reached the handler. */
interface Noticed {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function notice(): Noticed {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** A request to `/leave` goes to `handler`; all others are answered at once. */
const besides =
  (handler: Handler): Handler =>
  (request) =>
    request.url.endsWith('/leave') ? handler(request) : Promise.resolve(new Response('alive'));

async function depart(host: OpenHost, request: WireRequest, moment: Promise<void>): Promise<Socket> {
  const socket = dial(host);
  const bytes = encodeRequest(host, { path: '/leave', ...request });
  socket.write(request.body === undefined ? bytes : bytes.subarray(0, -1));
  socket.resume();
  await moment;
  return socket.destroy();
}

async function within(noticed: Noticed, what: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, 10_000, true)));
  const isLate = await Promise.race([noticed.promise, late]);
  clearTimeout(timer);
  expectRule(isLate !== true, `${what} did not happen within 10 s`);
}

async function checkAlive(host: OpenHost): Promise<void> {
  const { status, body } = await send(host, { path: '/stay' });
  expectRule(status === 200 && body.toString() === 'alive', `answered ${status} to the next client`);
}

async function checkIdleStream(open: Open, first: string): Promise<void> {
  const started = notice();
  const cancelled = notice();
  const host = await open(
    besides(() => {
      const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
        if (first !== '') controller.enqueue(Buffer.from(first));
      };
      // After the answer has been handed over.
      setImmediate(started.resolve);
      return Promise.resolve(new Response(new ReadableStream({ start, cancel: cancelled.resolve })));
    }),
  );
  await depart(host, {}, started.promise);
  await within(cancelled, 'the cancelling of the response stream');
  await checkAlive(host);
}

/** What happens when clients leave. */
export const DEPARTURE_RULES: Readonly<Record<string, Rule>> = {
  'fires the signal when the client leaves before the answer': async (open) => {
    const started = notice();
    const aborted = notice();
    const host = await open(
      besides(async ({ signal }) => {
        signal.addEventListener('abort', aborted.resolve);
        started.resolve();
        await aborted.promise;
        return new Response('too late');
      }),
    );
    await depart(host, {}, started.promise);
    await within(aborted, 'the abort of a request whose client left');
    await checkAlive(host);
  },

  'ends the reading of a body whose client leaves': async (open) => {
    const started = notice();
    const aborted = notice();
    const failed = notice();
    const host = await open(
      besides(async (request) => {
        request.signal.addEventListener('abort', aborted.resolve);
        const reader = request.body?.getReader();
        await reader?.read();
        started.resolve();
        try {
          while (reader !== undefined && !(await reader.read()).done);
          return new Response('took a part of the body for all of it');
        } catch (error) {
          failed.resolve();
          throw error;
        }
      }),
    );
    const headers = [['content-type', 'application/octet-stream']] as const;
    await depart(host, { method: 'POST', headers, body: Buffer.alloc(2 ** 16) }, started.promise);
    await within(failed, 'a failure to read the body');
    await within(aborted, 'the abort of a request whose client left');
    await checkAlive(host);
  },

  'cancels a response stream whose client leaves': async (open) => {
    const started = notice();
    const aborted = notice();
    const cancelled = notice();
    const host = await open(
      besides(({ signal }) => {
        signal.addEventListener('abort', aborted.resolve);
        const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
          controller.enqueue(Buffer.alloc(2 ** 14));
          started.resolve();
        };
        return Promise.resolve(new Response(new ReadableStream({ pull, cancel: cancelled.resolve })));
      }),
    );
    await depart(host, {}, started.promise);
    await within(cancelled, 'the cancelling of the response stream');
    await within(aborted, 'the abort of a request whose client left');
    await checkAlive(host);
  },

  'cancels a response stream that has nothing more to send when its client leaves': (open) =>
    checkIdleStream(open, 'x'),

  'cancels a response stream that has sent nothing yet when its client leaves': (open) => checkIdleStream(open, ''),

  'does not pull a response stream further than its client reads': async (open) => {
    const ENOUGH = 256; // MiB: far beyond what sockets and streams buffer
    let pulled = 0;
    const cancelled = notice();
    const host = await open(
      besides(() => {
        const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
          pulled++;
          if (pulled > ENOUGH) controller.close();
          else controller.enqueue(Buffer.alloc(2 ** 20));
        };
        return Promise.resolve(new Response(new ReadableStream({ pull, cancel: cancelled.resolve })));
      }),
    );
    const socket = dial(host);
    socket.pause();
    socket.write(encodeRequest(host, { path: '/leave' }));
    await untilIdle(() => pulled);
    expectRule(pulled <= ENOUGH, `pulled ${ENOUGH} MiB for a client that read nothing`);
    socket.destroy();
    await within(cancelled, 'the cancelling of the response stream');
  },

  'does not fire the signal after a complete answer': async (open) => {
    const signals: AbortSignal[] = [];
    const requests: Request[] = [];
    const host = await open((request) => {
      requests.push(request);
      signals.push(request.signal);
      return Promise.resolve(new Response('done'));
    });
    await send(host, { method: 'POST', headers: [['content-type', 'text/x']], body: Buffer.from('x') });
    await send(host, {});
    // The next connection is answered after the closing of the last one was noticed.
    await send(host, {});
    expectRule(!signals.some((signal) => signal.aborted), 'fired the signal of a request that was answered');
  },
};
