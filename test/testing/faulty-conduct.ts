import { ModelMountError } from '../../src/core/errors.js';
import type { RunOptions } from '../../src/core/session.js';
import { Tensor } from '../../src/core/tensor/tensor.js';
import type { SessionSubject } from '../../src/testing/session-subject.js';
import { faulty, faultyRun, rule, turn, type Fault, type Run, type Tensors } from './break-session.js';

/** Sends an input that the sound session refuses through `repair`, so that it is accepted after all. */
const lenient = (repair: (X: Tensor | undefined) => Tensor | undefined): SessionSubject =>
  faultyRun((run, inputs, options) => {
    const repaired = repair(inputs.get('X'));
    return run(repaired === undefined ? inputs : new Map(inputs).set('X', repaired), options);
  });

function refuseFirstOnly(run: Run, inputs: Tensors, options?: RunOptions): Promise<Tensors> {
  return run(inputs, options).catch((error: unknown) => {
    if (!ModelMountError.is(error) || error.issues.length < 2) throw error;
    throw new ModelMountError(error.code, error.message, { issues: error.issues.slice(0, 1) });
  });
}

/** Sessions that take what they must refuse, mix up their callers, or do not abort and close as they must. */
export const CONDUCT_FAULTS: readonly Fault[] = [
  ...rule('refuses missing inputs with INVALID_INPUT and the path of each', {
    'takes zeros for a missing input': lenient((X) => X ?? new Tensor('FP64', [1, 2], new Float64Array(2))),
    'refuses a missing input without issues': faultyRun((run, inputs, options) =>
      inputs.size === 0 ? Promise.reject(new ModelMountError('INVALID_INPUT', 'missing inputs')) : run(inputs, options),
    ),
  }),
  ...rule('refuses an unexpected input with INVALID_INPUT and its path', {
    'ignores an unexpected input': faultyRun((run, inputs, options) =>
      run(new Map([...inputs].filter(([name]) => name === 'X')), options),
    ),
  }),
  ...rule('refuses a wrong dtype with INVALID_INPUT and its path', {
    'converts a wrong dtype': lenient(
      (X) => X && new Tensor('FP64', X.shape, Float64Array.from(X.data as Float64Array)),
    ),
    'calls a wrong dtype RUN_FAILED': faultyRun((run, inputs, options) =>
      inputs.get('X')?.dtype === 'FP64' || inputs.size !== 1
        ? run(inputs, options)
        : Promise.reject(new ModelMountError('RUN_FAILED', 'Unexpected input data type')),
    ),
  }),
  ...rule('refuses a wrong rank with INVALID_INPUT and its path', {
    'drops axes that are too many': lenient((X) => X && new Tensor(X.dtype, X.shape.slice(0, 2), X.data)),
  }),
  ...rule('refuses a wrong length of a fixed axis with INVALID_INPUT and its path', {
    'ignores columns that are too many': lenient((X) =>
      X?.shape[1] === 3 && X.dtype === 'FP64' ? new Tensor('FP64', [3, 2], X.data.slice(0, 6)) : X,
    ),
  }),
  ...rule('tells all faults of an input at once', {
    'tells only the first fault': faultyRun(refuseFirstOnly),
  }),
  ...rule('still answers after it refused an input', {
    'is spoilt by an input that it refused': faulty((session) => {
      let isSpoilt = false;
      return {
        run: async (inputs, options) => {
          if (isSpoilt) throw new ModelMountError('RUN_FAILED', 'spoilt');
          return session.run(inputs, options).catch((error: unknown) => {
            isSpoilt = true;
            throw error;
          });
        },
      };
    }),
  }),
  ...rule('does not mix up the answers of concurrent runs', {
    'answers concurrent runs with the input of the last': faulty((session) => {
      let latest: Tensors = new Map();
      return {
        run: async (inputs, options) => {
          latest = inputs;
          await turn();
          return session.run(latest, options);
        },
      };
    }),
  }),
  ...rule('reads its input before run returns: a later change of the buffers does not reach the answer', {
    'reads its input a turn later': faultyRun(async (run, inputs, options) => {
      await turn();
      return run(inputs, options);
    }),
  }),
  ...rule('leaves the tensors of its caller as they were', {
    'scales its input in place': faultyRun((run, inputs, options) => {
      const answer = run(inputs, options);
      const data = inputs.get('X')?.data;
      if (data instanceof Float64Array) data.forEach((value, i) => (data[i] = value * 2));
      return answer;
    }),
  }),
  ...rule('answers in memory that is neither its input nor another answer', {
    'answers in a buffer that it keeps': faulty((session) => {
      const kept = new Float64Array(3);
      return {
        run: async (inputs, options) => {
          const outputs = await session.run(inputs, options);
          const sum = outputs.get('sum');
          if (sum?.data.length !== 3) return outputs;
          kept.set(sum.data as Float64Array);
          return new Map(outputs).set('sum', new Tensor('FP64', [3], kept));
        },
      };
    }),
    'answers with a view of its input': faultyRun(async (run, inputs, options) => {
      const outputs = await run(inputs, options);
      const { shape, data } = inputs.get('X')!;
      return new Map(outputs).set('sum', new Tensor('FP64', [shape[0]!], (data as Float64Array).subarray(0, shape[0])));
    }),
  }),
  ...rule('refuses to start with ABORTED when the signal has fired', {
    'ignores the signal': faultyRun((run, inputs, { outputs } = {}) => run(inputs, outputs && { outputs })),
    'rejects with the reason of the signal': faultyRun(async (run, inputs, options) => {
      if (options?.signal?.aborted) throw options.signal.reason as Error;
      return run(inputs, options);
    }),
  }),
  ...rule('when aborted on the way, answers rightly or fails with ABORTED, and stays usable', {
    'fails otherwise when it is aborted on the way': faultyRun(async (run, inputs, options) => {
      const outputs = await run(inputs, options);
      if (options?.signal?.aborted) throw new ModelMountError('RUN_FAILED', 'interrupted');
      return outputs;
    }),
    'answers nothing when it is aborted on the way': faultyRun(async (run, inputs, options) => {
      const outputs = await run(inputs, options);
      return options?.signal?.aborted ? new Map() : outputs;
    }),
  }),
  ...rule('completes the run in progress before close resolves', {
    'closes at once': faultyRun(async (run, inputs, options) => {
      const outputs = await run(inputs, options);
      for (let i = 0; i < 3; i++) await turn();
      return outputs;
    }),
    'drops the run in progress': faulty((session) => {
      let isClosed = false;
      return {
        run: async (inputs, options) => {
          const outputs = await session.run(inputs, options);
          if (isClosed) throw new ModelMountError('SESSION_CLOSED', 'closed');
          return outputs;
        },
        close: () => {
          isClosed = true;
          return session.close();
        },
      };
    }),
  }),
  ...rule('can be closed again, and at once twice', {
    'cannot be closed twice': faulty((session) => {
      let isClosed = false;
      return {
        close: () => {
          if (isClosed) return Promise.reject(new Error('already closed'));
          isClosed = true;
          return session.close();
        },
      };
    }),
  }),
  ...rule('refuses to run with SESSION_CLOSED once it is closed', {
    'runs after it was closed': faulty(() => ({ close: () => Promise.resolve() })),
    'calls a closed session RUN_FAILED': faultyRun((run, inputs, options) =>
      run(inputs, options).catch((error: unknown) => {
        if (!ModelMountError.is(error) || error.code !== 'SESSION_CLOSED') throw error;
        throw new ModelMountError('RUN_FAILED', 'the session handle is invalid');
      }),
    ),
  }),
];
