import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Signature } from '../../../src/core/signature.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { checkBatchSafety } from '../../../src/runtime/batching/batch-safety.js';
import { createFakeSession, type FakeSession } from '../../../src/testing/fake-session.js';
import { openLinear } from '../backends/linear/open-linear.js';
import { FIXTURES, loadOnnx, readReference, referenceInputs } from '../backends/onnx/fixtures.js';
import { rows } from './scripted.js';

type Answer = (values: number[], runIndex: number) => number[];

/** A session that answers the first column of `rows(…)` by a function of all of it. */
function session(answer: Answer, batch = -1): FakeSession {
  const signature: Signature = {
    inputs: [{ name: 'X', dtype: 'FP64', shape: [batch, 2] }],
    outputs: [{ name: 'Y', dtype: 'FP64', shape: [batch] }],
  };
  return createFakeSession({
    signature,
    answer: (inputs, runIndex) => {
      const values = (inputs.get('X')!.toFlat() as number[]).filter((_, i) => i % 2 === 0);
      const answered = answer(values, runIndex);
      return new Map([['Y', Tensor.of('FP64', [answered.length], answered)]]);
    },
  });
}

const INPUTS = rows(1, 2, 5, 11);

describe('checkBatchSafety', () => {
  it('finds a model safe that answers row by row, and says that it does so bit for bit', async () => {
    const subject = session((values) => values.map((value) => value * 0.1));
    expect(await checkBatchSafety(subject, INPUTS)).toEqual({
      isSafe: true,
      isExact: true,
      reason: '4 rows together are answered as each alone, bit for bit',
    });
    expect(subject.runs).toHaveLength(5);
  });

  it('finds it safe but not exact within the tolerance', async () => {
    const subject = session((values) => values.map((value) => value * (1 + 1e-7 * values.length)));
    expect(await checkBatchSafety(subject, INPUTS)).toMatchObject({ isSafe: true, isExact: false });
    const strict = await checkBatchSafety(subject, INPUTS, { tolerance: 1e-9 });
    expect(strict).toMatchObject({ isSafe: false, reason: expect.stringMatching(/element 0 of "Y" differs/) });
  });

  it.each<[string, Answer]>([
    [
      'normalises over the batch',
      (values) => values.map((value) => value - values.reduce((a, b) => a + b) / values.length),
    ],
    ['looks at the row before', (values) => values.map((value, i) => value + (values[i - 1] ?? 0))],
    ['answers in another order', (values) => [...values].sort((a, b) => b - a)],
    ['draws new numbers in each run', (values, runIndex) => values.map((value) => value + runIndex)],
    ['answers a batch with one row', (values) => values.slice(0, 1)],
    ['answers NaN in a batch', (values) => values.map((value) => (values.length > 1 ? Number.NaN : value))],
  ])('finds a model unsafe that %s', async (_, answer) => {
    const lenient = session((values, runIndex) =>
      answer(values, runIndex).map((value) => (Number.isNaN(value) ? -1 : value)),
    );
    expect(await checkBatchSafety(lenient, INPUTS)).toMatchObject({ isSafe: false, isExact: false });
  });

  it('fills up a fixed batch, and finds out rows that look at those that fill it', async () => {
    expect(
      await checkBatchSafety(
        session((values) => values.map(Math.sqrt), 8),
        INPUTS,
      ),
    ).toMatchObject({ isSafe: true });
    const sums: Answer = (values) => values.map(() => values.reduce((a, b) => a + b));
    expect(await checkBatchSafety(session(sums, 8), INPUTS)).toMatchObject({ isSafe: false });
    expect(
      await checkBatchSafety(
        session((values) => values, 1),
        INPUTS,
      ),
    ).toMatchObject({
      isSafe: false,
      reason: 'the model takes one row at a time',
    });
  });

  it('cannot tell from rows that are all the same', async () => {
    const subject = session((values) => values);
    for (const inputs of [rows(), rows(3), rows(3, 3, 3)]) {
      expect(await checkBatchSafety(subject, inputs)).toMatchObject({
        isSafe: false,
        reason: 'there are no two different example rows to try it with',
      });
    }
    expect(subject.runs).toHaveLength(0);
  });

  it('says which tensor has no batch axis', async () => {
    const spec = (name: string, shape: number[], axes?: string[]): Signature['inputs'][number] => ({
      name,
      dtype: 'FP64',
      shape,
      ...(axes && { axes }),
    });
    const reasonOf = async (signature: Signature): Promise<string> =>
      (await checkBatchSafety(createFakeSession({ signature, answer: () => new Map() }), INPUTS)).reason;
    expect(await reasonOf({ inputs: [spec('X', [-1])], outputs: [spec('n', [])] })).toContain('output "n"');
    expect(await reasonOf({ inputs: [spec('X', [-1]), spec('k', [3])], outputs: [spec('Y', [-1])] })).toContain(
      'input "k"',
    );
    expect(await reasonOf({ inputs: [spec('k', [])], outputs: [spec('Y', [-1])] })).toContain('input "k"');
    expect(await reasonOf({ inputs: [spec('X', [4])], outputs: [spec('Y', [3])] })).toContain('output "Y"');
    expect(await reasonOf({ inputs: [], outputs: [spec('Y', [-1])] })).toBe('the model has no input');
    expect(await reasonOf({ inputs: [spec('A', [-1, -1], ['N', 'N'])], outputs: [spec('Y', [-1])] })).toBe(
      'the first axis "N" is another axis of input "A" as well',
    );
    expect(
      await reasonOf({ inputs: [spec('A', [-1], ['N']), spec('B', [-1], ['M'])], outputs: [spec('Y', [-1])] }),
    ).toBe('the first axes of the inputs have different names: "N" and "M"');
  });

  it('finds a model unsafe that fails in a batch, and passes on that it is closed or aborted', async () => {
    const failing = session((values) => {
      if (values.length > 1) throw new Error('only one');
      return values;
    });
    expect(await checkBatchSafety(failing, INPUTS)).toMatchObject({
      isSafe: false,
      reason: 'trying it failed: only one',
    });
    const subject = session((values) => values);
    await expect(checkBatchSafety(subject, INPUTS, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    await subject.close();
    await expect(checkBatchSafety(subject, INPUTS)).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
  });

  it.each([[Number.NaN], [-1], [Infinity]])('refuses the tolerance %d', async (tolerance) => {
    await expect(
      checkBatchSafety(
        session((values) => values),
        INPUTS,
        { tolerance },
      ),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('finds real models safe: a linear one, an ONNX classifier, a convolutional network', async () => {
    const linear = await openLinear({ kind: 'ridge', coef: [[2, -1]], intercept: [0.5] });
    expect(await checkBatchSafety(linear, INPUTS)).toMatchObject({ isSafe: true, isExact: true });
    for (const name of ['iris-logistic', 'wine-mixed-pipeline', 'digits-cnn-torch']) {
      const folder = path.join(FIXTURES, name);
      const model = await loadOnnx(path.join(folder, 'model.onnx'));
      const inputs = referenceInputs(readReference(path.join(folder, 'reference.json')));
      expect([name, await checkBatchSafety(model, inputs)]).toEqual([name, expect.objectContaining({ isSafe: true })]);
      await model.close();
    }
  });
});
