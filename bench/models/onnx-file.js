import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

// The few messages of onnx.proto that the models here need, by its field numbers.

const FLOAT = 1;
const INT64 = 7;
export const ELEMENT = { FLOAT, INT64 };

/** @param inputs, outputs - By name: `[element type, axes]`; an axis with a name is free. */
export function onnxFile({ nodes, inputs, outputs, initializers }) {
  const graph = join(
    ...nodes.map((bytes) => field(1, bytes)),
    field(2, 'graph'),
    ...Object.entries(initializers).map(([name, { dims, data }]) => field(5, initializer(name, dims, data))),
    ...Object.entries(inputs).map(([name, type]) => field(11, value(name, type))),
    ...Object.entries(outputs).map(([name, type]) => field(12, value(name, type))),
  );
  const opset = join(field(1, ''), integer(2, 17));
  return join(integer(1, 8), field(7, graph), field(8, opset));
}

/** @param attributes - By name: whole numbers or arrays of them. */
export function node(op, { inputs, outputs, attributes = {} }) {
  return join(
    ...inputs.map((name) => field(1, name)),
    ...outputs.map((name) => field(2, name)),
    field(4, op),
    ...Object.entries(attributes).map(([name, content]) => field(5, attribute(name, content))),
  );
}

function attribute(name, content) {
  if (typeof content === 'number') return join(field(1, name), integer(20, 2), integer(3, content));
  return join(field(1, name), integer(20, 7), ...content.map((entry) => integer(8, entry)));
}

function initializer(name, dims, data) {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return join(...dims.map((length) => integer(1, length)), integer(2, FLOAT), field(8, name), field(9, raw));
}

function value(name, [elementType, axes]) {
  const dims = axes.map((axis) => field(1, typeof axis === 'number' ? integer(1, axis) : field(2, axis)));
  return join(field(1, name), field(2, field(1, join(integer(1, elementType), field(2, join(...dims))))));
}

function field(number, content) {
  const writer = new BinaryWriter().tag(number, WireType.LengthDelimited);
  return (typeof content === 'string' ? writer.string(content) : writer.bytes(content)).finish();
}

function integer(number, content) {
  return new BinaryWriter().tag(number, WireType.Varint).int64(String(content)).finish();
}

function join(...parts) {
  return Buffer.concat(parts);
}
