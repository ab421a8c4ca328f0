import type { Artifact } from '../../../core/artifact.js';
import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import { elementCount, showShape } from '../../../core/tensor/shape.js';
import type { ModelJson } from './model-json.js';
import { modelFailure } from './runtime/tf-error.js';

/** How the file describes one weight, checked. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly group?: unknown;
  readonly quantization?: Readonly<Record<string, unknown>>;
}

/** All weights of a model: their descriptions, and their bytes in the same order. */
export interface StoredWeights {
  readonly specs: readonly WeightSpec[];
  readonly data: ArrayBuffer;
}

const ITEM_BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, complex64: 8 };
const QUANTIZED_BYTES: Readonly<Record<string, number>> = { uint8: 1, uint16: 2, float16: 2 };

/**
 * Reads the weights, after everything that the manifest says was checked against the files.
 *
 * @throws {ModelMountError} `INVALID_MODEL` naming the weight or file, `UNSUPPORTED_MODEL` for text weights,
 *   `FILE_OUTSIDE_MODEL`, `MODEL_NOT_FOUND`.
 */
export async function readWeights(artifact: Artifact, model: ModelJson): Promise<StoredWeights> {
  const { label } = model;
  const manifest = model.weightsManifest ?? [];
  if (!Array.isArray(manifest)) throw invalid(label, `weightsManifest must be a list, got ${show(manifest)}`);
  const seen = { paths: new Set<string>(), weights: new Set<string>() };
  const groups = manifest.map((group: unknown, i) => readGroup(label, { group, i, seen }));
  const parts: Uint8Array[] = [];
  for (const { paths, expectedBytes } of groups) {
    const files: Uint8Array[] = [];
    for (const path of paths) files.push(await artifact.read(model.folder + path));
    const actualBytes = files.reduce((sum, file) => sum + file.byteLength, 0);
    if (actualBytes !== expectedBytes) {
      const names = paths.map(show).join(', ');
      throw modelFailure('INVALID_MODEL', label, {
        message: `the weights in ${names} take ${expectedBytes} bytes, but ${paths.length === 1 ? 'the file has' : 'the files have'} ${actualBytes}; copy the model again, every file in binary`,
        details: { files: paths, expectedBytes, actualBytes },
      });
    }
    parts.push(...files);
  }
  return { specs: groups.flatMap(({ specs }) => specs), data: concatenate(parts) };
}

interface GroupContext {
  readonly group: unknown;
  readonly i: number;
  readonly seen: { readonly paths: Set<string>; readonly weights: Set<string> };
}

function readGroup(
  label: string,
  { group, i, seen }: GroupContext,
): { paths: string[]; specs: WeightSpec[]; expectedBytes: number } {
  const { paths, weights } = isObject(group) ? group : {};
  if (!Array.isArray(paths) || !Array.isArray(weights)) {
    throw invalid(label, `group ${i} of weightsManifest must have lists of paths and weights`);
  }
  for (const path of paths) checkPath(label, path, seen.paths);
  const specs = weights.map((weight: unknown) => readSpec(label, weight, seen.weights));
  const expectedBytes = specs.reduce((sum, spec) => sum + byteLength(label, spec), 0);
  return { paths: paths as string[], specs, expectedBytes };
}

function checkPath(label: string, path: unknown, seen: Set<string>): void {
  if (typeof path !== 'string' || path === '') {
    throw invalid(label, `a path in weightsManifest must be text, got ${show(path)}`);
  }
  // Here and not only in the artifact: the path is appended to the model's own folder before the artifact sees it.
  if (/^[\\/]|^[a-z][a-z0-9+.-]*:|(?:^|[\\/])\.\.(?:[\\/]|$)/i.test(path)) {
    throw new ModelMountError(
      'FILE_OUTSIDE_MODEL',
      `model "${label}" refers to the file ${show(path)}, which is not inside its folder; files must be named relative to it, without ".."`,
      { details: { file: path.slice(0, 128) } },
    );
  }
  if (seen.has(path)) throw invalid(label, `weightsManifest names the file ${show(path)} twice`);
  seen.add(path);
}

function readSpec(label: string, weight: unknown, seen: Set<string>): WeightSpec {
  const { name, shape, dtype, group, quantization } = isObject(weight) ? weight : {};
  if (typeof name !== 'string') throw invalid(label, `a weight must have a name, got ${show(name)}`);
  const fault = (message: string): ModelMountError => invalid(label, `weight ${show(name)}: ${message}`);
  if (seen.has(name)) throw fault('the name stands twice in weightsManifest');
  seen.add(name);
  if (!Array.isArray(shape)) throw fault(`the shape must be a list of lengths, got ${show(shape)}`);
  if (elementCount(shape as number[]) === undefined) throw fault(`${showShape(shape as number[])} is not a shape`);
  if (dtype === 'string') {
    const message = `weight ${show(name)} holds text, which is not supported here; keep lookups of text outside the model`;
    throw modelFailure('UNSUPPORTED_MODEL', label, { message });
  }
  if (typeof dtype !== 'string' || !Object.hasOwn(ITEM_BYTES, dtype)) {
    throw fault(`the dtype must be one of ${Object.keys(ITEM_BYTES).join(', ')}, got ${show(dtype)}`);
  }
  const spec = { name, shape: shape as number[], dtype, group };
  if (quantization === undefined || quantization === null) return spec;
  if (!isObject(quantization)) throw fault(`the quantization must be an object, got ${show(quantization)}`);
  const { dtype: stored, min, scale } = quantization;
  if (typeof stored !== 'string' || !Object.hasOwn(QUANTIZED_BYTES, stored)) {
    throw fault(`it must be quantized to ${Object.keys(QUANTIZED_BYTES).join(', ')}, got ${show(stored)}`);
  }
  if (dtype !== 'float32' && (dtype !== 'int32' || stored === 'float16')) {
    throw fault(`a weight of dtype ${dtype} cannot be quantized to ${stored}`);
  }
  for (const [key, value] of Object.entries(stored === 'float16' ? {} : { min, scale })) {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw fault(`the quantization's ${key} must be a finite number, got ${show(value)}`);
    }
  }
  return { ...spec, quantization };
}

function byteLength(label: string, { name, shape, dtype, quantization }: WeightSpec): number {
  const itemBytes = quantization === undefined ? ITEM_BYTES[dtype] : QUANTIZED_BYTES[quantization['dtype'] as string];
  const bytes = (elementCount(shape) as number) * (itemBytes as number);
  if (!Number.isSafeInteger(bytes)) throw invalid(label, `weight ${show(name)}: ${showShape(shape)} is not a shape`);
  return bytes;
}

function concatenate(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole.buffer;
}

function invalid(label: string, message: string): ModelMountError {
  return modelFailure('INVALID_MODEL', label, { message });
}
