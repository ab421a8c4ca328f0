import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

// Writes ONNX files by hand (field numbers of onnx.proto), for what no exporter would write.

export const ELEMENT = { FLOAT: 1, INT64: 7, STRING: 8, DOUBLE: 11, COMPLEX64: 14 } as const;

type Bytes = Uint8Array;

/** A field of bytes, text or a nested message. */
export function field(number: number, value: Bytes | string): Bytes {
  const writer = new BinaryWriter().tag(number, WireType.LengthDelimited);
  return (typeof value === 'string' ? writer.string(value) : writer.bytes(value)).finish();
}

/** A field of one whole number. */
export function integer(number: number, value: number | bigint | string): Bytes {
  return new BinaryWriter().tag(number, WireType.Varint).int64(String(value)).finish();
}

export function join(...parts: readonly Bytes[]): Bytes {
  return Buffer.concat(parts);
}

export const integers = (name: string, values: readonly (number | string)[]): Bytes =>
  join(field(1, name), integer(20, 7), ...values.map((value) => integer(8, value)));
export const packedIntegers = (name: string, values: readonly number[]): Bytes => {
  const writer = new BinaryWriter();
  for (const value of values) writer.int64(value);
  return join(field(1, name), integer(20, 7), field(8, writer.finish()));
};
export const strings = (name: string, values: readonly string[]): Bytes =>
  join(field(1, name), integer(20, 8), ...values.map((value) => field(9, value)));
export const floats = (name: string, values: readonly number[]): Bytes =>
  join(
    field(1, name),
    integer(20, 6),
    ...values.map((v) => new BinaryWriter().tag(7, WireType.Bit32).float(v).finish()),
  );
export const integerAttribute = (name: string, value: number): Bytes =>
  join(field(1, name), integer(20, 2), integer(3, value));
export const text = (name: string, value: string): Bytes => join(field(1, name), integer(20, 3), field(4, value));
export const graphAttribute = (name: string, graph: Bytes): Bytes =>
  join(field(1, name), integer(20, 5), field(6, graph));

export interface NodeParts {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly domain?: string;
  readonly attributes?: readonly Bytes[];
}

export function node({ op, inputs, outputs, domain, attributes = [] }: NodeParts): Bytes {
  return join(
    ...inputs.map((name) => field(1, name)),
    ...outputs.map((name) => field(2, name)),
    field(4, op),
    ...attributes.map((attribute) => field(5, attribute)),
    ...(domain === undefined ? [] : [field(7, domain)]),
  );
}

/** An operator of ai.onnx.ml. */
export const ml = (parts: NodeParts): Bytes => node({ domain: 'ai.onnx.ml', ...parts });

/** A tensor's type; without `axes` its rank is not known. */
export function tensorType(elementType: number, axes?: readonly (number | string)[]): Bytes {
  const dims = (axes ?? []).map((axis) => field(1, typeof axis === 'number' ? integer(1, axis) : field(2, axis)));
  return field(1, join(integer(1, elementType), ...(axes === undefined ? [] : [field(2, join(...dims))])));
}

export const sequenceType = (element: Bytes): Bytes => field(4, field(1, element));
export const mapType = (keyType: number, value: Bytes): Bytes => field(5, join(integer(1, keyType), field(2, value)));

export function value(name: string, type?: Bytes): Bytes {
  return join(field(1, name), ...(type === undefined ? [] : [field(2, type)]));
}

export const tensor = (name: string, elementType: number, axes?: readonly (number | string)[]): Bytes =>
  value(name, tensorType(elementType, axes));

export interface InitializerParts {
  readonly name: string;
  readonly elementType: number;
  readonly dims: readonly number[];
  readonly raw?: Bytes;
  readonly external?: Readonly<Record<string, string>>;
}

export function initializer({ name, elementType, dims, raw, external }: InitializerParts): Bytes {
  return join(
    ...dims.map((length) => integer(1, length)),
    integer(2, elementType),
    field(8, name),
    ...(raw === undefined ? [] : [field(9, raw)]),
    ...Object.entries(external ?? {}).map(([key, entry]) => field(13, join(field(1, key), field(2, entry)))),
    ...(external === undefined ? [] : [integer(14, 1)]),
  );
}

export interface GraphParts {
  readonly nodes: readonly Bytes[];
  readonly inputs: readonly Bytes[];
  readonly outputs: readonly Bytes[];
  readonly initializers?: readonly Bytes[];
  readonly inner?: readonly Bytes[];
}

export function graph({ nodes, inputs, outputs, initializers = [], inner = [] }: GraphParts): Bytes {
  return join(
    ...nodes.map((part) => field(1, part)),
    field(2, 'graph'),
    ...initializers.map((part) => field(5, part)),
    ...inputs.map((part) => field(11, part)),
    ...outputs.map((part) => field(12, part)),
    ...inner.map((part) => field(13, part)),
  );
}

export interface ModelParts extends GraphParts {
  readonly opsets?: Readonly<Record<string, number>>;
  readonly irVersion?: number;
}

export function model({ opsets = { '': 17, 'ai.onnx.ml': 3 }, irVersion = 9, ...parts }: ModelParts): Bytes {
  return join(
    integer(1, irVersion),
    field(7, graph(parts)),
    ...Object.entries(opsets).map(([domain, version]) => field(8, join(field(1, domain), integer(2, version)))),
  );
}

/** `y = x`, two floats a row. */
export function identityModel(changes: Partial<ModelParts> = {}): Bytes {
  return model({
    nodes: [node({ op: 'Identity', inputs: ['x'], outputs: ['y'] })],
    inputs: [tensor('x', ELEMENT.FLOAT, ['N', 2])],
    outputs: [tensor('y', ELEMENT.FLOAT, ['N', 2])],
    ...changes,
  });
}
