import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Signature } from '../../src/core/signature.js';
import type { ImagePreprocessing } from '../../src/model/description.js';
import { imageInput } from '../../src/model/input/image/image-input.js';
import { resizeImage, type Pixels } from '../../src/model/input/image/resize-image.js';
import { loadModel } from '../../src/model/load-model.js';
import { codeOf } from '../helpers/code-of.js';
import { FIXTURES, largestDifference, readReference, rowsOf } from '../helpers/reference.js';

interface ResizeReference {
  readonly image: Pixels;
  readonly cases: readonly { height: number; width: number; bilinear: number[]; nearest: number[] }[];
}

const reference = JSON.parse(readFileSync(path.join(FIXTURES, 'images/resize.json'), 'utf8')) as ResizeReference;

function signature(...shape: number[]): Signature {
  return { inputs: [{ name: 'image', dtype: 'FP32', shape }], outputs: [] };
}

function convert(shape: number[], preprocessing: Omit<ImagePreprocessing, 'kind'>, ...rows: unknown[]) {
  const layout = shape[1] === 3 ? 'NCHW' : 'NHWC';
  const stage = imageInput(signature(...shape), { kind: 'image', layout, ...preprocessing });
  return stage.fromRows(rows).get('image')!;
}

describe('resizeImage', () => {
  // Reference: OpenCV's INTER_LINEAR and Pillow's NEAREST; versions in test/fixtures/images/resize.json.
  it.each(reference.cases)(
    'agrees with OpenCV and Pillow at $height × $width',
    ({ height, width, bilinear, nearest }) => {
      const linear = resizeImage(reference.image, { height, width, method: 'bilinear' });
      // OpenCV computes in float32: half a unit in the last place of 255 is 7.6e-6, a few add up.
      expect(largestDifference(Array.from(linear.data), bilinear)).toBeLessThan(1e-4);
      const taken = resizeImage(reference.image, { height, width, method: 'nearest' });
      expect(Array.from(taken.data)).toEqual(nearest);
    },
  );
});

describe('imageInput', () => {
  const image = { height: 1, width: 2, channels: 3, data: Uint8Array.of(0, 51, 102, 153, 204, 255) };

  it('lays channels out first or last', () => {
    expect(convert([-1, 1, 2, 3], {}, image).toNested()).toEqual([
      [
        [
          [0, 51, 102],
          [153, 204, 255],
        ],
      ],
    ]);
    expect(convert([-1, 3, 1, 2], {}, image).toNested()).toEqual([[[[0, 153]], [[51, 204]], [[102, 255]]]]);
  });

  it('scales, subtracts the mean and divides by the deviation, per channel', () => {
    const tensor = convert([-1, 1, 2, 3], { scale: 1 / 255, mean: [0, 0.2, 0.4], std: [1, 2, 0.5] }, image);
    const expected = [0, 0, 0, 0.6, 0.3, 1.2];
    expect(largestDifference(tensor.toFlat() as number[], expected)).toBeLessThan(1e-7);
  });

  it('turns colour to grey, repeats grey, and drops alpha', () => {
    const grey = convert([-1, 1, 2, 1], {}, image).toFlat() as number[];
    // ITU-R BT.601 luma: 0.299 R + 0.587 G + 0.114 B.
    expect(largestDifference(grey, [41.565, 194.565])).toBeLessThan(1e-4);
    expect(convert([-1, 1, 1, 3], {}, { height: 1, width: 1, channels: 1, data: [7] }).toFlat()).toEqual([7, 7, 7]);
    expect(convert([-1, 1, 1, 3], {}, { height: 1, width: 1, channels: 4, data: [1, 2, 3, 4] }).toFlat()).toEqual([
      1, 2, 3,
    ]);
  });

  it('takes bytes, base64 and arrays of numbers, several images of different sizes at once', () => {
    const base64 = { ...image, data: Buffer.from(image.data).toString('base64') };
    const list = { ...image, data: [...image.data] };
    const wide = { height: 2, width: 2, channels: 3, data: new Uint8Array(12).fill(9) };
    const tensor = convert([-1, 1, 2, 3], {}, image, base64, list, wide);
    expect(tensor.shape).toEqual([4, 1, 2, 3]);
    const [a, b, c, d] = tensor.toNested() as unknown as unknown[];
    expect([b, c]).toEqual([a, a]);
    expect(d).toEqual([
      [
        [9, 9, 9],
        [9, 9, 9],
      ],
    ]);
  });

  it('reports every fault of every row at its place', () => {
    const stage = imageInput(signature(-1, 5, 2, 3), { kind: 'image' });
    const rows = [
      7,
      { height: 0, width: 2, channels: 2, data: '?', size: 1 },
      { height: 1, width: 2, channels: 3 },
      { height: 1, width: 2, channels: 3, data: [1, 2, 3, 4, 5] },
      { height: 1, width: 1, channels: 3, data: [1, 2, 256] },
      { height: 100_000, width: 100_000, channels: 3, data: [] },
    ];
    let issues: readonly { path: string; code: string }[] = [];
    try {
      stage.fromRows(rows);
    } catch (error) {
      issues = (error as { issues: typeof issues }).issues;
    }
    expect(issues.map((issue) => [issue.path, issue.code])).toEqual([
      ['/0', 'type'],
      ['/1/size', 'unexpected'],
      ['/1/height', 'type'],
      ['/1/channels', 'value'],
      ['/2/data', 'missing'],
      ['/3/data', 'shape'],
      ['/4/data', 'range'],
      ['/5', 'range'],
    ]);
  });

  it.each([
    ['an input of two axes', [-1, 4], {}],
    ['a layout that is not clear', [-1, -1, -1, -1], {}],
    ['a size that is neither declared nor in the model', [-1, 3, -1, -1], {}],
    ['a size that contradicts the model', [-1, 3, 8, 8], { resize: { height: 9, width: 8 } }],
    ['a mean for other channels', [-1, 3, 8, 8], { mean: [1, 2] }],
    ['a deviation of 0', [-1, 3, 8, 8], { std: 0 }],
  ])('refuses %s', (_what, shape, preprocessing) => {
    expect(codeOf(() => imageInput(signature(...shape), { kind: 'image', ...preprocessing }))).toBe('INVALID_MANIFEST');
  });
});

describe('an image classifier', () => {
  // Expected labels: the argmax of the Python original's scores in each reference.json.
  it.each([
    ['digits-cnn-torch', 'logits', 'softmax'],
    ['keras-digits-layers', undefined, 'none'],
  ] as const)('answers decoded pixels with labels: %s', async (name, scores, activation) => {
    const { inputs, outputs } = readReference(name);
    const labels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const model = await loadModel(path.join(FIXTURES, name), {
      preprocessing: { kind: 'image', scale: 1 / 255 },
      postprocessing: { kind: 'classification', activation, labels, topK: 2, ...(scores && { scores }) },
    });
    // The fixtures hold grey values 0..1 in sixteenths; 255 of them per unit are whole numbers only roughly.
    const rows = (rowsOf(Object.values(inputs)[0]!) as number[][]).map((pixels) => ({
      height: 8,
      width: 8,
      channels: 1,
      data: Uint8Array.from(pixels.flat(3), (value) => Math.round(value * 255)),
    }));
    const predictions = (await model.predict(rows)) as { label: number; top: { label: number }[] }[];
    const expected = (rowsOf(Object.values(outputs)[0]!) as number[][]).map((row) => row.indexOf(Math.max(...row)));
    expect(predictions.map((prediction) => prediction.label)).toEqual(expected);
    expect(predictions.map((prediction) => prediction.top[0]!.label)).toEqual(expected);
    expect(predictions[0]!.top).toHaveLength(2);
    await model.close();
  });
});
