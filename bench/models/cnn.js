import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import { ELEMENT, node, onnxFile } from './onnx-file.js';

const N_FILTERS = 64;
const N_CLASSES = 10;

/**
 * A convolutional network of residual blocks with seeded weights, of as many blocks as take about `targetMs` a row on
 * one thread of this machine. It has not been trained: what it answers means nothing, what it costs does.
 *
 * @param options.channels, options.size, options.stride - The input is `[N, channels, size, size]`; the first convolution
 *   has this stride, the blocks work at `size / stride`.
 * @returns The file, its input's shape without the first axis, and how long a row takes, ms.
 */
export async function writeCnn(folder, { targetMs, channels, size, stride }) {
  const shape = [channels, size, size];
  const file = path.join(folder, 'cnn.onnx');
  const time = async (nBlocks) => {
    writeFileSync(file, cnn({ nBlocks, channels, size, stride }));
    return timeRow(file, shape);
  };
  const [few, many] = [await time(1), await time(9)];
  const perBlock = (many - few) / 8;
  const nBlocks = Math.max(1, Math.round(1 + (targetMs - few) / perBlock));
  return { file, shape, nBlocks, rowMs: await time(nBlocks) };
}

/** Pixels from 0 to 1, the same for the same seed. */
export function image(shape, seed) {
  const random = mulberry32(seed);
  return Float32Array.from({ length: shape.reduce((product, length) => product * length) }, random);
}

function cnn({ nBlocks, channels, size, stride }) {
  const random = mulberry32(1);
  const initializers = {};
  // He initialisation, scaled down in the blocks: what is added up does not grow beyond what floats hold.
  const weights = (name, dims, gain = 1) => {
    const fanIn = dims.slice(1).reduce((product, length) => product * length);
    const limit = gain * Math.sqrt(6 / fanIn);
    const length = fanIn * dims[0];
    initializers[name] = { dims, data: Float32Array.from({ length }, () => (2 * random() - 1) * limit) };
    return name;
  };
  const convolution = (name, { input, from, step, gain }) => {
    const kernel = weights(`${name}.weight`, [N_FILTERS, from, 3, 3], gain);
    const attributes = { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [step, step] };
    return [
      node('Conv', { inputs: [input, kernel], outputs: [`${name}.conv`], attributes }),
      node('Relu', { inputs: [`${name}.conv`], outputs: [name] }),
    ];
  };
  const nodes = convolution('stem', { input: 'image', from: channels, step: stride, gain: 1 });
  let last = 'stem';
  for (let k = 0; k < nBlocks; k++) {
    nodes.push(...convolution(`block${k}`, { input: last, from: N_FILTERS, step: 1, gain: 0.3 }));
    nodes.push(node('Add', { inputs: [last, `block${k}`], outputs: [`sum${k}`] }));
    last = `sum${k}`;
  }
  nodes.push(
    node('GlobalAveragePool', { inputs: [last], outputs: ['pooled'] }),
    node('Flatten', { inputs: ['pooled'], outputs: ['flat'] }),
    node('MatMul', { inputs: ['flat', weights('head.weight', [N_FILTERS, N_CLASSES])], outputs: ['logits'] }),
  );
  return onnxFile({
    nodes,
    inputs: { image: [ELEMENT.FLOAT, ['N', channels, size, size]] },
    outputs: { logits: [ELEMENT.FLOAT, ['N', N_CLASSES]] },
    initializers,
  });
}

async function timeRow(file, shape) {
  const session = await ort.InferenceSession.create(file, { intraOpNumThreads: 1 });
  const feeds = { image: new ort.Tensor('float32', image(shape, 1), [1, ...shape]) };
  let best = Infinity;
  // The fastest of some: what else runs on the machine only ever adds.
  for (let i = 0; i < 15; i++) {
    const start = performance.now();
    await session.run(feeds);
    best = Math.min(best, performance.now() - start);
  }
  await session.release();
  return best;
}

/** A small seeded generator (Tommy Ettinger's mulberry32), uniform on [0, 1). */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
