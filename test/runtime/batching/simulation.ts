import { ModelMountError } from '../../../src/core/errors.js';
import type { RunOptions, Session } from '../../../src/core/session.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { FakeClock, microtasks } from './fake-clock.js';
import { randomFrom } from './random-from.js';

type Tensors = ReadonlyMap<string, Tensor>;

/** What became of one request; times on the fake clock. */
export interface Outcome {
  readonly id: number;
  readonly arrivedMs: number;
  readonly settledMs: number;
  readonly deadlineMs: number;
  /** `answered`, or the code with which it failed. */
  readonly how: string;
}

/** How long a run of a session takes: `overheadMs + perRowMs · rows`, up to a quarter more or less. */
export interface SessionCost {
  readonly overheadMs: number;
  readonly perRowMs: number;
}

/** Load on sessions of known cost, in milliseconds of a fake clock. The same seed gives the same history. */
export class Simulation {
  readonly clock = new FakeClock();
  /** When each request was sent, and what became of those that have settled. */
  readonly sentMs: number[] = [];
  readonly outcomes: Outcome[] = [];
  readonly random = randomFrom(20_261_121);
  /** Which requests were started, and when. */
  readonly starts: { readonly id: number; readonly atMs: number }[] = [];
  /** Resolves when this millisecond is over. */
  #untilMs = 0;

  session({ overheadMs, perRowMs }: SessionCost): Session {
    return {
      signature: {
        inputs: [{ name: 'id', dtype: 'INT32', shape: [-1] }],
        outputs: [{ name: 'id', dtype: 'INT32', shape: [-1] }],
      },
      info: { format: 'fake', runtime: 'fake', metadata: {}, classifiers: [] },
      run: (inputs) =>
        new Promise((resolve) => {
          const ids = inputs.get('id') as Tensor;
          for (const id of ids.data as Int32Array) this.starts.push({ id, atMs: this.clock.now() });
          const answer = new Tensor('INT32', ids.shape, ids.data.slice());
          const elapsedMs = (overheadMs + perRowMs * ids.data.length) * (0.75 + 0.5 * this.random());
          this.clock.after(elapsedMs, () => resolve(new Map([['id', answer]])));
        }),
      close: () => Promise.resolve(),
    };
  }

  /** Sends one request of one row and remembers what becomes of it. */
  async send(session: Session, options: RunOptions = {}): Promise<Outcome> {
    const arrivedMs = this.clock.now();
    const id = this.sentMs.push(arrivedMs) - 1;
    const inputs = new Map([['id', Tensor.of('INT32', [1], [id])]]);
    const how = await session.run(inputs, options).then(
      (answer: Tensors) => {
        const own = answer.get('id')?.toFlat();
        return own?.length === 1 && own[0] === id ? 'answered' : 'the answer of another';
      },
      (error: unknown) => (ModelMountError.is(error) ? error.code : String(error)),
    );
    const { deadlineMs = Infinity } = options;
    const outcome = { id, arrivedMs, settledMs: this.clock.now(), deadlineMs, how };
    this.outcomes.push(outcome);
    return outcome;
  }

  /** Passes time; `send` is called `perSecond` times a second, at random times. */
  async load(forMs: number, perSecond: number, send: () => void): Promise<void> {
    let nextMs = this.#untilMs;
    const endMs = this.#untilMs + forMs;
    const pause = (): number => (-Math.log(1 - this.random()) * 1000) / perSecond;
    nextMs += pause();
    while (this.#untilMs < endMs) {
      this.#untilMs += 1;
      for (; nextMs <= this.#untilMs; nextMs += pause()) send();
      await this.#tick();
    }
  }

  /** Passes time without new requests. */
  async wait(forMs: number): Promise<void> {
    for (let i = 0; i < forMs; i++) await this.#tick();
    this.#untilMs += forMs;
  }

  async #tick(): Promise<void> {
    this.clock.turn();
    await microtasks();
    this.clock.advance(1);
    await microtasks();
  }
}

/** Answers in time to what arrived in this time, a second. */
export function goodput(outcomes: readonly Outcome[], fromMs: number, toMs: number): number {
  const good = outcomes.filter(
    ({ how, arrivedMs, settledMs, deadlineMs }) =>
      how === 'answered' && settledMs <= deadlineMs && arrivedMs >= fromMs && arrivedMs < toMs,
  );
  return (good.length * 1000) / (toMs - fromMs);
}

/** The value that this share of all is not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
