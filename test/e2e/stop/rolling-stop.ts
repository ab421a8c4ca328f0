import { Agent } from 'node:http';
import { type Exit } from '../../examples/example-process.js';
import { Balancer } from './balancer.js';
import { Client, send, type Expected } from './client.js';
import type { Instance, RequestLine } from './instance.js';

const N_CLIENTS = 16;

/** How many answers each client has had from the first instance before the signal, and from the second after it. */
const N_BEFORE = 20;
const N_AFTER = 5;

/** What happened while an instance was stopped and another took its place. */
export interface RollingStop {
  readonly exit: Exit;
  readonly stderr: string;
  /** From the end of the drain delay to the end of the process. */
  readonly exitMs: number;
  readonly nRequests: number;
  /** Why requests were lost, one entry for each. */
  readonly losses: readonly string[];
  /** Answers of the health routes of the stopped instance, from the signal on. */
  readonly readyStatuses: readonly number[];
  readonly liveStatuses: readonly number[];
}

/** The answers of an instance that is left in peace. */
export async function expectedOf({ origin }: Instance, lines: readonly RequestLine[]): Promise<Expected[]> {
  const agent = new Agent();
  const answers = await Promise.all(lines.map((line) => send(origin, line, agent)));
  return lines.map((line, i) => ({ line, text: answers[i]?.text ?? '' }));
}

/**
 * Stops `from` by SIGTERM while clients send one request after the other, half of them behind a balancer of requests, half behind
 * one of connections.
 *
 * A second SIGTERM ends the drain delay when the balancer has acted and what was sent before that is answered. A delay
 * by the clock would have to be long enough for a machine that is busy with other things.
 *
 * @param requests - What they send and must be answered, in turns.
 */
export async function rollingStop(from: Instance, to: Instance, requests: readonly Expected[]): Promise<RollingStop> {
  const balancer = new Balancer(from, to);
  const clients = Array.from(
    { length: N_CLIENTS },
    (_, i) => new Client(balancer, i < N_CLIENTS / 2 ? 'requests' : 'connections'),
  );
  const changes = new EventTarget();
  const ends = clients.map((client, i) =>
    client.run(requests[i % requests.length] as Expected, () => changes.dispatchEvent(new Event('settled'))),
  );
  const until = (condition: (client: Client) => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      Promise.all(ends).catch(reject);
      const check = (): void => {
        if (!clients.every(condition)) return;
        changes.removeEventListener('settled', check);
        resolve();
      };
      changes.addEventListener('settled', check);
    });

  await until((client) => client.nAnswersOf(from) >= N_BEFORE);
  const [nReady, nLive] = [balancer.ready.statuses.length, balancer.live.statuses.length];
  const ended = from.process.stop('SIGTERM');
  await until((client) => client.nAnswersOf(to) >= N_AFTER);
  const start = performance.now();
  from.process.signal('SIGTERM');
  const exit = await ended;
  const exitMs = performance.now() - start;
  for (const client of clients) client.stop();
  await Promise.all([...ends, balancer.ready.ended, balancer.live.ended]);

  const losses = clients.flatMap((client) => client.losses);
  const nAnswers = clients.reduce((sum, client) => sum + client.nAnswersOf(from) + client.nAnswersOf(to), 0);
  return {
    exit,
    stderr: from.process.stderr,
    exitMs,
    nRequests: nAnswers + losses.length,
    losses,
    readyStatuses: balancer.ready.statuses.slice(nReady),
    liveStatuses: balancer.live.statuses.slice(nLive),
  };
}
