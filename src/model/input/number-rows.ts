import type { TensorSpec } from '../../core/signature.js';
import { Tensor } from '../../core/tensor/tensor.js';
import type { Transformer } from '../../learn/contracts.js';
import type { Feature } from '../features.js';
import { NumberReader, type Numbers } from './number-reader.js';

/** What rows of numbers are made of, and where they go. */
export interface NumberRowsOptions {
  readonly features: readonly Feature[];
  readonly transformer: Transformer | undefined;
  /** The one input that takes all columns. */
  readonly spec: TensorSpec;
}

/** Rows as session inputs, or `undefined` where one of them is anything but certain to be good. */
export type NumberRows = (rows: readonly unknown[]) => ReadonlyMap<string, Tensor> | undefined;

/** The largest number of each dtype that rows can be written into. */
const LARGEST = { FP32: 2 ** 128 - 2 ** 104, FP64: Number.MAX_VALUE };

/**
 * The short way for rows that are all numbers into one input of floats: each value is looked at once, and written to
 * where the session reads it.
 *
 * A single row is written over by the next one, since a session reads its inputs before its run returns.
 *
 * @returns `undefined` where the rows of these features cannot go that way.
 */
export function numberRows({ features, transformer, spec }: NumberRowsOptions): NumberRows | undefined {
  const { name, dtype } = spec;
  const names = new Set(features.map((feature) => feature.name));
  // Of a property "__proto__" the schema's validator knows nothing.
  const isNamed = names.size === features.length && !names.has('__proto__');
  if ((dtype !== 'FP32' && dtype !== 'FP64') || !isNamed || features.some(({ type }) => type === 'string')) {
    return undefined;
  }
  const transform = transformer?.transformInPlace?.bind(transformer);
  if (transformer !== undefined && transform === undefined) return undefined;
  const reader = new NumberReader(features, LARGEST[transformer === undefined ? dtype : 'FP64']);
  const fill = (rows: readonly unknown[], into: Numbers): boolean => {
    if (transform === undefined) return reader.read(rows, into);
    // A transformer computes in float64, whatever the model takes.
    const numbers = into instanceof Float64Array ? into : new Float64Array(into.length);
    const isDone = reader.read(rows, numbers) && transform(numbers);
    return isDone && (into === numbers || narrow(numbers, into));
  };
  const createTarget = (nRows: number): Target => {
    const into = new (dtype === 'FP32' ? Float32Array : Float64Array)(nRows * features.length);
    const shape = spec.shape.length === 1 ? [nRows] : [nRows, features.length];
    return { into, inputs: new Map([[name, new Tensor(dtype, shape, into)]]) };
  };
  let spare: Target | undefined;
  return (rows) => {
    const isOne = rows.length === 1;
    const target = (isOne ? spare : undefined) ?? createTarget(rows.length);
    // Reading a row can call whatever the row has for a getter, even this function.
    if (isOne) spare = undefined;
    const isRead = fill(rows, target.into);
    if (isOne) spare = target;
    return isRead ? target.inputs : undefined;
  };
}

interface Target {
  readonly into: Numbers;
  readonly inputs: ReadonlyMap<string, Tensor>;
}

/** Whether the numbers are there in float32 as well: none of them would become infinite. */
function narrow(numbers: Float64Array, into: Numbers): boolean {
  for (let k = 0; k < numbers.length; k++) {
    const number = numbers[k] as number;
    if (Math.abs(number) > LARGEST.FP32) return false;
    into[k] = number;
  }
  return true;
}
