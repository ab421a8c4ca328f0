import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DType } from '../../../../src/core/tensor/dtype.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

interface TensorJson {
  readonly datatype: DType;
  readonly shape: readonly number[];
  readonly data: readonly unknown[];
}

/** A model with the answers that Python gave. */
export interface ReferenceModel {
  /** Folder inside `test/fixtures`. */
  readonly name: string;
  readonly folder: string;
  readonly inputs: () => ReadonlyMap<string, Tensor>;
  readonly outputs: () => ReadonlyMap<string, Tensor>;
  readonly tolerance: number;
}

/** Every TensorFlow.js model of the fixtures. */
export function referenceModels(): readonly ReferenceModel[] {
  return readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'model.json' && /^(?:keras|tfjs)-/.test(file))
    .map((file) => referenceModel(path.dirname(file).split(path.sep).join('/')))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** One of them. */
export function referenceModel(name: string): ReferenceModel {
  const folder = path.join(FIXTURES, name);
  const { inputs, outputs, tolerance } = JSON.parse(readFileSync(path.join(folder, 'reference.json'), 'utf8')) as {
    inputs: Record<string, TensorJson>;
    outputs: Record<string, TensorJson>;
    tolerance: number;
  };
  return { name, folder, inputs: () => tensors(inputs), outputs: () => tensors(outputs), tolerance };
}

function tensors(entries: Record<string, TensorJson>): Map<string, Tensor> {
  return new Map(
    Object.entries(entries).map(([name, { datatype, shape, data }]) => [name, Tensor.of(datatype, shape, data)]),
  );
}

/** Largest absolute difference between two tensors' elements; infinite if dtype or shape differ. */
export function largestDifference(actual: Tensor | undefined, expected: Tensor): number {
  if (actual?.dtype !== expected.dtype || String(actual.shape) !== String(expected.shape)) return Infinity;
  const others = expected.toFlat().map(Number);
  return actual.toFlat().reduce((largest: number, value, i) => {
    const difference = Math.abs(Number(value) - (others[i] as number));
    // NaN would lose every comparison.
    return difference <= largest ? largest : Number.isNaN(difference) ? Infinity : difference;
  }, 0);
}
