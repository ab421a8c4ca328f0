import type { Label } from '../../../../core/session.js';
import type { OnnxNode } from './onnx-file.js';
import { bytesField, decodeText, integerField, integersField, readMessage, textField } from './wire.js';

/** A classifier's classes. */
export interface ClassLabels {
  /** What an output that holds one of them is made of. */
  readonly dtype: 'INT64' | 'BYTES';
  readonly labels: readonly Label[];
}

// TensorProto.DataType
const INT32 = 6;
const INT64 = 7;
const STRING = 8;

// The operators do not agree on the name of the whole-number labels.
const LABEL_ATTRIBUTES = ['classlabels_strings', 'classlabels_int64s', 'classlabels_ints'];

/** The class labels that a classifier or ZipMap node carries. */
export function readClassLabels(node: OnnxNode): ClassLabels | undefined {
  for (const attribute of node.attributes) {
    // The name alone first: a tree ensemble has attributes of millions of numbers.
    if (!LABEL_ATTRIBUTES.includes(readName(attribute))) continue;
    const integers: bigint[] = [];
    const strings: string[] = [];
    readMessage(attribute, {
      8: integersField((value) => integers.push(value)),
      9: bytesField((value) => strings.push(decodeText(value))),
    });
    const classes = toClasses(integers, strings);
    if (classes !== undefined) return classes;
  }
  return undefined;
}

/** The class labels in an initializer, a tensor of one axis; `undefined` if it cannot be one of labels. */
export function readTensorLabels(tensor: Uint8Array): ClassLabels | undefined {
  const dims: bigint[] = [];
  let elementType = 0;
  let raw: Uint8Array = new Uint8Array();
  const integers: bigint[] = [];
  const strings: string[] = [];
  readMessage(tensor, {
    1: integersField((value) => dims.push(value)),
    2: integerField((value) => (elementType = Number(value))),
    5: integersField((value) => integers.push(value)),
    6: bytesField((value) => strings.push(decodeText(value))),
    7: integersField((value) => integers.push(value)),
    9: bytesField((value) => (raw = value)),
  });
  const itemBytes = { [INT32]: 4, [INT64]: 8 }[elementType];
  if (dims.length !== 1 || (itemBytes === undefined && elementType !== STRING)) return undefined;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  for (let at = 0; itemBytes !== undefined && at + itemBytes <= raw.length; at += itemBytes) {
    integers.push(itemBytes === 8 ? view.getBigInt64(at, true) : BigInt(view.getInt32(at, true)));
  }
  const classes = toClasses(integers, strings);
  return classes?.labels.length === Number(dims[0]) ? classes : undefined;
}

function toClasses(integers: readonly bigint[], strings: readonly string[]): ClassLabels | undefined {
  const labels = strings.length > 0 ? strings : integers.map(toLabel);
  // What occurs twice is no list of classes.
  if (labels.length === 0 || new Set(labels).size < labels.length) return undefined;
  return { dtype: strings.length > 0 ? 'BYTES' : 'INT64', labels };
}

// A number where that is exact, else decimal text.
function toLabel(value: bigint): Label {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function readName(attribute: Uint8Array): string {
  let name = '';
  readMessage(attribute, { 1: textField((value) => (name = value)) });
  return name;
}
