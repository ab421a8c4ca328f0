import { ModelMountError } from './errors.js';

/** Throws `ABORTED` if `signal` has fired; `step` names what was about to begin. */
export function throwIfAborted(signal: AbortSignal | undefined, step: string): void {
  if (signal?.aborted) {
    throw new ModelMountError('ABORTED', `aborted before ${step}`, { cause: signal.reason });
  }
}
