import { ModelMountError } from '../../core/errors.js';
import type { LossReason } from './transport/transport.js';

/** When a run is worth sending again after its worker was lost, ms: a small model is loaded again by then. */
const RETRY_AFTER_MS = 1000;

/** What is told of a lost worker, and to each run that it held. */
export function lostError(label: string, step: 'load' | 'run' | 'idle', reason: LossReason): ModelMountError {
  const { cause, ...facts } = reason;
  const ended = `the worker that ${DOING[step]} model "${label}" was lost: ${describe(reason)}`;
  return new ModelMountError('WORKER_LOST', step === 'run' ? `${ended}; the run can be tried again` : ended, {
    details: { ...facts, step, retryAfterMs: RETRY_AFTER_MS },
    ...(cause !== undefined && { cause }),
  });
}

/** What runs are told while no worker is left and none is started. */
export function crashLoopError(label: string, retryAfterMs: number, cause: unknown): ModelMountError {
  return new ModelMountError(
    'WORKER_LOST',
    `model "${label}" has no worker: the last ones were lost before they completed a run, and the next is started in ${Math.ceil(retryAfterMs / 1000)} s`,
    { details: { reason: 'crashLoop', retryAfterMs }, cause },
  );
}

const DOING = { load: 'was loading', run: 'ran', idle: 'held' } as const;

function describe({ reason, exitCode, signal, loadTimeoutMs }: LossReason): string {
  switch (reason) {
    case 'exception':
      return 'an exception that nothing caught';
    case 'outOfMemory':
      return 'its JavaScript heap was full';
    case 'exit':
      return `it exited with code ${exitCode ?? 0}`;
    case 'signal':
      return `its process was killed by ${signal ?? 'a signal'}`;
    case 'loadTimeout':
      return `it had not loaded the model within loadTimeoutMs (${loadTimeoutMs ?? 0} ms)`;
  }
}
