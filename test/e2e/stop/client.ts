import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Balancer } from './balancer.js';
import type { Instance, RequestLine } from './instance.js';

const MOST_PAUSE_MS = 10;

/** A request, and the only answer to it that counts. */
export interface Expected {
  readonly line: RequestLine;
  readonly text: string;
}

/** What the balancer in front of a client chooses an instance for: each request, or each connection. */
export type Balancing = 'requests' | 'connections';

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
  /** The connection, where it is kept. */
  readonly kept: Socket | undefined;
}

/** Sends one request after the other over kept connections and never sends one again. */
export class Client {
  /** Why requests were lost, one entry for each. */
  readonly losses: string[] = [];
  readonly #nAnswers = new Map<Instance, number>();
  readonly #agents = new Map<Instance, Agent>();
  #kept: { readonly instance: Instance; readonly socket: Socket } | undefined;
  readonly #balancer: Balancer;
  readonly #balancing: Balancing;
  #isStopped = false;

  constructor(balancer: Balancer, balancing: Balancing) {
    this.#balancer = balancer;
    this.#balancing = balancing;
  }

  /** Right answers from an instance. */
  nAnswersOf(instance: Instance): number {
    return this.#nAnswers.get(instance) ?? 0;
  }

  /** Sends until `stop()`; `onSettled` is called after each request. */
  async run({ line, text }: Expected, onSettled: () => void): Promise<void> {
    while (!this.#isStopped) {
      const instance = this.#choose();
      try {
        const answer = await send(instance.origin, line, this.#agentOf(instance));
        this.#kept = answer.kept && { instance, socket: answer.kept };
        if (answer.status === 200 && answer.text === text) {
          this.#nAnswers.set(instance, this.nAnswersOf(instance) + 1);
        } else this.losses.push(`${line.path}: ${answer.status} ${answer.text.slice(0, 100)}`);
      } catch (error) {
        this.#kept = undefined;
        this.losses.push(`${line.path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
      }
      onSettled();
      // Without a pause the clients would want the whole machine, and probes would wait for it.
      await wait(Math.random() * MOST_PAUSE_MS);
    }
    for (const agent of this.#agents.values()) agent.destroy();
  }

  stop(): void {
    this.#isStopped = true;
  }

  #choose(): Instance {
    // A balancer of connections has no say while one is open: the server has to close it.
    if (this.#balancing === 'connections' && this.#kept?.socket.destroyed === false) return this.#kept.instance;
    return this.#balancer.target;
  }

  #agentOf(instance: Instance): Agent {
    const agent = this.#agents.get(instance) ?? new Agent({ keepAlive: true, maxSockets: 1 });
    this.#agents.set(instance, agent);
    return agent;
  }
}

/** Sends a request and reads its answer whole. */
export function send(origin: string, { path, body }: RequestLine, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(origin + path, body === undefined ? { agent } : { agent, method: 'POST', headers });
    sent.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      const { socket, statusCode: status, headers: answered } = response;
      const kept = answered.connection === 'close' ? undefined : socket;
      // Only then is the connection free for the next request.
      response.on('error', reject).on('end', () => setImmediate(() => resolve({ status, text, kept })));
    });
    sent.end(body);
  });
}
