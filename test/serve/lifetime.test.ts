import { expect, it } from 'vitest';
import { ModelMountError } from '../../src/core/errors.js';
import { Tensor } from '../../src/core/tensor/tensor.js';
import type { RunOptions, Session } from '../../src/core/session.js';
import { Model } from '../../src/model/model.js';
import { batchSession } from '../../src/runtime/batching/batch-session.js';
import { sliceSession } from '../../src/runtime/batching/slices/slice-session.js';
import { createHandler } from '../../src/serve/handler.js';
import type { ModelHandler } from '../../src/serve/handler-contract.js';
import type { HandlerOptions } from '../../src/serve/handler-options.js';
import { call, poster } from './call.js';

interface Scripted {
  readonly handler: ModelHandler;
  /** Lets the run that began first answer. */
  readonly answer: () => void;
  readonly started: Promise<void>;
  readonly options: readonly (RunOptions | undefined)[];
  readonly nClosed: () => number;
}

/** A handler of a model that answers when it is told to. */
function scripted(settings: Omit<HandlerOptions, 'models'> = {}): Scripted {
  const waiting: (() => void)[] = [];
  const options: (RunOptions | undefined)[] = [];
  let onStarted = (): void => undefined;
  const started = new Promise<void>((resolve) => (onStarted = resolve));
  let nClosed = 0;
  const model = new Model({
    name: 'slow',
    session: {
      signature: {
        inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 1] }],
        outputs: [{ name: 'y', dtype: 'FP64', shape: [-1, 1] }],
      },
      info: { format: 'fake', runtime: 'fake', metadata: {}, classifiers: [] },
      run: async (inputs, runOptions) => {
        options.push(runOptions);
        onStarted();
        await new Promise<void>((resolve) => waiting.push(resolve));
        return new Map([['y', inputs.get('X') ?? Tensor.of('FP64', [0, 1], [])]]);
      },
      close: () => {
        nClosed += 1;
        return Promise.resolve();
      },
    },
  });
  const handler = createHandler({ models: { slow: model }, ...settings });
  return { handler, answer: () => waiting.shift()?.(), started, options, nClosed: () => nClosed };
}

it('a handler that drains answers as before, says that it is not ready, and asks for connections to be closed', async () => {
  const { handler, answer } = scripted();
  expect(handler.state).toBe('serving');
  expect((await call(handler, 'GET', '/v2/health/ready')).headers.get('connection')).toBe(null);
  handler.drain();
  handler.drain();
  expect(handler.state).toBe('draining');
  const ready = await call(handler, 'GET', '/v2/health/ready');
  expect([ready.status, ready.body]).toEqual([503, { ready: false }]);
  const model = await call(handler, 'GET', '/v2/models/slow/ready');
  expect([model.status, model.body]).toEqual([503, { name: 'slow', ready: false }]);
  expect((await call(handler, 'GET', '/v2/health/live')).status).toBe(200);
  const pending = poster(() => handler)('/predict', { rows: [[1]] });
  await new Promise((resolve) => setImmediate(resolve));
  answer();
  const { status, headers } = await pending;
  expect([status, headers.get('connection')]).toEqual([200, 'close']);
});

it('a model that cannot answer now makes its handler unready, through what wraps its session', async () => {
  let isReady = false;
  const session: Session = {
    signature: {
      inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 1] }],
      outputs: [{ name: 'y', dtype: 'FP64', shape: [-1, 1] }],
    },
    info: { format: 'fake', runtime: 'fake', metadata: {}, classifiers: [] },
    get isReady() {
      return isReady;
    },
    run: (inputs) => Promise.resolve(inputs),
    close: () => Promise.resolve(),
  };
  const model = new Model({ name: 'down', session: sliceSession(batchSession(session)) });
  const handler = createHandler({ models: { down: model } });
  const probe = async (): Promise<unknown[]> => {
    const [server, one] = [
      await call(handler, 'GET', '/v2/health/ready'),
      await call(handler, 'GET', '/v2/models/down/ready'),
    ];
    return [server.status, server.body, one.status, one.body, model.isReady];
  };
  expect(await probe()).toEqual([503, { ready: false }, 503, { name: 'down', ready: false }, false]);
  isReady = true;
  expect(await probe()).toEqual([200, { ready: true }, 200, { name: 'down', ready: true }, true]);
});

it('close answers what is under way, refuses what comes, and closes each model once', async () => {
  const faults: unknown[] = [];
  const { handler, answer, started, nClosed } = scripted({ onError: (error) => faults.push(error) });
  const post = poster(() => handler);
  const pending = post('/predict', { rows: [[1]] });
  await started;
  expect(handler.nInFlight).toBe(1);
  let isClosed = false;
  const closed = handler.close().then(() => (isClosed = true));
  const again = handler.close();
  for (const url of ['/predict', '/v2/models/slow/infer']) {
    const refused = await post(url, { rows: [[2]] });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  }
  expect([handler.state, isClosed, nClosed()]).toEqual(['closed', false, 0]);
  answer();
  expect((await pending).status).toBe(200);
  await Promise.all([closed, again]);
  expect([handler.nInFlight, nClosed(), faults]).toEqual([0, 1, []]);
  expect((await call(handler, 'GET', '/v2/health/live')).status).toBe(200);
});

it.each<[string, Record<string, string>, number | undefined, number]>([
  ['the handler allows', {}, 5000, 5000],
  ['is the default', {}, undefined, 60_000],
  ['the client asks for', { 'x-request-timeout-ms': '250' }, 5000, 250],
  ['the handler allows where the client asks for more', { 'x-request-timeout-ms': '999999' }, 5000, 5000],
])('a run is given the deadline that %s', async (_what, headers, deadlineMs, expected) => {
  const { handler, answer, started, options } = scripted(deadlineMs === undefined ? {} : { deadlineMs });
  const before = performance.now();
  const pending = poster(() => handler)('/predict', { rows: [[1]] }, headers);
  await started;
  const after = performance.now();
  answer();
  await pending;
  const given = options[0]?.deadlineMs ?? NaN;
  expect(given).toBeGreaterThanOrEqual(before + expected);
  expect(given).toBeLessThanOrEqual(after + expected);
});

it.each(['-1', '1.5', 'soon', '', '12345678901'])('the timeout %j is a 400 that names the header', async (value) => {
  const { handler } = scripted();
  const { status, body } = await poster(() => handler)('/predict', { rows: [[1]] }, { 'x-request-timeout-ms': value });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'INVALID_ARGUMENT', detail: expect.stringContaining('x-request-timeout-ms') });
});

it.each([0, -1, NaN, '5'])('the option deadlineMs %j is refused', (deadlineMs) => {
  expect(() => scripted({ deadlineMs: deadlineMs as number })).toThrow(ModelMountError);
});
