import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { DTYPES, type DType } from '../../../../src/core/tensor/dtype.js';
import type { Label, Session } from '../../../../src/core/session.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { onnx, type OnnxOptions } from '../../../../src/runtime/backends/onnx/onnx.js';
import { openArtifact, type ModelSource } from '../../../../src/runtime/artifact/open-artifact.js';

export const FIXTURES = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
export const special = (name: string): string => path.join(FIXTURES, 'onnx-special', name);

interface WrittenTensor {
  readonly datatype: DType;
  readonly shape: readonly number[];
  readonly data: readonly (number | string | boolean)[];
}

/** One `reference.json`, written by the Python scripts of `test/reference/models`. */
export interface Reference {
  readonly inputs: Readonly<Record<string, WrittenTensor>>;
  readonly outputs: Readonly<Record<string, WrittenTensor>>;
  readonly labels?: readonly Label[] | Readonly<Record<string, readonly Label[]>>;
  readonly tolerance: number;
  readonly unsupported?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A model of the fixtures with its reference. */
export interface Fixture {
  readonly name: string;
  readonly model: string;
  readonly reference: Reference;
}

export function readReference(file: string): Reference {
  return JSON.parse(readFileSync(file, 'utf8')) as Reference;
}

/** Every ONNX model under `test/fixtures`. */
export function onnxFixtures(): Fixture[] {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.onnx'));
  return files.sort().map((name) => {
    const model = path.join(FIXTURES, name);
    const reference = name.endsWith('model.onnx')
      ? path.join(path.dirname(model), 'reference.json')
      : model.replace(/\.onnx$/, '.json');
    return { name: name.split(path.sep).join('/'), model, reference: readReference(reference) };
  });
}

/** The inputs of a reference as tensors. NaN and the infinities are written as text. */
export function referenceInputs({ inputs }: Reference): Map<string, Tensor> {
  return new Map(Object.entries(inputs).map(([name, written]) => [name, toTensor(written)]));
}

function toTensor({ datatype, shape, data }: WrittenTensor): Tensor {
  if (DTYPES[datatype].kind !== 'float') return Tensor.of(datatype, shape, data);
  const tensor = Tensor.of(
    datatype,
    shape,
    data.map((value) => (Number.isFinite(Number(value)) ? Number(value) : 0)),
  );
  const special: Readonly<Record<string, number>> =
    datatype === 'FP16' ? { NaN: 0x7e00, Infinity: 0x7c00, '-Infinity': 0xfc00 } : {};
  for (const [i, value] of data.entries()) {
    if (!Number.isFinite(Number(value))) (tensor.data as Float64Array)[i] = special[String(value)] ?? Number(value);
  }
  return tensor;
}

/** The largest absolute difference between two tensors of numbers; 0 or infinity for other elements. */
export function largestDifference(actual: Tensor, expected: WrittenTensor): number {
  const a = actual.toFlat();
  const b = expected.data;
  if (a.length !== b.length) return Infinity;
  return a.reduce<number>((largest, value, i) => Math.max(largest, difference(value, b[i])), 0);
}

function difference(actual: unknown, expected: unknown): number {
  if (typeof actual === 'bigint') return actual === BigInt(expected as number) ? 0 : Infinity;
  if (typeof actual !== 'number') return actual === expected ? 0 : Infinity;
  const number = Number(expected);
  return Object.is(actual, number) || actual === number ? 0 : Math.abs(actual - number) || Infinity;
}

export async function loadOnnx(source: ModelSource, options: OnnxOptions = {}): Promise<Session> {
  return onnx(options).load(await openArtifact(source));
}
