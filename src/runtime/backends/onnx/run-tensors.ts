import { DTYPES } from '../../../core/tensor/dtype.js';
import { ModelMountError } from '../../../core/errors.js';
import { MAX_ISSUES, pointer, type Issue } from '../../../core/issue.js';
import { Tensor } from '../../../core/tensor/tensor.js';
import { dtypeFromOrt, ortTypeOf } from './file/onnx-type.js';
import type { Ort, OrtTensor } from './runtime/ort.js';

/** What the runtime gets, or what it could not be given. */
export interface Feeds {
  readonly feeds: Readonly<Record<string, OrtTensor>>;
  readonly issues: readonly Issue[];
}

/**
 * The runtime's tensors for ours. Always copies: the runtime reads its inputs later than it is called, and takes
 * only arrays of its own realm.
 */
export function toFeeds(ort: Ort, inputs: ReadonlyMap<string, Tensor>): Feeds {
  const issues: Issue[] = [];
  const feeds: Record<string, OrtTensor> = Object.create(null) as Record<string, OrtTensor>;
  for (const [name, tensor] of inputs) {
    const type = ortTypeOf(tensor.dtype) as string; // checked against the signature, which has no other
    const data = tensor.dtype === 'BYTES' ? toStrings(name, tensor, issues) : copyOf(tensor);
    const fed = new ort.Tensor(type, data, tensor.shape);
    // Where Float16Array exists (Node 24) the runtime's class wraps the bits in one, which its own native part
    // then cannot read ("not enough space: expected 4, got 0"). It reads the bits in every version.
    if (tensor.dtype === 'FP16') Object.defineProperty(fed, 'data', { value: data });
    feeds[name] = fed;
  }
  return { feeds, issues };
}

function copyOf({ dtype, data }: Tensor): unknown {
  // Any byte but 0 and 1 in a C++ bool is undefined behaviour.
  if (dtype === 'BOOL') return Uint8Array.from(data as Uint8Array, (byte) => (byte === 0 ? 0 : 1));
  const copy = DTYPES[dtype].allocate(data.length) as Float64Array;
  copy.set(data as Float64Array);
  return copy;
}

function toStrings(name: string, { data }: Tensor, issues: Issue[]): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return Array.from(data as readonly (string | Uint8Array)[], (element, index) => {
    try {
      const text = typeof element === 'string' ? element : decoder.decode(element);
      // The runtime would cut the text at the first and silently replace the second.
      if (!/[\0\p{Surrogate}]/u.test(text)) return text;
      addIssue(issues, pointer(name, index), 'a string for ONNX has neither U+0000 nor half a surrogate pair');
    } catch {
      addIssue(issues, pointer(name, index), 'bytes for an ONNX string must be UTF-8');
    }
    return '';
  });
}

function addIssue(issues: Issue[], path: string, message: string): void {
  if (issues.length < MAX_ISSUES) issues.push({ path, code: 'value', message });
}

/** Our tensor for one of the runtime's. Shape and dtype are what came, whatever the file declared. */
export function fromOrt(name: string, value: OrtTensor | undefined): Tensor {
  const dtype = value === undefined ? undefined : dtypeFromOrt(value.type);
  if (value === undefined || dtype === undefined) {
    throw new ModelMountError('RUN_FAILED', `the runtime answered output "${name}" with ${value?.type ?? 'nothing'}`);
  }
  const { data, dims } = value;
  // FP16 comes as Float16Array where that exists; ours are the bits.
  const isBits = dtype === 'FP16' && ArrayBuffer.isView(data);
  const stored = isBits ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data;
  return new Tensor(dtype, Array.from(dims), stored as Tensor['data']);
}
