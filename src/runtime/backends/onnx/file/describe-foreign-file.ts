import type { ErrorCode } from '../../../../core/errors.js';

interface ForeignFile {
  readonly code: ErrorCode;
  readonly description: string;
}

interface Magic {
  readonly at?: number;
  readonly starts: readonly (string | readonly number[])[];
  readonly description: string;
}

const EXPORT = 'export the model to ONNX and load that file';

// None of these is the beginning of an ONNX file, which is a protobuf message that starts with a small field.
const MAGICS: readonly Magic[] = [
  {
    starts: ['version https://git-lfs'],
    description: 'it is a Git LFS pointer, not the file itself; run "git lfs pull"',
  },
  {
    starts: [
      [0x50, 0x4b, 3, 4],
      [0x50, 0x4b, 5, 6],
    ],
    description: `it is a zip archive, as PyTorch (.pt), Keras (.keras) and NumPy (.npz) write them; ${EXPORT}`,
  },
  {
    starts: [2, 3, 4, 5].map((protocol) => [0x80, protocol]),
    description: `it is a Python pickle, as joblib and older PyTorch write them; ${EXPORT}`,
  },
  { starts: [[0x1f, 0x8b]], description: 'it is compressed with gzip; decompress it first' },
  { starts: [[0x89, 0x50, 0x4e, 0x47]], description: 'it is a PNG image' },
  { starts: [[0xff, 0xd8, 0xff]], description: 'it is a JPEG image' },
  { starts: [[0x89, 0x48, 0x44, 0x46]], description: `it is an HDF5 file, as Keras (.h5) writes it; ${EXPORT}` },
  { starts: ['%PDF'], description: 'it is a PDF' },
  { starts: ['GGUF'], description: 'it is a GGUF file' },
  { at: 4, starts: ['TFL3'], description: `it is a TensorFlow Lite model; ${EXPORT}` },
];

/** What a file is that is no ONNX model; `undefined` if it may be one. Looks at its first bytes only. */
export function describeForeignFile(bytes: Uint8Array): ForeignFile | undefined {
  const invalid = (description: string): ForeignFile => ({ code: 'INVALID_MODEL', description });
  if (bytes.length === 0) return invalid('it is empty');
  if (hasAt(bytes, 4, 'ORTM')) {
    return {
      code: 'UNSUPPORTED_MODEL',
      description: 'it is in the ORT format, which is bound to one runtime; load the .onnx file that it was made from',
    };
  }
  const magic = MAGICS.find(({ at = 0, starts }) => starts.some((start) => hasAt(bytes, at, start)));
  if (magic !== undefined) return invalid(magic.description);
  return isText(bytes.subarray(0, 256)) ? invalid(describeText(bytes)) : undefined;
}

function describeText(bytes: Uint8Array): string {
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) {
    return 'it is an HTML page, perhaps what a server answered instead of the file; download it again';
  }
  if (start.startsWith('{') || start.startsWith('[')) return 'it is JSON';
  return 'it is text';
}

// ONNX files begin with a control character: the tag of the IR version, 0x08, or of another low field.
function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

function hasAt(bytes: Uint8Array, at: number, start: string | readonly number[]): boolean {
  const codes = typeof start === 'string' ? Array.from(start, (character) => character.charCodeAt(0)) : start;
  return codes.every((code, i) => bytes[at + i] === code);
}
