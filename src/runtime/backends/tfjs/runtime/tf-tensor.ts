import type { DType } from '../../../../core/tensor/dtype.js';
import { Tensor } from '../../../../core/tensor/tensor.js';
import type { TfLike, TfTensor } from './tf-like.js';

const DTYPES: Readonly<Record<string, DType>> = { float32: 'FP32', int32: 'INT32', bool: 'BOOL', string: 'BYTES' };

/** Our dtype of a TensorFlow.js dtype; `undefined` where there is none (`complex64`). */
export function dtypeFromTf(dtype: string | undefined): DType | undefined {
  return dtype !== undefined && Object.hasOwn(DTYPES, dtype) ? DTYPES[dtype] : undefined;
}

/** Copies a tensor into the runtime's memory. */
export function toTfTensor(tf: TfLike, { dtype, shape, data }: Tensor): TfTensor {
  const tfDtype = Object.keys(DTYPES).find((name) => DTYPES[name] === dtype);
  // Some backends keep the array that they are given, and read it later.
  const copy =
    dtype === 'BYTES'
      ? (data as readonly (string | Uint8Array)[]).map((text) =>
          typeof text === 'string' ? new TextEncoder().encode(text) : text.slice(),
        )
      : (data as Float32Array).slice();
  return tf.tensor(copy as never, [...shape], tfDtype as never);
}

/** Copies a tensor out of the runtime's memory. */
export async function fromTfTensor(tensor: TfTensor): Promise<Tensor> {
  const dtype = dtypeFromTf(tensor.dtype);
  if (dtype === undefined) throw new Error(`an output has the dtype ${tensor.dtype}, which cannot be answered`);
  const shape = [...tensor.shape];
  if (dtype !== 'BYTES') return new Tensor(dtype, shape, ((await tensor.data()) as Float32Array).slice());
  return new Tensor(dtype, shape, ((await tensor.bytes()) as Uint8Array[]).map(textOrBytes));
}

function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.slice();
  }
}
