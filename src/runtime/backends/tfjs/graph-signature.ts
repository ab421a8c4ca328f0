import type { DType } from '../../../core/tensor/dtype.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import type { Signature, TensorSpec } from '../../../core/signature.js';
import type { ModelJson } from './model-json.js';
import { modelFailure } from './runtime/tf-error.js';
import type { TfGraphModel } from './runtime/tf-like.js';
import { dtypeFromTf } from './runtime/tf-tensor.js';

/** A graph model's signature, and what its tensors are called in the graph. */
export interface GraphSignature extends Signature {
  readonly tensorNames: {
    readonly inputs: ReadonlyMap<string, string>;
    readonly outputs: ReadonlyMap<string, string>;
  };
}

// What TensorFlow.js makes of TensorFlow's types: it computes in 32 bits.
const DTYPES: Readonly<Record<string, DType>> = {
  DT_FLOAT: 'FP32',
  DT_HALF: 'FP32',
  DT_DOUBLE: 'FP32',
  DT_INT32: 'INT32',
  DT_INT64: 'INT32',
  DT_INT8: 'INT32',
  DT_UINT8: 'INT32',
  DT_BOOL: 'BOOL',
  DT_STRING: 'BYTES',
};

interface Entry {
  readonly name: string;
  readonly tensorName: string;
  readonly dtype: DType | undefined;
  /** `undefined` where the file does not tell even the number of axes. */
  readonly shape: readonly number[] | undefined;
}

/**
 * The signature that the converter wrote, whose names are those of the SavedModel; without one that of the graph's
 * own ends.
 *
 * @throws {ModelMountError} `UNSUPPORTED_MODEL` if a tensor's rank or dtype is not known.
 */
export function graphSignature({ label, json, topology }: ModelJson, model: TfGraphModel): GraphSignature {
  const metadata = isObject(json['userDefinedMetadata']) ? json['userDefinedMetadata'] : {};
  const written = isObject(metadata['signature']) ? metadata['signature'] : json['signature'];
  const { inputs, outputs } = isObject(written) ? written : {};
  const ends = {
    inputs: isObject(inputs) ? entriesOf(inputs) : nodesOf(model.inputs),
    outputs: isObject(outputs) ? entriesOf(outputs) : nodesOf(model.outputs),
  };
  const keys = metadata['structuredOutputKeys'];
  if (Array.isArray(keys) && keys.length === ends.outputs.length) {
    ends.outputs = ends.outputs.map((entry, i) => ({ ...entry, name: String(keys[i]) }));
  }
  checkEnds(label, topology, [...ends.inputs, ...ends.outputs]);
  if (ends.outputs.length === 0) throw modelFailure('INVALID_MODEL', label, { message: 'the graph has no outputs' });
  return {
    inputs: ends.inputs.map((entry) => toSpec(label, entry)),
    outputs: ends.outputs.map((entry) => toSpec(label, entry)),
    tensorNames: {
      inputs: new Map(ends.inputs.map(({ name, tensorName }) => [name, tensorName])),
      outputs: new Map(ends.outputs.map(({ name, tensorName }) => [name, tensorName])),
    },
  };
}

function entriesOf(entries: Record<string, unknown>): Entry[] {
  return Object.entries(entries).flatMap(([name, value]) => {
    // A captured resource is no input of the caller's; the runtime fills it in.
    if (!isObject(value) || value['resourceId'] !== undefined) return [];
    const { name: tensorName, dtype, tensorShape } = value;
    return [
      {
        name: withoutSlot(name),
        tensorName: typeof tensorName === 'string' ? tensorName : name,
        dtype: typeof dtype === 'string' && Object.hasOwn(DTYPES, dtype) ? DTYPES[dtype] : undefined,
        shape: shapeOf(tensorShape),
      },
    ];
  });
}

function shapeOf(tensorShape: unknown): number[] | undefined {
  if (!isObject(tensorShape) || tensorShape['unknownRank'] === true) return undefined;
  const axes = tensorShape['dim'] ?? [];
  if (!Array.isArray(axes)) return undefined;
  return axes.map((axis: unknown) => {
    const length = Number(isObject(axis) ? axis['size'] : NaN);
    return Number.isSafeInteger(length) && length >= 0 ? length : -1;
  });
}

function nodesOf(nodes: TfGraphModel['inputs']): Entry[] {
  return nodes.map(({ name, dtype, shape }) => ({
    name: withoutSlot(name),
    tensorName: name,
    dtype: dtypeFromTf(dtype),
    shape: shape?.map((length) => (length >= 0 ? length : -1)),
  }));
}

function checkEnds(label: string, { node }: ModelJson['topology'], ends: readonly Entry[]): void {
  const nodes = new Set((node as readonly unknown[]).map((item) => (isObject(item) ? item['name'] : undefined)));
  const stray = ends.find(({ tensorName }) => !nodes.has(tensorName.replace(/:\d+$/, '')));
  if (stray === undefined) return;
  const message = `the signature names the tensor ${show(stray.tensorName)}, which is not in the graph`;
  throw modelFailure('INVALID_MODEL', label, { message });
}

/** `Identity:0` is the first result of the node `Identity`. */
function withoutSlot(name: string): string {
  return name.replace(/:0$/, '');
}

function toSpec(label: string, { name, dtype, shape }: Entry): TensorSpec {
  if (dtype !== undefined && shape !== undefined) return { name, dtype, shape };
  const what = dtype === undefined ? 'dtype' : 'number of axes';
  throw modelFailure('UNSUPPORTED_MODEL', label, {
    message: `the file does not tell the ${what} of ${show(name)}; convert from a SavedModel with a signature`,
  });
}
