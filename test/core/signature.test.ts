import { describe, expect, it } from 'vitest';
import { checkInputs, type Signature } from '../../src/core/signature.js';
import { Tensor } from '../../src/core/tensor.js';

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
