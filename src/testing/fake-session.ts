import { throwIfAborted } from '../core/abort.js';
import { errorFromIssues, ModelMountError } from '../core/errors.js';
import { checkOptionNames } from '../core/options.js';
import { RunsInFlight } from '../core/runs-in-flight.js';
import type { RunOptions, Session, SessionInfo } from '../core/session.js';
import { checkInputs, type Signature } from '../core/signature.js';
import { Tensor } from '../core/tensor/tensor.js';
import type { Tensors } from './compare-tensors.js';
import { copyTensors } from './derive-inputs.js';

/** The script of a fake session. */
export interface FakeSessionOptions {
  /** @default one input `X` FP64 `[-1, 2]`, one output `Y` FP64 `[-1]` */
  readonly signature?: Signature;
  /** Replaces parts of the info. @default format `fake`, runtime `fake`, no metadata, no classifiers */
  readonly info?: Partial<SessionInfo>;
  /**
   * Computes all outputs, or throws as a failing runtime would; awaited, so that a test decides when a run ends.
   *
   * @param inputs - Already checked against the signature, and a copy.
   * @param runIndex - 0 for the first run that got this far, 1 for the next …
   * @default `Y` is the sum of each row of `X`; must be given with a `signature`
   */
  readonly answer?: (inputs: Tensors, runIndex: number) => Tensors | Promise<Tensors>;
  /** Whether it has `runSync`, for which `answer` must not return a promise. @default false */
  readonly isSynchronous?: boolean;
}

/** A session that follows a script and remembers what it was asked. */
export interface FakeSession extends Session {
  /** The inputs of each run that reached `answer`, oldest first. */
  readonly runs: readonly Tensors[];
  /** Whether `close` was called. */
  readonly isClosed: boolean;
}

const SIGNATURE: Signature = {
  inputs: [{ name: 'X', dtype: 'FP64', shape: [-1, 2] }],
  outputs: [{ name: 'Y', dtype: 'FP64', shape: [-1] }],
};

/**
 * A session without a model, for the tests of whatever wraps or calls one. It keeps the session contract; the
 * script decides what it answers, when, and how it fails.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option, or a `signature` without an `answer`.
 *
 * @example
 * ```ts
 * const session = createFakeSession({
 *   answer: (inputs, runIndex) => {
 *     if (runIndex === 1) throw new ModelMountError('RUN_FAILED', 'the second run fails');
 *     return new Map([['Y', new Tensor('FP64', [1], Float64Array.of(0.5))]]);
 *   },
 * });
 * ```
 */
export function createFakeSession(options: FakeSessionOptions = {}): FakeSession {
  checkOptionNames('createFakeSession', options, ['signature', 'info', 'answer', 'isSynchronous']);
  const { signature = SIGNATURE, info = {}, isSynchronous = false } = options;
  if (options.signature !== undefined && options.answer === undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'createFakeSession with a signature needs an answer: (inputs) => outputs',
    );
  }
  const answer = options.answer ?? sumRows;
  const runs: Tensors[] = [];
  const running = new RunsInFlight();
  let isClosed = false;

  const start = (inputs: Tensors, { signal, outputs }: RunOptions = {}): Tensors | Promise<Tensors> => {
    if (isClosed) throw new ModelMountError('SESSION_CLOSED', 'the fake session was closed before this run');
    throwIfAborted(signal, 'the fake session ran');
    const unknown = outputs?.find((name) => !signature.outputs.some((spec) => spec.name === name));
    if (unknown !== undefined) {
      const names = signature.outputs.map((spec) => spec.name).join(', ');
      throw new ModelMountError('INVALID_ARGUMENT', `unknown output "${unknown}"; the fake session has ${names}`);
    }
    const issues = checkInputs(signature, inputs);
    if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', 'inputs of the fake session', issues);
    const copy = copyTensors(inputs);
    return answer(copy, runs.push(copy) - 1);
  };

  return {
    signature,
    info: { format: 'fake', runtime: 'fake', metadata: {}, classifiers: [], ...info },
    runs,
    get isClosed() {
      return isClosed;
    },
    run: async (inputs, runOptions) => {
      // Started in this turn: the inputs are copied before run returns.
      const answering = Promise.resolve(start(inputs, runOptions));
      return pick(await running.track(answering), runOptions);
    },
    ...(isSynchronous && {
      runSync: (inputs, runOptions) => {
        const answered = start(inputs, runOptions);
        if (answered instanceof Promise) {
          throw new ModelMountError('NOT_SYNCHRONOUS', 'the answer of the fake session is a promise; use run');
        }
        return pick(answered, runOptions);
      },
    }),
    close: async () => {
      isClosed = true;
      await running.settled();
    },
  } satisfies FakeSession;
}

function pick(outputs: Tensors, { outputs: names }: RunOptions = {}): Tensors {
  return names === undefined ? outputs : new Map([...outputs].filter(([name]) => names.includes(name)));
}

function sumRows(inputs: Tensors): Tensors {
  const { data, shape } = inputs.get('X') as Tensor;
  const values = data as Float64Array;
  const sums = Float64Array.from({ length: shape[0] as number }, (_, row) => {
    return (values[2 * row] as number) + (values[2 * row + 1] as number);
  });
  return new Map([['Y', new Tensor('FP64', [sums.length], sums)]]);
}
