import { describe, expect, it } from 'vitest';
import { ModelMountError } from '../../src/core/errors.js';
import { Tensor } from '../../src/core/tensor/tensor.js';
import { sessionChecks } from '../../src/testing/check-session.js';
import { createFakeSession } from '../../src/testing/fake-session.js';
import { fakeSubject, wordsOptions, X } from './subjects.js';

describe('a fake session keeps the session contract', () => {
  for (const check of sessionChecks(fakeSubject())) it(check.name, check.run);
});

describe('a synchronous fake session keeps the session contract', () => {
  for (const check of sessionChecks(fakeSubject({ isSynchronous: true }))) it(check.name, check.run);
});

describe('a fake session of text and integers with a fixed batch keeps the session contract', () => {
  const inputs = (first: string) =>
    new Map([
      ['word', Tensor.of('BYTES', [2], [first, 'bb'])],
      ['times', Tensor.of('INT64', [], [3])],
    ]);
  const subject = {
    ...fakeSubject(wordsOptions()),
    inputs: () => inputs('a'),
    otherInputs: () => inputs('ccc'),
    outputs: new Map([['words', Tensor.of('BYTES', [2], ['aaa', 'bbbbbb'])]]),
  };
  for (const check of sessionChecks(subject)) it(check.name, check.run);
});

describe('createFakeSession', () => {
  it('sums the rows unless it is told what to answer', async () => {
    const outputs = await createFakeSession().run(X([1, 2, 3, 4]));
    expect(outputs.get('Y')?.toNested()).toEqual([3, 7]);
  });

  it('lets a test decide when a run ends and how it fails', async () => {
    let reject: (error: Error) => void = () => undefined;
    const session = createFakeSession({ answer: () => new Promise((_, fail) => (reject = fail)) });
    const running = session.run(X([1, 2]));
    const closing = session.close();
    reject(new ModelMountError('RUN_FAILED', 'as the script says'));
    await expect(running).rejects.toMatchObject({ code: 'RUN_FAILED' });
    await closing;
    expect(session.isClosed).toBe(true);
  });

  it('remembers the inputs of the runs that were not refused, and numbers them', async () => {
    const indices: number[] = [];
    const session = createFakeSession({
      answer: (_, runIndex) => {
        indices.push(runIndex);
        return new Map([['Y', Tensor.of('FP64', [1], [0])]]);
      },
    });
    await session.run(X([1, 2]));
    await session.run(new Map()).catch(() => undefined);
    await session.run(X([3, 4]));
    expect(session.runs.map((inputs) => inputs.get('X')?.toFlat())).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(indices).toEqual([0, 1]);
  });

  it('refuses runSync with an answer that is a promise', () => {
    const session = createFakeSession({ isSynchronous: true, answer: () => Promise.resolve(new Map()) });
    expect(() => session.runSync?.(X([1, 2]))).toThrow(expect.objectContaining({ code: 'NOT_SYNCHRONOUS' }));
  });

  it('refuses an unknown option, and a signature without an answer', () => {
    expect(() => createFakeSession({ anser: () => new Map() } as object)).toThrow(/unknown option "anser"/);
    expect(() => createFakeSession({ signature: { inputs: [], outputs: [] } })).toThrow(/needs an answer/);
  });
});
