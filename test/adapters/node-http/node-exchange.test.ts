import { createServer, type RequestListener } from 'node:http';
import { connect, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { nodeListener } from '../../../src/adapters/node.js';
import type { RunOptions, Session } from '../../../src/core/session.js';
import { Model } from '../../../src/model/model.js';
import { createHandler } from '../../../src/serve/handler.js';
import type { ModelHandler } from '../../../src/serve/handler-contract.js';
import { createFakeSession } from '../../../src/testing/fake-session.js';
import { dial, encodeRequest, send } from '../../../src/testing/host-rules/wire.js';
import type { OpenHost } from '../../../src/testing/host-subject.js';
import { listen, quiet } from '../hosts.js';

const open: { close(): unknown }[] = [];
afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));

async function start(listener: RequestListener): Promise<OpenHost> {
  const host = await listen(createServer(listener));
  open.push(host);
  return host;
}

/** A handler whose model is seen by `onRun` before it answers. */
function handlerOf(onRun: (options: RunOptions | undefined) => Promise<void>): ModelHandler {
  const session = createFakeSession({
    signature: {
      inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 1] }],
      outputs: [{ name: 'y', dtype: 'FP64', shape: [-1, 1] }],
    },
    answer: (inputs) => new Map([['y', inputs.get('X')!]]),
  });
  const watched: Session = {
    signature: session.signature,
    info: session.info,
    run: async (inputs, options) => {
      await onRun(options);
      return session.run(inputs);
    },
    close: () => session.close(),
  };
  const model = new Model({ name: 'm', session: watched });
  return createHandler({ models: { m: model } });
}

const ROWS = {
  method: 'POST',
  path: '/predict',
  headers: [['content-type', 'application/json']],
  body: Buffer.from('{"rows":[[1]]}'),
} as const;

it('a client that leaves before the answer fires the signal of its run', async () => {
  let onStarted = (): void => undefined;
  const started = new Promise<void>((resolve) => (onStarted = resolve));
  let onAborted = (_reason: unknown): void => undefined;
  const aborted = new Promise<unknown>((resolve) => (onAborted = resolve));
  const handler = handlerOf(async (options) => {
    options?.signal?.addEventListener('abort', () => onAborted(options.signal?.reason));
    onStarted();
    await aborted;
  });
  const host = await start(nodeListener(handler, quiet));
  const socket = dial(host);
  socket.on('error', () => undefined);
  socket.write(encodeRequest(host, ROWS));
  await started;
  socket.destroy();
  expect(await aborted).toMatchObject({ code: 'ABORTED', message: 'the client left before the answer' });
});

it('an answer in time fires no signal, also when the connection is closed after it', async () => {
  const signals: RunOptions['signal'][] = [];
  const handler = handlerOf((options) => {
    signals.push(options?.signal);
    return Promise.resolve();
  });
  const host = await start(nodeListener(handler, quiet));
  expect((await send(host, ROWS)).status).toBe(200);
  // The next connection is answered after the closing of the last one was noticed.
  expect((await send(host, ROWS)).status).toBe(200);
  expect(signals.map((signal) => signal?.aborted)).toEqual([false, false]);
});

it('a client that leaves in the middle of its body frees the request', async () => {
  const handler = handlerOf(() => Promise.resolve());
  let onArrived = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (onArrived = resolve));
  const serve = nodeListener(handler, quiet);
  const host = await start((request, response) => {
    serve(request, response);
    onArrived();
  });
  const socket = dial(host);
  socket.on('error', () => undefined);
  socket.write(encodeRequest(host, ROWS).subarray(0, -3));
  await arrived;
  expect(handler.nInFlight).toBe(1);
  socket.destroy();
  await expect.poll(() => handler.nInFlight).toBe(0);
  expect((await send(host, ROWS)).status).toBe(200);
});

it('a header that is sent twice counts as both, as the standard has it', async () => {
  const host = await start(
    nodeListener(
      handlerOf(() => Promise.resolve()),
      quiet,
    ),
  );
  const twice = [...ROWS.headers, ['Content-Type', 'text/plain']] as const;
  expect((await send(host, { ...ROWS, headers: twice })).status).toBe(415);
});

it('a handler that drains asks HTTP/1 for the end of the connection, and leaves HTTP/2 alone', async () => {
  const handler = handlerOf(() => Promise.resolve());
  handler.drain();
  const host = await start(nodeListener(handler, quiet));
  expect((await send(host, { ...ROWS, isKeptAlive: true })).headers.get('connection')).toBe('close');

  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on('warning', onWarning);
  const server = createHttp2Server(nodeListener(handler, quiet) as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  open.push({ close: () => (client.destroy(), server.close()) });
  const stream = client.request({ ':method': 'POST', ':path': '/predict', 'content-type': 'application/json' });
  stream.end(ROWS.body);
  const headers = await new Promise<Record<string, unknown>>((resolve) => stream.on('response', resolve));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', onWarning);
  expect([headers[':status'], headers['connection'], warnings]).toEqual([200, undefined, []]);
});
