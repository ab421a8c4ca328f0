import { Tensor } from '../../src/core/tensor/tensor.js';
import { createFakeSession, type FakeSessionOptions } from '../../src/testing/fake-session.js';
import type { SessionSubject } from '../../src/testing/session-subject.js';

/** Rows of the two features of the fake session's default signature. */
export const X = (values: readonly number[]): Map<string, Tensor> =>
  new Map([['X', Tensor.of('FP64', [values.length / 2, 2], values)]]);

export function fakeSubject(options: FakeSessionOptions = {}): SessionSubject {
  return {
    name: 'fake',
    backend: {
      name: 'fake',
      flags: { isSynchronous: options.isSynchronous ?? false, packages: [] },
      reference: undefined,
    },
    open: () => Promise.resolve(createFakeSession(options)),
    inputs: () => X([1, 2, 30, 4, 5, 6]),
    ...(options.answer === undefined && { outputs: new Map([['Y', Tensor.of('FP64', [3], [3, 34, 11])]]) }),
  };
}

/** A fake that repeats each of two words: text, a tensor of rank 0, and no batch axis. */
export const wordsOptions = (): FakeSessionOptions => ({
  signature: {
    inputs: [
      { name: 'word', dtype: 'BYTES', shape: [2] },
      { name: 'times', dtype: 'INT64', shape: [] },
    ],
    outputs: [
      { name: 'words', dtype: 'BYTES', shape: [2] },
      { name: 'lengths', dtype: 'INT32', shape: [2] },
    ],
  },
  answer: async (inputs) => {
    const times = Number(inputs.get('times')!.toFlat()[0]);
    const words = inputs
      .get('word')!
      .toFlat()
      .map((word) => String(word).repeat(times));
    await new Promise((resolve) => setImmediate(resolve));
    return new Map([
      ['words', Tensor.of('BYTES', [2], words)],
      [
        'lengths',
        Tensor.of(
          'INT32',
          [2],
          words.map((word) => word.length),
        ),
      ],
    ]);
  },
});
