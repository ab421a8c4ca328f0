import { DTYPES } from '../../core/dtype.js';
import { ModelMountError } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { Model } from '../../model/model.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor.js';

/**
 * An Open Inference answer as JSON text: data flat, 64-bit integers with all their digits.
 *
 * @throws {ModelMountError} `NON_FINITE_OUTPUT`: JSON has no NaN and no infinity, and null would be a lie.
 */
export function encodeInferResponse(
  {
    name,
    version,
    id,
  }: { readonly name: string; readonly version: string | undefined; readonly id: string | undefined },
  outputs: ReadonlyMap<string, Tensor>,
): string {
  const head = JSON.stringify({ model_name: name, model_version: version, id });
  const tensors = [...outputs].map(([output, tensor]) => encodeTensor(output, tensor));
  return `${head.slice(0, -1)},"outputs":[${tensors.join(',')}]}`;
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

function encodeTensor(name: string, tensor: Tensor): string {
  const texts = DTYPES[tensor.dtype].kind === 'bytes' ? encodeBytes(tensor) : encodeNumbers(name, tensor);
  const { parameters, data } = texts;
  const head = JSON.stringify({ name, datatype: tensor.dtype, shape: tensor.shape, ...(parameters && { parameters }) });
  return `${head.slice(0, -1)},"data":[${data.join(',')}]}`;
}

interface EncodedData {
  readonly parameters?: JsonObject;
  readonly data: readonly string[];
}

function encodeNumbers(name: string, tensor: Tensor): EncodedData {
  const { decode } = DTYPES[tensor.dtype];
  const data = Array.from(tensor.data as ArrayLike<number>, (stored, k) => {
    const value = decode(stored);
    if (typeof value === 'number' && !Number.isFinite(value)) throw nonFinite(name, k);
    return String(value);
  });
  return { data };
}

function encodeBytes(tensor: Tensor): EncodedData {
  const elements = tensor.data as readonly (string | Uint8Array)[];
  if (elements.every((element) => typeof element === 'string'))
    return { data: elements.map((text) => JSON.stringify(text)) };
  // Not text: base64, and said so, in the way that MLServer has it.
  const data = elements.map((element) => JSON.stringify(Buffer.from(element).toString('base64')));
  return { parameters: { content_type: 'base64' }, data };
}

function nonFinite(output: string, index: number): ModelMountError {
  return new ModelMountError(
    'NON_FINITE_OUTPUT',
    `the model's output "${output}" is NaN or infinite at element ${index}; its input may lie far outside of what it was trained on`,
    { details: { output, index } },
  );
}
