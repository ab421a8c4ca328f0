import { describe, expect, it } from 'vitest';
import fc from '../helpers/fast-check.js';
import { checkInputs, fitsInputs, type Signature, type TensorSpec } from '../../src/core/signature.js';
import { Tensor } from '../../src/core/tensor/tensor.js';

const signature: Signature = {
  inputs: [
    { name: 'ids', dtype: 'INT64', shape: [-1, -1], axes: ['batch', 'sequence'] },
    { name: 'mask', dtype: 'FP32', shape: [-1, -1], axes: ['batch', 'sequence'] },
  ],
  outputs: [],
};
const ids = Tensor.of('INT64', [2, 3], [1, 2, 3, 4, 5, 6]);

describe('checkInputs', () => {
  it('finds nothing wrong with inputs that fit', () => {
    const mask = new Tensor('FP32', [2, 3], new Float32Array(6));
    expect(
      checkInputs(
        signature,
        new Map([
          ['ids', ids],
          ['mask', mask],
        ]),
      ),
    ).toEqual([]);
  });

  it('reports every fault at once, each under its input', () => {
    const issues = checkInputs(
      signature,
      new Map([
        ['ids', Tensor.of('FP32', [1], [1])],
        ['a/b', ids],
      ]),
    );
    expect(issues.map(({ path, code }) => [path, code])).toEqual([
      ['/a~1b', 'unexpected'],
      ['/ids', 'type'],
      ['/mask', 'missing'],
    ]);
  });

  it('reports a rank or length that does not fit', () => {
    const [issue] = checkInputs(
      signature,
      new Map([
        ['ids', Tensor.of('INT64', [1], [1])],
        ['mask', new Tensor('FP32', [0, 0], new Float32Array())],
      ]),
    );
    expect(issue).toEqual({ path: '/ids', code: 'shape', message: 'expected shape [?, ?], got [1]' });
  });

  it('reports axes of one name that differ in length', () => {
    const mask = new Tensor('FP32', [2, 4], new Float32Array(8));
    expect(
      checkInputs(
        signature,
        new Map([
          ['ids', ids],
          ['mask', mask],
        ]),
      ),
    ).toEqual([{ path: '/mask', code: 'shape', message: 'axis 1 ("sequence") has length 4, but 3 in input "ids"' }]);
  });
});

describe('fitsInputs', () => {
  it('says by definition whether inputs fit, and checkInputs has a fault to tell where they do not', () => {
    const axis = fc.tuple(fc.constantFrom(-1, -1, 1, 2), fc.constantFrom('', 'a', 'b'));
    const spec = fc.record({
      dtype: fc.constantFrom('FP32' as const, 'FP64' as const),
      axes: fc.array(axis, { maxLength: 3 }),
      isNamed: fc.boolean(),
    });
    const specs = fc.array(spec, { minLength: 1, maxLength: 3 });
    const change = fc.constantFrom('none', 'none', 'none', 'drop', 'add', 'dtype', 'rank');
    const lengths = fc.array(fc.constantFrom(1, 2, 2, 2), { minLength: 9, maxLength: 9 });
    let nFitting = 0;
    fc.assert(
      fc.property(specs, lengths, change, (all, given, what) => {
        const inputs: TensorSpec[] = all.map(({ dtype, axes, isNamed }, i) => ({
          name: `i${i}`,
          dtype,
          shape: axes.map(([length]) => length),
          ...(isNamed && { axes: axes.map(([, name]) => name) }),
        }));
        const shapes = inputs.map(({ shape }, i) => shape.map((_length, k) => given[3 * i + k]!));
        const tensors = new Map(
          inputs.map(({ name, dtype }, i) => {
            const shape = what === 'rank' && i === 0 ? [...shapes[i]!, 1] : shapes[i]!;
            const values = new Array<number>(shape.reduce((a, b) => a * b, 1)).fill(0);
            return [name, Tensor.of(what === 'dtype' && i === 0 ? 'INT8' : dtype, shape, values)] as const;
          }),
        );
        if (what === 'drop') tensors.delete('i0');
        if (what === 'add') tensors.set('more', Tensor.of('INT8', [], [0]));
        const byAxis = new Map<string, Set<number>>();
        for (const [i, { shape, axes = [] }] of inputs.entries()) {
          for (const [k, name] of axes.entries()) {
            if (name === '' || shape[k] !== -1) continue;
            byAxis.set(name, (byAxis.get(name) ?? new Set()).add(shapes[i]![k]!));
          }
        }
        const hasLengths = inputs.every(({ shape }, i) => shape.every((n, k) => n === -1 || n === shapes[i]![k]));
        const expected = what === 'none' && hasLengths && [...byAxis.values()].every(({ size }) => size === 1);
        nFitting += Number(expected);
        const found = { inputs, outputs: [] };
        expect(fitsInputs(found, tensors)).toBe(expected);
        expect(checkInputs(found, tensors).length > 0).toBe(!expected);
      }),
      { numRuns: 1000 },
    );
    expect(nFitting).toBeGreaterThan(50);
  });
});
