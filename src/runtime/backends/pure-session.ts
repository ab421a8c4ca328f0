import { throwIfAborted } from '../../core/abort.js';
import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import type { RunOptions, Session, SessionInfo } from '../../core/session.js';
import type { Signature } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';

type Tensors = ReadonlyMap<string, Tensor>;

/** What a session without a runtime is made of. */
export interface PureModel {
  /** What to call it in messages: `'the linear model'`. */
  readonly what: string;
  readonly signature: Signature;
  readonly info: SessionInfo;
  /**
   * Checks the inputs, and computes outputs of them in this thread.
   *
   * @param names - The outputs that are wanted; `undefined` for all. More do no harm.
   */
  readonly compute: (inputs: Tensors, names: readonly string[] | undefined) => Tensors;
}

/** A session that computes in this thread, in our own code: there is nothing to wait for, and nothing to give back. */
export function pureSession({ what, signature, info, compute }: PureModel): Session {
  let isClosed = false;
  const runSync = (inputs: Tensors, { signal, outputs: names }: RunOptions = {}): Tensors => {
    if (isClosed) throw new ModelMountError('SESSION_CLOSED', `${what} was closed before this run`);
    throwIfAborted(signal, `${what} ran`);
    if (names === undefined) return compute(inputs, names);
    checkOutputNames(names, signature, what);
    const outputs = compute(inputs, names);
    return new Map([...outputs].filter(([name]) => names.includes(name)));
  };
  return {
    signature,
    info,
    // The constructor of a promise turns what runSync throws into a rejection.
    run: (inputs, options) => new Promise((resolve) => resolve(runSync(inputs, options))),
    runSync,
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  };
}

function checkOutputNames(names: readonly string[], { outputs }: Signature, what: string): void {
  const unknown = names.find((name) => !outputs.some((spec) => spec.name === name));
  if (unknown === undefined) return;
  const known = outputs.map((spec) => spec.name).join(', ');
  throw new ModelMountError('INVALID_ARGUMENT', `unknown output ${show(unknown)}; ${what} has ${known}`);
}
