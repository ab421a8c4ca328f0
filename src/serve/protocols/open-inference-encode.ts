import { DTYPES, type DType } from '../../core/tensor/dtype.js';
import { ModelMountError } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { Model } from '../../model/model.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';

/** Writes the answers of one model. */
export type InferEncoder = (id: string | undefined, outputs: ReadonlyMap<string, Tensor>) => string;

/**
 * Makes the writer of one model's Open Inference answers as JSON text: data flat, 64-bit integers with all their
 * digits. What is the same in every answer is written once.
 *
 * @param name - What the model is called in URLs.
 * @throws {ModelMountError} (the writer) `NON_FINITE_OUTPUT`: JSON has no NaN and no infinity, and null would be a lie.
 */
export function createInferEncoder(name: string, { version, signature }: Model): InferEncoder {
  const head = JSON.stringify({ model_name: name, model_version: version }).slice(0, -1);
  const heads = new Map(
    signature.outputs.map((spec) => [
      spec.name,
      `${JSON.stringify({ name: spec.name, datatype: spec.dtype }).slice(0, -1)},"shape":[`,
    ]),
  );
  return (id, outputs) => {
    let text = id === undefined ? head : `${head},"id":${JSON.stringify(id)}`;
    let separator = ',"outputs":[';
    for (const [output, tensor] of outputs) {
      text += `${separator}${heads.get(output) as string}${tensor.shape.join(',')}]${encodeData(output, tensor)}}`;
      separator = ',';
    }
    return outputs.size === 0 ? `${text},"outputs":[]}` : `${text}]}`;
  };
}

/** The metadata of a model, as the protocol has it. */
export function modelMetadata(name: string, model: Model): JsonObject {
  const { inputs, outputs }: Signature = model.signature;
  return {
    name,
    ...(model.version === undefined ? {} : { versions: [model.version] }),
    platform: `modelmount_${model.info.format}`,
    inputs: inputs.map(tensorMetadata),
    outputs: outputs.map(tensorMetadata),
  };
}

function tensorMetadata({ name, dtype, shape }: TensorSpec): JsonObject {
  return { name, datatype: dtype, shape };
}

/** `,"data":[…]`, and the parameters that its reader needs. */
function encodeData(name: string, tensor: Tensor): string {
  const { kind, decode } = DTYPES[tensor.dtype];
  if (kind === 'bytes') return encodeBytes(tensor.data as readonly (string | Uint8Array)[]);
  const stored = tensor.data as Float64Array;
  // The short floats are stored as their bits.
  const values = isShort(tensor.dtype) ? Float64Array.from(stored, (bits) => decode(bits) as number) : stored;
  if (kind === 'float') {
    for (let k = 0; k < values.length; k++) if (!Number.isFinite(values[k])) throw nonFinite(name, k);
  }
  return kind === 'boolean' ? `,"data":[${Array.from(values, Boolean).join(',')}]` : `,"data":[${values.join(',')}]`;
}

function encodeBytes(elements: readonly (string | Uint8Array)[]): string {
  if (elements.every((element) => typeof element === 'string')) {
    return `,"data":[${elements.map((text) => JSON.stringify(text)).join(',')}]`;
  }
  // Not text: base64, and said so, in the way that MLServer has it.
  const data = elements.map((element) => JSON.stringify(Buffer.from(element).toString('base64')));
  return `,"parameters":{"content_type":"base64"},"data":[${data.join(',')}]`;
}

function isShort(dtype: DType): boolean {
  return dtype === 'FP16' || dtype === 'BF16';
}

function nonFinite(output: string, index: number): ModelMountError {
  return new ModelMountError(
    'NON_FINITE_OUTPUT',
    `the model's output "${output}" is NaN or infinite at element ${index}; its input may lie far outside of what it was trained on`,
    { details: { output, index } },
  );
}
