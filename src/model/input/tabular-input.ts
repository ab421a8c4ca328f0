import type { DType } from '../../core/tensor/dtype.js';
import { errorFromIssues, ModelMountError } from '../../core/errors.js';
import { pointer, type Issue } from '../../core/issue.js';
import { isObject } from '../../core/json.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import type { Cell } from '../../learn/data/samples.js';
import { Table, type ColumnValues } from '../../learn/data/table.js';
import type { Transformer } from '../../learn/contracts.js';
import { Matrix } from '../../learn/math/matrix.js';
import { SparseMatrix } from '../../learn/math/sparse-matrix.js';
import { rowObjectSchema, type Feature, type FeatureType } from '../features.js';
import { columnsToTensor } from './columns-to-tensor.js';
import type { InputStage } from './input-stage.js';
import { deriveFeatures } from './derive-features.js';
import { numberRows } from './number-rows.js';
import { RowChecker } from './row-checker.js';
import { tabularTargets, type Target } from './tabular-targets.js';

/** What a tabular input stage is made of. */
export interface TabularInputOptions {
  readonly signature: Signature;
  /** @default derived from the signature: `x0`, `x1` … for one input with columns, the inputs' names for one input a column */
  readonly features?: readonly Feature[] | undefined;
  /** Fitted preprocessing between the features and the session's one input. */
  readonly transformer?: Transformer | undefined;
}

/**
 * Rows of features: checked, put in columns, through the transformer if there is one, into the session's inputs.
 *
 * @throws {ModelMountError} `INVALID_MANIFEST` if features, transformer and signature do not fit each other.
 */
export function tabularInput({ signature, transformer, ...options }: TabularInputOptions): InputStage {
  const features = options.features ?? deriveFeatures(signature, transformer);
  const targets = tabularTargets(signature, features, transformer);
  const checker = new RowChecker(features);
  const names = features.map((feature) => feature.name);
  const toInputs = (columns: readonly ColumnValues[], nRows: number): ReadonlyMap<string, Tensor> => {
    const table = new Table(columns, names, nRows);
    return fillTargets(transformer === undefined ? table : applyTransformer(transformer, table), targets);
  };
  const [only] = targets;
  const isWhole = only !== undefined && only.position === undefined;
  const readNumbers = isWhole ? numberRows({ features, transformer, spec: only.spec }) : undefined;
  // Numbers that all go into one input need no columns of their own on the way.
  const isMatrix = transformer === undefined && isWhole && features.every(({ type }) => type !== 'string');
  return {
    inputs: transformer === undefined ? signature.inputs : features.map(featureSpec),
    rowSchema: rowObjectSchema(features),
    features,
    fromRows: (given) => {
      const inputs = readNumbers?.(given);
      if (inputs !== undefined) return inputs;
      const rows = given.map((row) => (ArrayBuffer.isView(row) ? Array.from(row as Float64Array) : row));
      checker.check(rows);
      if (isMatrix) return fillTargets(readMatrix(rows, names), targets, names);
      return toInputs(
        features.map((feature, j) => readColumn(rows, feature, j)),
        rows.length,
      );
    },
    fromTensors: (tensors) => {
      if (transformer === undefined) return tensors;
      const columns = features.map((feature) => tensorColumn(feature, tensors.get(feature.name) as Tensor));
      return toInputs(columns, columns[0]?.length ?? 0);
    },
  };
}

/** The tensor door's spec of a feature that a transformer takes: a column. */
function featureSpec({ name, type }: Feature): TensorSpec {
  const dtypes: Readonly<Record<FeatureType, DType>> = {
    number: 'FP64',
    integer: 'INT64',
    string: 'BYTES',
    boolean: 'BOOL',
  };
  return { name, dtype: dtypes[type], shape: [-1, 1], axes: ['batch', ''] };
}

function cellOf(row: unknown, name: string, j: number): Cell {
  if (Array.isArray(row)) return row[j] as Cell;
  return isObject(row) && Object.hasOwn(row, name) ? (row[name] as Cell) : null;
}

function toNumber(cell: Cell): number {
  return cell === null || cell === undefined ? NaN : Number(cell);
}

function readMatrix(rows: readonly unknown[], names: readonly string[]): Matrix {
  const matrix = new Matrix(rows.length, names.length);
  let k = 0;
  for (const row of rows) {
    for (let j = 0; j < names.length; j++) matrix.data[k++] = toNumber(cellOf(row, names[j] as string, j));
  }
  return matrix;
}

function readColumn(rows: readonly unknown[], { name, type }: Feature, j: number): ColumnValues {
  if (type === 'string') return rows.map((row) => cellOf(row, name, j) as string | null);
  const column = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) column[i] = toNumber(cellOf(rows[i], name, j));
  return column;
}

function tensorColumn({ type }: Feature, tensor: Tensor): ColumnValues {
  if (type === 'string')
    return tensor
      .toFlat()
      .map((value) => (typeof value === 'string' ? value : new TextDecoder().decode(value as Uint8Array)));
  return Float64Array.from(tensor.data as ArrayLike<number>, Number);
}

function applyTransformer(transformer: Transformer, table: Table): Matrix | Table {
  try {
    const columns = transformer.transform(table);
    return columns instanceof SparseMatrix ? columns.toMatrix() : columns;
  } catch (error) {
    // What a fitted transformer refuses (an unknown category, a missing value) is a fault of the rows.
    if (!ModelMountError.is(error) || error.code === 'INVALID_INPUT') throw error;
    const { row, column } = error.details;
    const path = typeof row === 'number' ? pointer(row, ...(typeof column === 'string' ? [column] : [])) : '';
    throw errorFromIssues('INVALID_INPUT', 'the preprocessing refuses the rows', [
      { path, code: 'value', message: error.message },
    ]);
  }
}

function fillTargets(
  columns: Matrix | Table,
  targets: readonly Target[],
  names?: readonly string[],
): ReadonlyMap<string, Tensor> {
  const issues: Issue[] = [];
  const inputs = new Map<string, Tensor>();
  for (const { spec, position } of targets) {
    const part = position === undefined || !(columns instanceof Table) ? columns : columns.select([position]);
    const report = { issues, names: part instanceof Table ? part.names : names };
    inputs.set(spec.name, columnsToTensor(part, spec, report));
  }
  if (issues.length > 0) throw errorFromIssues('INVALID_INPUT', 'the rows do not fit the model’s inputs', issues);
  return inputs;
}
