import type { JsonObject, JsonValue } from '../../core/json.js';
import type { Signature } from '../../core/signature.js';
import type { ModelDescription } from '../description.js';

/** The name of the manifest in a model folder. */
export const MANIFEST_NAME = 'model.json';

/** What `model.json` holds: everything about a model but its weights. */
export interface Manifest extends ModelDescription {
  /** Version of this format. */
  readonly manifestVersion: 1;
  readonly name: string;
  /** The backend that runs the model file: `onnx`, `tfjs`, `linear`. */
  readonly format: string;
  /** The model file, relative to the manifest, with `/`. */
  readonly entry: string;
  /** Every file of the model but the manifest. */
  readonly files: readonly ManifestFile[];
  /** The model file's own inputs and outputs. Loading fails where the file has others. */
  readonly signature: Signature;
  /** Rows with the predictions that they must give; run when the model is loaded. */
  readonly example?: ManifestExample;
  /** How well the model did, as `evaluate` gives it. */
  readonly evaluation?: JsonObject;
  /** What the training data looked like, column by column. */
  readonly statistics?: readonly JsonObject[];
  /** Anything else worth keeping: authors, commit, data source. */
  readonly metadata?: JsonObject;
}

/** One file of a model folder. */
export interface ManifestFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** Rows and what the model answered for them when the folder was written. */
export interface ManifestExample {
  readonly rows: readonly JsonValue[];
  readonly predictions: readonly JsonValue[];
  /** Largest difference allowed in a number, relative where it is above 1. @default 1e-5 */
  readonly tolerance?: number;
}
