import { ModelMountError } from '../../src/core/errors.js';
import type { Session } from '../../src/core/session.js';
import type { TensorSpec } from '../../src/core/signature.js';
import { Tensor } from '../../src/core/tensor/tensor.js';
import type { SessionSubject } from '../../src/testing/session-subject.js';
import {
  answering,
  columnOf,
  faulty,
  faultyRun,
  rule,
  sound,
  SPEC,
  sumAndProduct,
  turn,
  type Fault,
} from './break-session.js';

const faultySignature = (inputs: readonly TensorSpec[]): SessionSubject =>
  faulty((session) => ({ signature: { ...session.signature, inputs } }));

const faultyInfo = (info: object): SessionSubject => faulty((session) => ({ info: { ...session.info, ...info } }));

const synchronous = (runSync: NonNullable<Session['runSync']>): SessionSubject => ({
  ...faulty(() => ({ runSync })),
  backend: { ...sound.backend, flags: { isSynchronous: true, packages: [] } },
});

/** Sessions that describe themselves wrongly or answer wrongly. */
export const ANSWER_FAULTS: readonly Fault[] = [
  ...rule('has a signature of unique names, known dtypes and shapes of whole lengths or -1', {
    'declares an input twice': faultySignature([SPEC, SPEC]),
    'declares an unknown dtype': faultySignature([{ ...SPEC, dtype: 'float' as 'FP32' }]),
    'declares an axis of length -2': faultySignature([{ ...SPEC, shape: [-2, 2] }]),
    'names one axis of two': faultySignature([{ ...SPEC, axes: ['batch'] }]),
    'declares no output': faulty((session) => ({ signature: { ...session.signature, outputs: [] } })),
  }),
  ...rule('tells its format, runtime, metadata, classifiers and feature names', {
    'has another format than its backend': faultyInfo({ format: 'other' }),
    'names no runtime': faultyInfo({ runtime: '' }),
    'has a classifier for an output that it does not have': faultyInfo({
      classifiers: [{ probabilities: 'P', labels: ['a', 'b'] }],
    }),
    'has a classifier without probabilities and labels': faultyInfo({ classifiers: [{ labels: ['a', 'b'] }] }),
    'has a classifier whose labels are in an output that it does not have': faultyInfo({
      classifiers: [{ label: 'chosen', labels: ['a', 'b'] }],
    }),
    'has a classifier whose scores are in an output that it does not have': faultyInfo({
      classifiers: [{ label: 'sum', scores: 'margins', labels: ['a', 'b'] }],
    }),
    'has a name for one column of two': faultyInfo({ featureNames: ['a'] }),
    'has one name for two columns': faultyInfo({ featureNames: ['a', 'a'] }),
    'has one class twice': faultyInfo({ classifiers: [{ probabilities: 'sum', labels: ['a', 'a'] }] }),
  }),
  ...rule('describes itself in plain data that can cross to another thread or into a file', {
    'has undefined in its metadata': faultyInfo({ metadata: { producer: undefined } }),
    'has a Map in its metadata': faultyInfo({ metadata: { entries: new Map([['a', 1]]) } }),
  }),
  ...rule('comes from a backend whose reference can be sent to another thread', {
    'comes from a backend with a function among its options': {
      ...sound,
      backend: { ...sound.backend, reference: { module: 'm', options: { log: turn as unknown as null } } },
    },
  }),
  ...rule('answers with every declared output, in its declared dtype and shape', {
    'answers another dtype than declared': answering((inputs) =>
      sumAndProduct(inputs).set('sum', new Tensor('FP32', [3], new Float32Array(3))),
    ),
    'answers another rank than declared': answering((inputs) =>
      sumAndProduct(inputs).set('sum', new Tensor('FP64', [3, 1], new Float64Array(3))),
    ),
    'leaves a declared output out': answering((inputs) => new Map([...sumAndProduct(inputs)].slice(0, 1))),
    'adds an undeclared output': answering((inputs) => sumAndProduct(inputs).set('more', columnOf([0]))),
  }),
  ...rule('gives the known answer', {
    'is off by one': answering((inputs) => {
      const sums = sumAndProduct(inputs).get('sum')!.toFlat() as number[];
      return sumAndProduct(inputs).set('sum', columnOf(sums.map((sum) => sum + 1)));
    }),
    'answers NaN': answering((inputs) => sumAndProduct(inputs).set('sum', columnOf([3, NaN, 11]))),
  }),
  ...rule('gives the same answer to the same input', {
    'answers with the number of the run': answering((inputs, runIndex) =>
      sumAndProduct(inputs).set('product', columnOf([runIndex, runIndex, runIndex])),
    ),
    'answers otherwise in runSync': synchronous(
      (inputs) =>
        new Map(
          [...sumAndProduct(inputs)].map(([name, { data }]) => [name, columnOf([...(data as Float64Array)].reverse())]),
        ),
    ),
  }),
  ...rule('answers with the outputs that are asked for, and no others', {
    'ignores outputs': faultyRun(async (run, inputs, options) => {
      await run(inputs, options);
      return run(inputs);
    }),
  }),
  ...rule('refuses an unknown output name with INVALID_ARGUMENT', {
    'answers nothing for an unknown output': faultyRun(async (run, inputs, { outputs, ...options } = {}) => {
      const all = await run(inputs, options);
      return new Map([...all].filter(([name]) => outputs?.includes(name) ?? true));
    }),
    'throws before run returns a promise': faulty((session) => ({
      run: (inputs, options) => {
        if (options?.outputs?.some((name) => name !== 'sum' && name !== 'product')) {
          throw new ModelMountError('INVALID_ARGUMENT', 'unknown output');
        }
        return session.run(inputs, options);
      },
    })),
  }),
  ...rule('has runSync where its backend is flagged synchronous, and only there', {
    'has runSync without the flag': faulty(() => ({ runSync: sumAndProduct })),
    'has the flag without runSync': {
      ...sound,
      backend: { ...sound.backend, flags: { isSynchronous: true, packages: [] } },
    },
  }),
  ...rule('answers a row alone as it does in a batch', {
    'centres its answers on their mean': answering((inputs) => {
      const sums = sumAndProduct(inputs).get('sum')!.toFlat() as number[];
      const mean = sums.reduce((a, b) => a + b, 0) / sums.length;
      const isKnown = sums.join() === '3,34,11';
      return sumAndProduct(inputs).set('product', columnOf(sums.map((sum) => (isKnown ? sum - mean : sum))));
    }),
    'drops the last row of a batch': answering((inputs) => {
      const products = sumAndProduct(inputs).get('product')!.toFlat() as number[];
      return sumAndProduct(inputs).set('product', columnOf(products.slice(0, Math.max(1, products.length - 1))));
    }),
  }),
  ...rule('answers no rows with no rows, or refuses them', {
    'answers no rows with one': answering((inputs) => {
      const outputs = sumAndProduct(inputs);
      return outputs.get('sum')!.shape[0] === 0 ? outputs.set('sum', columnOf([0])) : outputs;
    }),
    'fails on no rows with a bare TypeError': answering((inputs) => {
      if (inputs.get('X')!.shape[0] === 0) throw new TypeError('no first row');
      return sumAndProduct(inputs);
    }),
  }),
];
