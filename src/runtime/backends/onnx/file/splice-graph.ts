import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { OnnxFile } from './onnx-file.js';

/** A change of an ONNX file's main graph. */
export interface GraphEdit {
  /** Fields of the graph (views into the file) with what stands in their place; nothing removes the field. */
  readonly replacements: ReadonlyMap<Uint8Array, Uint8Array>;
  /** Fields to add to the model. */
  readonly appended: Uint8Array;
}

/**
 * The file with the edit. Only the edited fields and two lengths are written anew; everything between them,
 * the weights with it, is copied as it stands and once, into a result that is allocated at its final size.
 */
export function spliceGraph({ bytes, graph }: OnnxFile, { replacements, appended }: GraphEdit): Uint8Array {
  const inside: Uint8Array[] = [];
  const graphEnd = offsetIn(bytes, graph.body) + graph.body.length;
  let position = offsetIn(bytes, graph.body);
  for (const [field, replacement] of [...replacements].sort(([a], [b]) => a.byteOffset - b.byteOffset)) {
    const start = offsetIn(bytes, field);
    inside.push(bytes.subarray(position, start), replacement);
    position = start + field.length;
  }
  inside.push(bytes.subarray(position, graphEnd));
  const graphHead = new BinaryWriter().tag(7, WireType.LengthDelimited).uint32(lengthOf(inside)).finish();
  return concatenate([
    bytes.subarray(0, offsetIn(bytes, graph.field)),
    graphHead,
    ...inside,
    bytes.subarray(graphEnd),
    appended,
  ]);
}

function offsetIn(file: Uint8Array, view: Uint8Array): number {
  return view.byteOffset - file.byteOffset;
}

function lengthOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(lengthOf(chunks));
  let position = 0;
  for (const chunk of chunks) {
    whole.set(chunk, position);
    position += chunk.length;
  }
  return whole;
}
