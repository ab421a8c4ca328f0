import type { Artifact } from '../../../../core/artifact.js';
import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { readSoundly } from './read-onnx-file.js';
import { bytesField, readMessage, textField, type ReadField } from './wire.js';

/** A file of weights, as the runtime takes it. */
export interface ExternalFile {
  /** The name by which the model refers to it. */
  readonly path: string;
  readonly data: Uint8Array;
}

/**
 * Reads the files that hold a model's weights where they are not in the model itself. Every one goes through
 * the artifact, so that none is outside the model's folder, and the runtime is given bytes and never a path.
 *
 * @param model - The ONNX file.
 * @throws {ModelMountError} `FILE_OUTSIDE_MODEL`, `MODEL_NOT_FOUND`, `DIGEST_MISMATCH` from the artifact;
 *   `INVALID_MODEL` if a tensor lies outside its file; `UNSUPPORTED_MODEL` for such weights in a nested graph.
 */
export async function readExternalData(artifact: Artifact, model: Uint8Array): Promise<ExternalFile[]> {
  const { label } = artifact;
  const files = new Map<string, ExternalFile>();
  for (const { tensor, location, offset, length, isNested } of readSoundly(label, () => listExternalTensors(model))) {
    if (isNested) throw nestedError(label, tensor);
    // A name by which the runtime takes the offset for an address in its own memory.
    if (location.includes('_ORT_MEM_ADDR_')) {
      throw new ModelMountError(
        'FILE_OUTSIDE_MODEL',
        `model "${label}" keeps tensor ${show(tensor)} at an address in memory, not in a file`,
      );
    }
    const file = files.get(location) ?? { path: location, data: await artifact.read(location) };
    files.set(location, file);
    const size = file.data.byteLength;
    const start = parseLength(offset) ?? 0;
    const end = start + (parseLength(length) ?? 0);
    if (!(start >= 0 && end >= start && end <= size)) {
      throw new ModelMountError(
        'INVALID_MODEL',
        `model "${label}" keeps tensor ${show(tensor)} at ${show(`offset ${offset || '0'}, length ${length || 'to the end'}`)} of ${show(location)}, which has ${size} bytes; the file is truncated or belongs to another model`,
        { details: { tensor, file: location, fileBytes: size } },
      );
    }
  }
  // The runtimes take a leading "./" off the names in this table, and one of them not off those in the model.
  const dotted = [...files.values()].filter(({ path }) => path.startsWith('./'));
  return [...files.values(), ...dotted.map(({ path, data }) => ({ path: `./${path}`, data }))];
}

// Bytes that the runtime is given for a file it uses for the main graph's weights only. For others it would go to
// the disk itself, and find whatever has that name in the current directory.
function nestedError(label: string, tensor: string): ModelMountError {
  return new ModelMountError(
    'UNSUPPORTED_MODEL',
    `model "${label}" keeps tensor ${show(tensor)} of a branch, loop, constant or function in another file, which cannot be loaded safely; save the model with all its weights in the .onnx file`,
    { details: { tensor } },
  );
}

function parseLength(text: string): number | undefined {
  if (text === '') return undefined;
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : NaN;
}

interface ExternalTensor {
  readonly tensor: string;
  readonly location: string;
  readonly offset: string;
  readonly length: string;
  /** Anywhere but among the main graph's own weights. */
  readonly isNested: boolean;
}

// Where messages that can hold tensors are nested in each other, by field number (onnx.proto of ONNX 1.20).
type Kind = 'model' | 'training' | 'graph' | 'function' | 'node' | 'attribute' | 'sparse' | 'tensor';
const NESTED: Readonly<Record<Exclude<Kind, 'tensor'>, Readonly<Record<number, Kind>>>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  function: { 7: 'node', 11: 'attribute' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
};
const MAX_DEPTH = 100; // protobuf's own limit

/** Every tensor that names an external location, wherever in the file it hides: in branches, loops, functions. */
function listExternalTensors(model: Uint8Array): ExternalTensor[] {
  const found: ExternalTensor[] = [];
  // Most files have none, which one search tells; the walk takes a second in a forest of half a million nodes.
  if (!Buffer.from(model.buffer, model.byteOffset, model.byteLength).includes('location')) return found;
  const visit = (bytes: Uint8Array, kind: Kind, depth: number): void => {
    if (depth > MAX_DEPTH) throw new Error('its graphs are nested too deeply');
    // The main graph's weights lie in model, graph, tensor.
    if (kind === 'tensor') found.push(...readExternalTensor(bytes, depth > 2));
    else {
      const fields: Record<number, ReadField> = {};
      for (const [number, inner] of Object.entries(NESTED[kind])) {
        fields[Number(number)] = bytesField((body) => visit(body, inner, depth + 1));
      }
      readMessage(bytes, fields);
    }
  };
  visit(model, 'model', 0);
  return found;
}

function readExternalTensor(bytes: Uint8Array, isNested: boolean): ExternalTensor[] {
  let tensor = '';
  const entries = new Map<string, string>();
  const locations: string[] = [];
  readMessage(bytes, {
    8: textField((value) => (tensor = value)),
    13: bytesField((body) => {
      const entry = { key: '', value: '' };
      readMessage(body, {
        1: textField((value) => (entry.key = value)),
        2: textField((value) => (entry.value = value)),
      });
      entries.set(entry.key, entry.value);
      if (entry.key === 'location') locations.push(entry.value);
    }),
  });
  // All of them if there are several: which one a reader takes is not ours to guess.
  return locations.map((location) => ({
    tensor,
    location,
    offset: entries.get('offset') ?? '',
    length: entries.get('length') ?? '',
    isNested,
  }));
}
