import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sliceRows } from '../../../src/core/tensor/tensor-rows.js';
import { Tensor } from '../../../src/core/tensor/tensor.js';
import { linear } from '../../../src/runtime/backends/linear/linear.js';
import { onnx } from '../../../src/runtime/backends/onnx/onnx.js';
import { batchSession } from '../../../src/runtime/batching/batch-session.js';
import { sessionChecks } from '../../../src/testing/check-session.js';
import { createFakeSession } from '../../../src/testing/fake-session.js';
import { X, openLinear } from '../backends/linear/open-linear.js';
import { FIXTURES, loadOnnx, readReference, referenceInputs } from '../backends/onnx/fixtures.js';

const LINEAR = { kind: 'ridge', coef: [[2, -1]], intercept: [0.5] };
const IRIS = path.join(FIXTURES, 'iris-logistic', 'model.onnx');
const iris = (): Map<string, Tensor> =>
  referenceInputs(readReference(path.join(FIXTURES, 'iris-logistic', 'reference.json')));

describe('a batched session keeps the session contract', () => {
  describe.each([
    {
      name: 'of a fake',
      backend: { name: 'fake', flags: { isSynchronous: false, packages: [] }, reference: undefined },
      open: () => Promise.resolve(batchSession(createFakeSession())),
      inputs: () =>
        X([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
    },
    {
      name: 'of a fake with a fixed batch',
      backend: { name: 'fake', flags: { isSynchronous: false, packages: [] }, reference: undefined },
      open: () =>
        Promise.resolve(
          batchSession(
            createFakeSession({
              signature: {
                inputs: [{ name: 'X', dtype: 'FP64', shape: [4, 2] }],
                outputs: [{ name: 'Y', dtype: 'FP64', shape: [4] }],
              },
              answer: (inputs) => {
                const data = inputs.get('X')?.data as Float64Array;
                return new Map([
                  [
                    'Y',
                    Tensor.of(
                      'FP64',
                      [4],
                      [0, 1, 2, 3].map((row) => data[2 * row]! - data[2 * row + 1]! ** 2),
                    ),
                  ],
                ]);
              },
            }),
          ),
        ),
      inputs: () =>
        X([
          [1, 2],
          [3, 4],
          [5, 6],
          [7, 8],
          [9, 10],
        ]),
    },
    {
      name: 'of a linear model',
      backend: linear(),
      open: async () => batchSession(await openLinear(LINEAR)),
      inputs: () =>
        X([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
    },
    {
      name: 'of an ONNX classifier',
      backend: onnx(),
      open: async () => batchSession(await loadOnnx(IRIS)),
      inputs: iris,
    },
  ])('$name', (subject) => {
    it.each(sessionChecks(subject))('$name', ({ run }) => run());
  });
});

describe('a real model', () => {
  it('answers 64 runs at once in few, each as it does alone', async () => {
    const alone = await loadOnnx(IRIS);
    const batched = batchSession(await loadOnnx(IRIS), { maxBatchSize: 32 });
    const [[name, rows] = ['', undefined]] = iris();
    const nRows = rows!.shape[0]!;
    const inputs = Array.from(
      { length: 64 },
      (_, i) => new Map([[name, sliceRows(rows!, i % nRows, (i % nRows) + 1)]]),
    );
    const answers = await Promise.all(inputs.map((tensors) => batched.run(tensors)));
    for (const [i, tensors] of inputs.entries()) {
      const expected = await alone.run(tensors);
      for (const [output, tensor] of expected) {
        const actual = answers[i]?.get(output);
        expect(actual?.shape).toEqual(tensor.shape);
        for (const [j, value] of tensor.toFlat().entries()) {
          if (typeof value === 'number') expect(actual?.toFlat()[j]).toBeCloseTo(value, 6);
          else expect(actual?.toFlat()[j]).toBe(value);
        }
      }
    }
    expect(batched.stats()).toMatchObject({ innerRuns: 2, innerRows: 64, queued: 0, running: 0 });
    await Promise.all([alone.close(), batched.close()]);
  });
});
