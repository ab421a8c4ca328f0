import { ModelMountError } from '../../../../core/errors.js';
import type { OnnxFile, OnnxGraph, OnnxNode, OnnxValue } from './onnx-file.js';
import { readOnnxType } from './onnx-type.js';
import { describeForeignFile } from './describe-foreign-file.js';
import { bytesField, integerField, readMessage, textField } from './wire.js';

/**
 * Reads what an ONNX file says about itself and its main graph (onnx.proto of ONNX 1.20). Weights are stepped
 * over.
 *
 * @param label - What the model is called in messages.
 * @throws {ModelMountError} `INVALID_MODEL` if it is not an ONNX file, saying what it is where that shows;
 *   `UNSUPPORTED_MODEL` for the runtime's own ORT format.
 */
export function readOnnxFile(bytes: Uint8Array, label: string): OnnxFile {
  const foreign = describeForeignFile(bytes);
  if (foreign !== undefined) {
    throw new ModelMountError(foreign.code, `"${label}" is not an ONNX model: ${foreign.description}`);
  }
  return readSoundly(label, () => readModel(bytes));
}

/**
 * What `read` answers. Whatever is wrong with the bytes that it reads becomes one error.
 *
 * @throws {ModelMountError} `INVALID_MODEL`, or the error that `read` made itself.
 */
export function readSoundly<T>(label: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (ModelMountError.is(cause)) throw cause;
    throw new ModelMountError(
      'INVALID_MODEL',
      `"${label}" is not a sound ONNX model: ${cause instanceof Error ? cause.message : 'it cannot be read'}; it may be truncated or damaged, copy or export it again`,
      { cause },
    );
  }
}

function readModel(bytes: Uint8Array): OnnxFile {
  const about = { producerName: '', producerVersion: '', domain: '', docString: '' };
  const versions = { irVersion: 0n, modelVersion: 0n };
  const opsets = new Map<string, bigint>();
  const custom = new Map<string, string>();
  const graphs: OnnxGraph[] = [];
  readMessage(bytes, {
    1: integerField((value) => (versions.irVersion = value)),
    2: textField((value) => (about.producerName = value)),
    3: textField((value) => (about.producerVersion = value)),
    4: textField((value) => (about.domain = value)),
    5: integerField((value) => (versions.modelVersion = value)),
    6: textField((value) => (about.docString = value)),
    7: bytesField((body, start, end) => graphs.push(readGraph(body, bytes.subarray(start, end)))),
    8: bytesField((body) => {
      const opset = { domain: '', version: 0n };
      readMessage(body, {
        1: textField((value) => (opset.domain = value)),
        2: integerField((value) => (opset.version = value)),
      });
      opsets.set(opset.domain, opset.version);
    }),
    14: bytesField((body) => {
      const entry = { key: '', value: '' };
      readMessage(body, {
        1: textField((value) => (entry.key = value)),
        2: textField((value) => (entry.value = value)),
      });
      custom.set(entry.key, entry.value);
    }),
  });
  const [graph, second] = graphs;
  if (graph === undefined) throw new Error('it has no graph');
  // Protobuf would merge them; no exporter writes two, and what is checked must be what runs.
  if (second !== undefined) throw new Error('it has two graphs');
  return { bytes, ...versions, ...about, opsets, custom, graph };
}

function readGraph(body: Uint8Array, field: Uint8Array): OnnxGraph {
  const about = { name: '', docString: '' };
  const nodes: OnnxNode[] = [];
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const innerValues: OnnxValue[] = [];
  const initializers = new Map<string, Uint8Array>();
  const valuesInto = (values: OnnxValue[]): ReturnType<typeof bytesField> =>
    bytesField((value, start, end) => values.push(readValue(value, body.subarray(start, end))));
  readMessage(body, {
    1: bytesField((node, start, end) => nodes.push(readNode(node, body.subarray(start, end)))),
    2: textField((value) => (about.name = value)),
    5: bytesField((tensor) => initializers.set(readTensorName(tensor), tensor)),
    10: textField((value) => (about.docString = value)),
    11: valuesInto(inputs),
    12: valuesInto(outputs),
    13: valuesInto(innerValues),
    // A sparse initializer has the name of its tensor of values.
    15: bytesField((sparse) =>
      readMessage(sparse, { 1: bytesField((values) => initializers.set(readTensorName(values), values)) }),
    ),
  });
  return { body, field, ...about, nodes, inputs, outputs, innerValues, initializers };
}

function readNode(body: Uint8Array, field: Uint8Array): OnnxNode {
  const about = { opType: '', domain: '' };
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Uint8Array[] = [];
  readMessage(body, {
    1: textField((value) => inputs.push(value)),
    2: textField((value) => outputs.push(value)),
    4: textField((value) => (about.opType = value)),
    5: bytesField((value) => attributes.push(value)),
    7: textField((value) => (about.domain = value)),
  });
  return { field, ...about, inputs, outputs, attributes };
}

function readValue(body: Uint8Array, field: Uint8Array): OnnxValue {
  let name = '';
  let type: OnnxValue['type'];
  readMessage(body, {
    1: textField((value) => (name = value)),
    2: bytesField((value) => (type = readOnnxType(value))),
  });
  return { field, name, type };
}

function readTensorName(body: Uint8Array): string {
  let name = '';
  readMessage(body, { 8: textField((value) => (name = value)) });
  return name;
}
