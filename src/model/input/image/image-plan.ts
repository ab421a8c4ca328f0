import { ModelMountError } from '../../../core/errors.js';
import { showShape } from '../../../core/tensor/shape.js';
import type { Signature, TensorSpec } from '../../../core/signature.js';
import type { ImagePreprocessing } from '../../description.js';

/** What an image becomes: the geometry and arithmetic that the model was trained with, resolved. */
export interface ImagePlan {
  readonly spec: TensorSpec;
  readonly layout: 'NCHW' | 'NHWC';
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly method: 'bilinear' | 'nearest';
  readonly scale: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/**
 * A declaration of image preprocessing with everything filled in from the model's input.
 *
 * @throws {ModelMountError} `INVALID_MANIFEST` if the two do not fit.
 */
export function resolveImagePlan({ inputs }: Signature, options: ImagePreprocessing): ImagePlan {
  const [spec] = inputs;
  if (inputs.length !== 1 || spec === undefined || spec.shape.length !== 4 || spec.dtype !== 'FP32') {
    const found = inputs.map((input) => `${input.name} ${input.dtype} ${showShape(input.shape)}`).join(', ');
    throw new ModelMountError(
      'INVALID_MANIFEST',
      `image preprocessing needs a model with one FP32 input of four axes; this one has ${found}`,
    );
  }
  const [, a = -1, , c = -1] = spec.shape;
  const isFirst = [1, 3, 4].includes(a);
  const isLast = [1, 3, 4].includes(c);
  const layout = options.layout ?? (isFirst === isLast ? undefined : isFirst ? 'NCHW' : 'NHWC');
  if (layout === undefined) {
    throw new ModelMountError(
      'INVALID_MANIFEST',
      `the layout of input "${spec.name}" ${showShape(spec.shape)} is not clear; declare "layout": "NCHW" or "NHWC"`,
    );
  }
  const [channelAxis, heightAxis, widthAxis] = layout === 'NCHW' ? [1, 2, 3] : [3, 1, 2];
  const length = (axis: number, declared: number | undefined, what: string): number => {
    const own = spec.shape[axis] ?? -1;
    const chosen = declared ?? own;
    if (chosen < 1 || (own !== -1 && own !== chosen)) {
      const problem = chosen < 1 ? 'declare it' : `the declared ${what} is ${chosen}`;
      throw new ModelMountError(
        'INVALID_MANIFEST',
        `input "${spec.name}" has shape ${showShape(spec.shape)} (${layout}), so its ${what} is ${own === -1 ? 'open' : own}: ${problem}`,
      );
    }
    return chosen;
  };
  const channels = length(channelAxis, options.channels, 'channels');
  const perChannel = (value: number | readonly number[], what: string): readonly number[] => {
    const values = typeof value === 'number' ? Array.from({ length: channels }, () => value) : value;
    if (values.length !== channels || values.some((v) => !Number.isFinite(v) || (what === 'std' && v === 0))) {
      throw new ModelMountError(
        'INVALID_MANIFEST',
        `${what} needs one finite number${what === 'std' ? ' other than 0' : ''}, or ${channels} (one per channel)`,
      );
    }
    return values;
  };
  return {
    spec,
    layout,
    channels,
    height: length(heightAxis, options.resize?.height, 'height'),
    width: length(widthAxis, options.resize?.width, 'width'),
    method: options.resize?.method ?? 'bilinear',
    scale: options.scale ?? 1,
    mean: perChannel(options.mean ?? 0, 'mean'),
    std: perChannel(options.std ?? 1, 'std'),
  };
}
