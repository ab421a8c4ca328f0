import { errorFromIssues } from '../../../core/errors.js';
import { MAX_ISSUES, type Issue } from '../../../core/issue.js';
import type { Signature } from '../../../core/signature.js';
import { Tensor } from '../../../core/tensor/tensor.js';
import type { ImagePreprocessing } from '../../description.js';
import { resolveImagePlan, type ImagePlan } from './image-plan.js';
import { IMAGE_ROW_SCHEMA, readImageRow } from './image-row.js';
import { resizeImage, type Pixels } from './resize-image.js';
import type { InputStage } from '../input-stage.js';

/**
 * Rows of decoded pixels for an image model: channels matched, resized, scaled, normalised, laid out.
 *
 * @throws {ModelMountError} `INVALID_MANIFEST` if the declaration does not fit the model's input.
 */
export function imageInput(signature: Signature, preprocessing: ImagePreprocessing): InputStage {
  const plan = resolveImagePlan(signature, preprocessing);
  return {
    // The tensor door takes what the model file takes: clients that send tensors have prepared them.
    inputs: signature.inputs,
    features: [],
    rowSchema: IMAGE_ROW_SCHEMA,
    fromTensors: (tensors) => tensors,
    fromRows: (rows) => {
      const issues: Issue[] = [];
      const images = rows.map((row, i) => readImageRow(row, i, issues));
      if (issues.length > 0) {
        throw errorFromIssues('INVALID_INPUT', 'the rows are not images', issues.slice(0, MAX_ISSUES));
      }
      const size = plan.height * plan.width * plan.channels;
      const data = new Float32Array(rows.length * size);
      images.forEach((image, i) => {
        if (image !== undefined) writeImage(image, plan, data.subarray(i * size, (i + 1) * size));
      });
      const { height, width, channels } = plan;
      const shape = plan.layout === 'NCHW' ? [channels, height, width] : [height, width, channels];
      return new Map([[plan.spec.name, new Tensor('FP32', [rows.length, ...shape], data)]]);
    },
  };
}

function writeImage(image: Pixels, plan: ImagePlan, into: Float32Array): void {
  const { channels, layout, scale, mean, std } = plan;
  const { data } = resizeImage(matchChannels(image, channels), plan);
  const area = plan.height * plan.width;
  for (let c = 0; c < channels; c++) {
    const offset = mean[c] as number;
    const divisor = std[c] as number;
    for (let p = 0; p < area; p++) {
      const value = ((data[p * channels + c] as number) * scale - offset) / divisor;
      into[layout === 'NCHW' ? c * area + p : p * channels + c] = value;
    }
  }
}

/** The image with the model's channels: grey is repeated, colour becomes grey by luma, alpha is dropped or made opaque. */
function matchChannels(image: Pixels, channels: number): Pixels {
  if (image.channels === channels) return image;
  const area = image.height * image.width;
  const data = new Float32Array(area * channels).fill(255);
  for (let p = 0; p < area; p++) {
    const [red = 0, green = red, blue = red] = [0, 1, 2]
      .slice(0, image.channels)
      .map((c) => image.data[p * image.channels + c]);
    // Weights of ITU-R BT.601, as image libraries turn colour to grey.
    const colours = channels === 1 ? [0.299 * red + 0.587 * green + 0.114 * blue] : [red, green, blue];
    data.set(colours, p * channels);
  }
  return { ...image, channels, data };
}
