import { DTYPES, type TensorData } from '../../core/tensor/dtype.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../core/issue.js';
import type { TensorSpec } from '../../core/signature.js';
import { Tensor } from '../../core/tensor/tensor.js';
import { toMatrix } from '../../learn/data/samples.js';
import { isStringColumn, Table } from '../../learn/data/table.js';
import type { Matrix } from '../../learn/math/matrix.js';

// Exponent all ones and a fraction: a NaN in half precision and in bfloat16 alike.
const NAN_BITS = 0x7fc0;

/**
 * Columns as one tensor of the spec's dtype, shape `[nRows, nColumns]` (or `[nRows]` where the spec has one axis).
 *
 * NaN stays NaN in a float tensor: whether a value may be missing was decided when the rows were checked.
 *
 * @param report - Receives a fault for each value that the dtype cannot hold (the tensor is then not to be used), under
 *   the column's name where it has one.
 */
export function columnsToTensor(
  columns: Matrix | Table,
  spec: TensorSpec,
  { issues, names }: { readonly issues: Issue[]; readonly names: readonly string[] | undefined },
): Tensor {
  const shape = spec.shape.length === 1 ? [columns.nRows] : [columns.nRows, columns.nColumns];
  const { kind } = DTYPES[spec.dtype];
  if (kind === 'bytes' && columns instanceof Table) return new Tensor(spec.dtype, shape, strings(columns));
  const numbers = toMatrix(columns);
  if (spec.dtype === 'FP64') return new Tensor('FP64', shape, numbers.data);
  return new Tensor(
    spec.dtype,
    shape,
    convert(numbers, spec, (i, j, value) => {
      if (issues.length >= MAX_ISSUES) return;
      const name = names?.[j] ?? j;
      issues.push({
        path: pointer(i, name),
        code: 'range',
        message: `expected ${DTYPES[spec.dtype].range}, got ${show(value)}`,
      });
    }),
  );
}

function convert(numbers: Matrix, spec: TensorSpec, refuse: (i: number, j: number, value: number) => void): TensorData {
  const { allocate, encode, kind } = DTYPES[spec.dtype];
  const { data, nColumns } = numbers;
  const converted = allocate(data.length);
  const cells = converted as { [index: number]: unknown };
  for (let k = 0; k < data.length; k++) {
    const value = data[k] as number;
    const stored = kind === 'boolean' ? encode(value !== 0) : encode(value);
    if (stored !== undefined) cells[k] = stored;
    else if (Number.isNaN(value) && kind === 'float') cells[k] = spec.dtype === 'FP32' ? NaN : NAN_BITS;
    else refuse(Math.floor(k / nColumns), k % nColumns, value);
  }
  return converted;
}

function strings({ columns, nRows }: Table): string[] {
  const data: string[] = [];
  for (let i = 0; i < nRows; i++) {
    for (const column of columns) {
      // ONNX has no missing string; scikit-learn's converters stand the empty one in for it.
      data.push((isStringColumn(column) ? column[i] : undefined) ?? '');
    }
  }
  return data;
}
