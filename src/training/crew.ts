import { Worker } from 'node:worker_threads';
import type { CancelSignal } from '../core/abort.js';
import { ModelMountError } from '../core/errors.js';
import type { JsonObject } from '../core/json.js';
import { unpackError } from './wire/errors.js';
import {
  TRAINING_KEY,
  type FromTrainer,
  type PackedOutcome,
  type PackedWarning,
  type ToTrainer,
  type TrainingData,
} from './wire/messages.js';

/** What a crew is made of. */
export interface CrewSettings {
  readonly url: URL;
  readonly nWorkers: number;
  readonly data: TrainingData[typeof TRAINING_KEY];
  readonly signal: CancelSignal | undefined;
  readonly listeners: readonly ((warning: unknown) => void)[];
}

/** Worker threads that fit, one task each at a time. Who makes one closes it. */
export class Crew {
  readonly #settings: CrewSettings;
  readonly #workers: Worker[];
  readonly #ready: Promise<unknown>[];

  constructor(settings: CrewSettings) {
    this.#settings = settings;
    this.#workers = Array.from({ length: settings.nWorkers }, () => this.#start());
    this.#ready = this.#workers.map((worker) => this.#answerOf(worker));
    // Heard of where the first task is waited for.
    for (const ready of this.#ready) ready.catch(() => undefined);
  }

  /**
   * Does the tasks 0 to `nTasks - 1`, the next one wherever a thread is free.
   *
   * @param take - Told what each came to; what it throws for the first task in order is thrown, once no thread works
   *   on an earlier one.
   * @throws {ModelMountError} `ABORTED`, `WORKER_LOST`.
   */
  async run(nTasks: number, take: (task: number, outcome: PackedOutcome) => void): Promise<void> {
    let next = 0;
    const failures: { readonly task: number; readonly error: unknown }[] = [];
    const work = async (worker: Worker, ready: Promise<unknown>): Promise<void> => {
      await ready;
      while (next < nTasks && failures.length === 0) {
        const task = next++;
        const answer = await this.#ask(worker, { task });
        if (answer.kind !== 'outcome') throw lost('answered out of turn');
        try {
          take(task, answer.outcome);
        } catch (error) {
          failures.push({ task, error });
        }
      }
    };
    await Promise.all(this.#workers.map((worker, k) => work(worker, this.#ready[k] as Promise<unknown>)));
    const [first] = failures.sort((a, b) => a.task - b.task);
    if (first !== undefined) throw first.error;
  }

  /** Fits a candidate on all data. @throws What its fit throws, and as `run`. */
  async fit(candidate: number): Promise<{ readonly fitted: JsonObject; readonly fitTimeMs: number }> {
    await this.#ready[0];
    const answer = await this.#ask(this.#workers[0] as Worker, { candidate });
    if (answer.kind !== 'fitted') throw lost('answered out of turn');
    return answer;
  }

  /** Ends all threads, whatever they do; they hold nothing but memory. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const workerData: TrainingData = { [TRAINING_KEY]: this.#settings.data };
    return new Worker(this.#settings.url, {
      name: 'modelmount training',
      workerData,
      // `node --input-type=module --eval …`: inherited, the option forbids a thread to have a file.
      ...(process.execArgv.some((argument) => argument.startsWith('--input-type')) && { execArgv: [] }),
    });
  }

  #ask(worker: Worker, message: ToTrainer): Promise<FromTrainer> {
    const answer = this.#answerOf(worker);
    worker.postMessage(message);
    return answer;
  }

  /** The next thing that the thread says; fails if it ends first, or the signal fires. */
  #answerOf(worker: Worker): Promise<FromTrainer> {
    const { signal } = this.#settings;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        worker.removeListener('message', onMessage);
        worker.removeListener('error', onError);
        worker.removeListener('exit', onExit);
        signal?.removeEventListener('abort', onAbort);
        act();
      };
      const onMessage = (message: FromTrainer): void =>
        settle(() => {
          try {
            if ('warnings' in message) this.#warn(message.warnings);
            if (message.kind === 'failed') reject(unpackError(message.error));
            else resolve(message);
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      const onError = (cause: Error): void => settle(() => reject(lost(`ended: ${cause.message}`, cause)));
      const onExit = (code: number): void => settle(() => reject(lost(`ended with code ${code}`)));
      const onAbort = (): void => settle(() => reject(aborted(signal)));
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted) onAbort();
    });
  }

  #warn(warnings: readonly PackedWarning[]): void {
    for (const { listener, error, value } of warnings) {
      this.#settings.listeners[listener]?.(error === undefined ? value : unpackError(error));
    }
  }
}

function lost(what: string, cause?: unknown): ModelMountError {
  return new ModelMountError('WORKER_LOST', `a thread that fitted ${what}`, { cause });
}

function aborted(signal: CancelSignal | undefined): ModelMountError {
  return new ModelMountError('ABORTED', 'aborted during the fits', { cause: signal?.reason });
}
