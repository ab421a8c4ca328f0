import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** Reads one field, whose tag has just been read. `start` is where that tag begins in the message. */
export type ReadField = (reader: BinaryReader, wire: WireType, start: number) => void;

/**
 * Reads a protobuf message field by field. Fields that are not named are stepped over, so that the weights of a
 * large file are neither copied nor looked at.
 *
 * @param fields - By field number.
 * @throws {Error} If the bytes are not a protobuf message.
 */
export function readMessage(bytes: Uint8Array, fields: Readonly<Record<number, ReadField>>): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const [number, wire] = reader.tag();
    const read = fields[number];
    if (read === undefined) reader.skip(wire, number);
    else read(reader, wire, start);
  }
}

/** A field of bytes or of a nested message, as a view. */
export function bytesField(set: (bytes: Uint8Array, start: number, end: number) => void): ReadField {
  return (reader, wire, start) => {
    expectWire(wire, WireType.LengthDelimited);
    const bytes = reader.bytes();
    set(bytes, start, reader.pos);
  };
}

/** A field of text. */
export function textField(set: (text: string) => void): ReadField {
  return bytesField((bytes) => set(decodeText(bytes)));
}

/** A field of one signed whole number. */
export function integerField(set: (value: bigint) => void): ReadField {
  return (reader, wire) => {
    expectWire(wire, WireType.Varint);
    set(BigInt(reader.int64()));
  };
}

/** A repeated field of signed whole numbers, packed or not: writers do either. */
export function integersField(add: (value: bigint) => void): ReadField {
  const one = integerField(add);
  return (reader, wire, start) => {
    if (wire !== WireType.LengthDelimited) one(reader, wire, start);
    else {
      const packed = new BinaryReader(reader.bytes());
      while (packed.pos < packed.len) one(packed, WireType.Varint, 0);
    }
  };
}

/** Protobuf text is UTF-8. A byte order mark stays: a name must be what the runtime calls it. */
export function decodeText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function expectWire(actual: WireType, expected: WireType): void {
  if (actual !== expected) throw new Error(`a field has wire type ${actual}, expected ${expected}`);
}
