import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Instance } from './instance.js';

/** How often the balancer asks, and how late it acts on what it hears at the most. */
const POLL_MS = 10;
const LAG_MS = 100;

/** What one health route of an instance answered, in order, until it could not be reached. */
export interface Probe {
  readonly statuses: number[];
  /** Resolves when the instance cannot be reached any more. */
  readonly ended: Promise<void>;
}

/** Sends new connections to one instance until it says that it is not ready, and then to another. */
export class Balancer {
  readonly ready: Probe;
  readonly live: Probe;
  #target: Instance;

  constructor(from: Instance, to: Instance) {
    this.#target = from;
    let hasHeard = false;
    const hear = (): void => {
      if (!hasHeard) setTimeout(() => (this.#target = to), Math.random() * LAG_MS);
      hasHeard = true;
    };
    this.ready = probe(`${from.origin}/ml/v2/health/ready`, (status) => {
      if (status !== 200) hear();
    });
    this.live = probe(`${from.origin}/ml/v2/health/live`, () => undefined);
  }

  /** Where a new connection goes. */
  get target(): Instance {
    return this.#target;
  }
}

function probe(url: string, onStatus: (status: number | undefined) => void): Probe {
  const statuses: number[] = [];
  const poll = async (): Promise<void> => {
    for (;;) {
      const status = await statusOf(url);
      onStatus(status);
      if (status === undefined) return;
      statuses.push(status);
      await wait(POLL_MS);
    }
  };
  return { statuses, ended: poll() };
}

/** `undefined` where nothing answers. Each time over a connection of its own, as probes do. */
function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', () => resolve(undefined));
  });
}
