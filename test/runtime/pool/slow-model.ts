import { Tensor } from '../../../src/core/tensor/tensor.js';
import { ELEMENT, graph, graphAttribute, initializer, model, node, tensor } from '../backends/onnx/build-model.js';

const SIZE = 64;

/**
 * A model whose input `n` says how often it multiplies its input `x` with the identity: it takes as long as is asked
 * for, in one call of the runtime, and answers `y = x`.
 */
export function slowModel(): Uint8Array {
  const identity = Float32Array.from({ length: SIZE * SIZE }, (_, i) => (i % (SIZE + 1) === 0 ? 1 : 0));
  const body = graph({
    nodes: [
      node({ op: 'MatMul', inputs: ['state', 'identity'], outputs: ['next'] }),
      node({ op: 'Identity', inputs: ['goOn'], outputs: ['goOnStill'] }),
    ],
    inputs: [tensor('i', ELEMENT.INT64, []), tensor('goOn', BOOL, []), tensor('state', ELEMENT.FLOAT, [SIZE, SIZE])],
    outputs: [tensor('goOnStill', BOOL, []), tensor('next', ELEMENT.FLOAT, [SIZE, SIZE])],
  });
  return model({
    nodes: [node({ op: 'Loop', inputs: ['n', '', 'x'], outputs: ['y'], attributes: [graphAttribute('body', body)] })],
    inputs: [tensor('n', ELEMENT.INT64, []), tensor('x', ELEMENT.FLOAT, [SIZE, SIZE])],
    outputs: [tensor('y', ELEMENT.FLOAT, [SIZE, SIZE])],
    initializers: [
      initializer({
        name: 'identity',
        elementType: ELEMENT.FLOAT,
        dims: [SIZE, SIZE],
        raw: new Uint8Array(identity.buffer),
      }),
    ],
  });
}

const BOOL = 9;

/** More than any machine finishes. */
export const FOREVER = 2n ** 60n;

/** Inputs of the slow model; `mark` is what `y` is filled with. */
export function slowInputs(n: bigint, mark = 1): Map<string, Tensor> {
  return new Map([
    ['n', new Tensor('INT64', [], BigInt64Array.of(n))],
    ['x', new Tensor('FP32', [SIZE, SIZE], new Float32Array(SIZE * SIZE).fill(mark))],
  ]);
}

/**
 * A model that takes about a tenth of a second to load for each of its steps: the runtime multiplies its large
 * constants beforehand. `y = x + 0`.
 */
export function slowToLoadModel(nSteps = 10): Uint8Array {
  const size = 1024;
  const steps = Array.from({ length: nSteps }, (_, i) =>
    node({ op: 'MatMul', inputs: [`c${i}`, `c${i}`], outputs: [`c${i + 1}`] }),
  );
  return model({
    nodes: [...steps, node({ op: 'Add', inputs: ['x', `c${nSteps}`], outputs: ['y'] })],
    inputs: [tensor('x', ELEMENT.FLOAT, [size, size])],
    outputs: [tensor('y', ELEMENT.FLOAT, [size, size])],
    initializers: [
      initializer({ name: 'c0', elementType: ELEMENT.FLOAT, dims: [size, size], raw: new Uint8Array(4 * size * size) }),
    ],
  });
}
