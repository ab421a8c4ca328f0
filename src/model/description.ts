import type { JsonObject } from '../core/json.js';
import type { Label } from '../core/session.js';
import type { Feature } from './features.js';

/**
 * How rows become the tensors that the model file wants. Part of a manifest, and of `loadModel`'s and
 * `saveModel`'s options; what is left out is derived from the model file where that is possible.
 */
export type Preprocessing = TabularPreprocessing | ImagePreprocessing;

/** Features in columns, through a fitted transformer if there is one. */
export interface TabularPreprocessing {
  readonly kind: 'tabular';
  /** JSON of a fitted transformer or pipeline of transformers (`fitted.toJSON()`). @default none */
  readonly transformer?: JsonObject;
}

/** Decoded pixels, made into the tensor that an image model was trained on. */
export interface ImagePreprocessing {
  readonly kind: 'image';
  /** Size that images are resized to, pixels. @default the model's own input size */
  readonly resize?: { readonly height: number; readonly width: number; readonly method?: 'bilinear' | 'nearest' };
  /** Factor on the pixel values, before mean and std; 1/255 brings bytes to 0..1. @default 1 */
  readonly scale?: number;
  /** Subtracted after scaling: one number, or one per channel. @default 0 */
  readonly mean?: number | readonly number[];
  /** Divided by after the mean: one number, or one per channel; not 0. @default 1 */
  readonly std?: number | readonly number[];
  /** Order of the model's axes. @default derived from the model's input where only one fits */
  readonly layout?: 'NCHW' | 'NHWC';
  /** Channels that the model takes; a grey image is repeated for three, an alpha channel is dropped. @default derived */
  readonly channels?: 1 | 3 | 4;
}

/** How the model file's output tensors become predictions. */
export type Postprocessing = ClassificationPostprocessing | MultilabelPostprocessing | RegressionPostprocessing;

/** One class of several. */
export interface ClassificationPostprocessing {
  readonly kind: 'classification';
  /** Output with the scores; shape `[-1, k]`, or `[-1]` / `[-1, 1]` for the positive of two classes. @default the only one that fits */
  readonly scores?: string;
  /** What turns scores into probabilities. @default `none`: they are probabilities already */
  readonly activation?: 'none' | 'softmax' | 'sigmoid';
  /** Class labels in the order of the scores' columns. */
  readonly labels: readonly Label[];
  /** Two classes only: the second is chosen where its probability is at least this; 0..1. @default the larger one wins, the first on a tie */
  readonly threshold?: number;
  /** Answer only the k most probable classes, most probable first. @default all, by label */
  readonly topK?: number;
}

/** Any number of labels at once, each decided by itself. */
export interface MultilabelPostprocessing {
  readonly kind: 'multilabel';
  readonly scores?: string;
  /** @default `sigmoid` */
  readonly activation?: 'none' | 'sigmoid';
  readonly labels: readonly Label[];
  /** A label is answered where its probability is at least this; 0..1. @default 0.5 */
  readonly threshold?: number;
}

/** A number, or several, per row. */
export interface RegressionPostprocessing {
  readonly kind: 'regression';
  /** Output with the values. @default the only one that fits */
  readonly output?: string;
}

/** What can be said about a model beyond its file. */
export interface ModelDescription {
  /** The features of a row, in order. @default derived from the model file */
  readonly features?: readonly Feature[];
  readonly preprocessing?: Preprocessing;
  readonly postprocessing?: Postprocessing;
}

/** The description's own members, without those that are not there. */
export function pickDescription({ features, preprocessing, postprocessing }: ModelDescription): ModelDescription {
  return {
    ...(features === undefined ? {} : { features }),
    ...(preprocessing === undefined ? {} : { preprocessing }),
    ...(postprocessing === undefined ? {} : { postprocessing }),
  };
}
