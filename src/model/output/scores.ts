import { DTYPES } from '../../core/tensor/dtype.js';
import { ModelMountError } from '../../core/errors.js';
import { showShape } from '../../core/tensor/shape.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';

/**
 * The output that a postprocessing reads: the one it names, or the only one of floats with a fitting width.
 *
 * @param width - Columns that it must have; 1 fits an output of one axis.
 * @throws {ModelMountError} `INVALID_MANIFEST` if there is none, or more than one.
 */
export function findOutput({ outputs }: Signature, name: string | undefined, widths: readonly number[]): TensorSpec {
  const fits = (spec: TensorSpec): boolean => {
    const width = spec.shape.length === 1 ? 1 : (spec.shape[1] ?? 1);
    return DTYPES[spec.dtype].kind === 'float' && spec.shape.length <= 2 && (width === -1 || widths.includes(width));
  };
  const candidates = outputs.filter((spec) => (name === undefined ? fits(spec) : spec.name === name && fits(spec)));
  const [found] = candidates;
  if (candidates.length === 1 && found !== undefined) return found;
  const shown = outputs.map((spec) => `${spec.name} ${spec.dtype} ${showShape(spec.shape)}`).join(', ');
  const wanted = `${name === undefined ? 'one output' : `an output "${name}"`} of floats with ${widths.join(' or ')} columns`;
  throw new ModelMountError('INVALID_MANIFEST', `the postprocessing needs ${wanted}; the model has ${shown}`);
}

/**
 * An output as finite numbers: the session's own array, not to be written to, where that holds numbers.
 *
 * @throws {ModelMountError} `NON_FINITE_OUTPUT` naming output and row.
 */
export function finiteNumbers(name: string, { dtype, shape, data }: Tensor): Float64Array | Float32Array {
  const { decode, itemBytes } = DTYPES[dtype];
  const numbers =
    itemBytes === 2 ? Float64Array.from(data as Uint16Array, (bits) => decode(bits) as number) : (data as Float64Array);
  for (let k = 0; k < numbers.length; k++) {
    if (Number.isFinite(numbers[k])) continue;
    throw nonFinite(name, shape.length === 0 ? 0 : Math.floor((k * (shape[0] ?? 1)) / numbers.length));
  }
  return numbers;
}

/** The error for an output that is not a finite number. */
export function nonFinite(output: string, row: number): ModelMountError {
  return new ModelMountError(
    'NON_FINITE_OUTPUT',
    `the model's output "${output}" is NaN or infinite for row ${row}; its input may lie far outside of what it was trained on`,
    { details: { output, row } },
  );
}
