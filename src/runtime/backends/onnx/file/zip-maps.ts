import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { readClassLabels, type ClassLabels } from './class-labels.js';
import type { OnnxFile, OnnxGraph, OnnxNode } from './onnx-file.js';
import { spliceGraph } from './splice-graph.js';

/** A ZipMap that was taken out of a graph. */
export interface ZipMap {
  /** What it read: the tensor with one column per class. */
  readonly source: string;
  /** What it wrote, an output of the graph. */
  readonly output: string;
  readonly classes: ClassLabels;
}

/** A model without ZipMaps. */
export interface UnzippedModel {
  /** The file as the runtime gets it: the original where it has no ZipMap. */
  readonly bytes: Uint8Array;
  readonly zipMaps: readonly ZipMap[];
}

/**
 * Takes the ZipMaps out of a model.
 *
 * scikit-learn's exporter ends a classifier with ZipMap, which makes a list of dictionaries of the tensor of
 * probabilities. No JavaScript runtime can read such a list. Each ZipMap becomes an Identity: the output keeps
 * its name and is the tensor. The output's declared type goes too, for the runtime infers the right one
 * (probabilities may be double, which ZipMap itself does not even take).
 *
 * @throws {ModelMountError} `UNSUPPORTED_MODEL` if other operators read the list; `INVALID_MODEL` if a ZipMap
 *   has no labels.
 */
export function removeZipMaps(file: OnnxFile, label: string): UnzippedModel {
  const { graph, bytes } = file;
  const nodes = graph.nodes.filter((node) => node.opType === 'ZipMap' && node.domain === 'ai.onnx.ml');
  if (nodes.length === 0) return { bytes, zipMaps: [] };
  const zipMaps = nodes.map((node) => readZipMap(node, graph, label));
  const replacements = new Map<Uint8Array, Uint8Array>();
  for (const [i, node] of nodes.entries()) replacements.set(node.field, writeIdentity(zipMaps[i] as ZipMap));
  const names = new Set(zipMaps.map(({ output }) => output));
  for (const { name, field } of graph.outputs) if (names.has(name)) replacements.set(field, writeUntypedOutput(name));
  for (const { name, field } of graph.innerValues) if (names.has(name)) replacements.set(field, new Uint8Array());
  const appended = file.opsets.has('') || file.opsets.has('ai.onnx') ? new Uint8Array() : writeStandardOpset();
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  return {
    bytes: spliceGraph(file, { replacements, appended }),
    zipMaps: zipMaps.filter(({ output }) => outputs.has(output)),
  };
}

function readZipMap(node: OnnxNode, graph: OnnxGraph, label: string): ZipMap {
  const [source] = node.inputs;
  const [output] = node.outputs;
  const classes = readClassLabels(node);
  if (source === undefined || output === undefined || classes === undefined) {
    throw new ModelMountError(
      'INVALID_MODEL',
      `model "${label}" has a ZipMap without input, output or distinct class labels`,
    );
  }
  const reader = graph.nodes.find(({ inputs }) => inputs.includes(output));
  if (reader !== undefined) {
    throw new ModelMountError(
      'UNSUPPORTED_MODEL',
      `model "${label}": the ZipMap that makes ${show(output)} cannot be taken out, since the operator ${reader.opType} reads its list of dictionaries, which no JavaScript runtime can handle; export the model again with the option zipmap: False`,
      { details: { output, reader: reader.opType } },
    );
  }
  return { source, output, classes };
}

function writeIdentity({ source, output }: ZipMap): Uint8Array {
  return writeField(1, (node) =>
    node
      .tag(1, WireType.LengthDelimited)
      .string(source)
      .tag(2, WireType.LengthDelimited)
      .string(output)
      .tag(4, WireType.LengthDelimited)
      .string('Identity'),
  );
}

function writeUntypedOutput(name: string): Uint8Array {
  return writeField(12, (value) => value.tag(1, WireType.LengthDelimited).string(name));
}

// Identity is an operator of the standard set, which a pure ai.onnx.ml model need not import. Version 9 is one
// that every release of the runtime has.
function writeStandardOpset(): Uint8Array {
  return writeField(8, (opset) => opset.tag(2, WireType.Varint).int64(9));
}

function writeField(number: number, write: (writer: BinaryWriter) => BinaryWriter): Uint8Array {
  const writer = new BinaryWriter().tag(number, WireType.LengthDelimited).fork();
  return write(writer).join().finish();
}
