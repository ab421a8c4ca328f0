import { afterAll, describe, expect, it } from 'vitest';
import { CHECK_PREDICTION } from '../../examples/check-prediction.js';
import { startInstance, type Instance } from './instance.js';
import { expectedOf, rollingStop, type RollingStop } from './rolling-stop.js';

/** `npm run check:full` has twenty for each host, a hundred in all. */
const N_STOPS = Number(process.env['MODELMOUNT_STOPS'] ?? 2);

/** Longer than any test: what does not end by itself fails by the time that the test has. */
const NEVER_MS = 600_000;

// Windows has no signals to send.
describe.skipIf(process.platform === 'win32').each([
  ['express/index.js', 'diabetes', '/'],
  ['koa/index.js', 'wine', '/'],
  ['fastify/index.js', 'diabetes', '/'],
  ['hono/index.js', 'iris', '/'],
  ['node-http/index.js', 'digits', '/ml/v2/models'],
] as const)('SIGTERM to the example %s under load', (file, model, otherPath) => {
  const running = new Set<Instance>();
  const start = async (): Promise<Instance> => {
    const instance = await startInstance(file, NEVER_MS);
    running.add(instance);
    return instance;
  };
  afterAll(() => {
    for (const instance of running) instance.process.kill();
  });

  it(
    `loses no request and ends tidily, ${N_STOPS} times`,
    { timeout: 60_000 * (N_STOPS + 1) },
    async ({ annotate }) => {
      let current = await start();
      const other = { path: otherPath, body: undefined };
      // Three in four ask the model, the others a route beside it.
      const { predict } = current;
      const requests = await expectedOf(current, [predict, predict, predict, other]);
      const { predictions } = JSON.parse(requests[0]?.text ?? '') as { predictions: [never] };
      CHECK_PREDICTION[model](predictions[0]);

      const stops: RollingStop[] = [];
      for (let i = 0; i < N_STOPS; i++) {
        const next = await start();
        const stop = await rollingStop(current, next, requests);
        running.delete(current);
        current = next;
        stops.push(stop);
        expect(stop).toMatchObject({ exit: { code: 0, signal: null }, stderr: '', losses: [] });
        expectHealth(stop);
      }
      const nRequests = stops.reduce((sum, stop) => sum + stop.nRequests, 0);
      const slowestMs = Math.max(...stops.map(({ exitMs }) => exitMs)).toFixed(0);
      await annotate(
        `${N_STOPS} stops, ${nRequests} requests, 0 lost, slowest end ${slowestMs} ms after the drain delay`,
      );
    },
  );
});

/** Not ready at once and for good; alive as long as it can be reached. */
function expectHealth({ readyStatuses, liveStatuses }: RollingStop): void {
  const flip = readyStatuses.indexOf(503);
  expect(flip).not.toBe(-1);
  expect(new Set(readyStatuses.slice(flip))).toEqual(new Set([503]));
  // Probes follow each other: one may be under way at the signal, and one more before the process hears of it.
  expect(flip).toBeLessThanOrEqual(2);
  expect(new Set(liveStatuses)).toEqual(new Set([200]));
}
