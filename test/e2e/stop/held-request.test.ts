import { Agent, get, type IncomingMessage } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ExampleProcess } from '../../examples/example-process.js';

const NEVER_MS = '600000';

// Windows has no signals to send.
describe.skipIf(process.platform === 'win32')('a server that is told to stop', () => {
  it('ends when a request that outlasts the drain delay is answered, though its connection is kept', async () => {
    const { server, held } = await hold({ DRAIN_DELAY_MS: '0', STOP_TIMEOUT_MS: NEVER_MS });
    const ended = server.process.stop('SIGTERM');
    while ((await statusOf(server.origin)) !== undefined);
    server.process.signal('SIGUSR2');
    const answer = await held;
    expect([answer?.statusCode, answer?.headers.connection]).toEqual([200, 'keep-alive']);
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it('cuts off after timeoutMs what does not end, and says so by its exit code', async () => {
    const { server, held } = await hold({ DRAIN_DELAY_MS: '0', STOP_TIMEOUT_MS: '200' });
    expect(await server.process.stop('SIGTERM')).toEqual({ code: 1, signal: null });
    expect(await held).toBeUndefined();
  });

  it('ends by itself after the drain delay', async () => {
    const server = await start({ DRAIN_DELAY_MS: '50', STOP_TIMEOUT_MS: NEVER_MS });
    expect(await server.process.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('asks for connections to be closed while it drains, on the routes of the app too', async () => {
    const server = await start({ DRAIN_DELAY_MS: NEVER_MS, STOP_TIMEOUT_MS: NEVER_MS });
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const connectionOf = (path: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const sent = get(server.origin + path, { agent }, (response) => resolve(response.resume().headers.connection));
        sent.on('error', reject);
      });
    expect([await connectionOf('/own'), await connectionOf('/v2')]).toEqual(['keep-alive', 'keep-alive']);
    server.process.signal('SIGTERM');
    while ((await statusOf(server.origin)) === 200);
    expect([await connectionOf('/own'), await connectionOf('/v2')]).toEqual(['close', 'close']);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('cuts the drain delay short at a second signal, %s', async (second) => {
    const server = await start({ DRAIN_DELAY_MS: NEVER_MS, STOP_TIMEOUT_MS: NEVER_MS });
    const ended = server.process.stop('SIGTERM');
    while ((await statusOf(server.origin)) === 200);
    expect(await statusOf(server.origin)).toBe(503);
    server.process.signal(second);
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it('has no drain delay at Ctrl-C, whose signal may come twice', async () => {
    const { server, held } = await hold({ DRAIN_DELAY_MS: NEVER_MS, STOP_TIMEOUT_MS: NEVER_MS });
    const ended = server.process.stop('SIGINT');
    server.process.signal('SIGINT');
    while ((await statusOf(server.origin)) !== undefined);
    server.process.signal('SIGUSR2');
    expect((await held)?.statusCode).toBe(200);
    expect(await ended).toEqual({ code: 0, signal: null });
  });
});

interface Server {
  readonly process: ExampleProcess;
  readonly origin: string;
}

async function start(env: Readonly<Record<string, string>>): Promise<Server> {
  const process = ExampleProcess.startHere('../test/e2e/stop/held-request.js', env);
  const [line = ''] = await process.curlLines(1);
  return { process, origin: /'(.*)'/.exec(line)?.[1] ?? '' };
}

/** A server that holds a request, and what became of that: `undefined` if its connection was cut off. */
async function hold(
  env: Readonly<Record<string, string>>,
): Promise<{ server: Server; held: Promise<IncomingMessage | undefined> }> {
  const server = await start(env);
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const held = new Promise<IncomingMessage | undefined>((resolve) => {
    get(`${server.origin}/hold`, { agent }, (response) => resolve(response.resume())).on('error', () =>
      resolve(undefined),
    );
  });
  await server.process.curlLines(2);
  return { server, held };
}

/** Of readiness; `undefined` where nothing listens. */
function statusOf(origin: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    get(`${origin}/v2/health/ready`, { agent: false }, (response) => resolve(response.resume().statusCode)).on(
      'error',
      () => resolve(undefined),
    );
  });
}
