import { encodeValues } from '../../core/tensor/encode-values.js';
import { errorFromIssues } from '../../core/errors.js';
import { MAX_ISSUES, pointer, show, type Issue } from '../../core/issue.js';
import { isObject, type JsonObject } from '../../core/json.js';
import { flatten, positionOf } from '../../core/tensor/nested.js';
import { shapeFits, showShape } from '../../core/tensor/shape.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import { Tensor } from '../../core/tensor/tensor.js';
import { rowValueSchema } from '../row-value-schema.js';
import type { InputStage } from './input-stage.js';

/**
 * Rows of nested arrays for models whose inputs are not columns: a row is what one entry of the batch axis
 * holds. With one input a row may be the array itself; with several it is an object by input name.
 */
export function tensorInput({ inputs }: Signature): InputStage {
  return {
    inputs,
    features: [],
    rowSchema: rowSchema(inputs),
    fromTensors: (tensors) => tensors,
    fromRows: (rows) => {
      const issues: Issue[] = [];
      const byName = readRows(rows, inputs, issues);
      const tensors = new Map<string, Tensor>();
      for (const spec of inputs) {
        const cells = byName.map((row) => row[spec.name]);
        const tensor = stack(spec, cells, { issues, tail: inputs.length > 1 ? pointer(spec.name) : '' });
        if (tensor !== undefined) tensors.set(spec.name, tensor);
      }
      if (issues.length > 0) {
        throw errorFromIssues('INVALID_INPUT', 'the rows do not fit the model’s inputs', issues.slice(0, MAX_ISSUES));
      }
      return tensors;
    },
  };
}

function rowSchema(inputs: readonly TensorSpec[]): JsonObject {
  const byName: JsonObject = {
    type: 'object',
    properties: Object.fromEntries(inputs.map((spec) => [spec.name, rowValueSchema(spec)])),
    required: inputs.map((spec) => spec.name),
    additionalProperties: false,
  };
  const [only] = inputs;
  return inputs.length === 1 && only !== undefined ? { anyOf: [rowValueSchema(only), byName] } : byName;
}

/** Rows as objects by input name; a row at fault becomes an empty object. */
function readRows(
  rows: readonly unknown[],
  inputs: readonly TensorSpec[],
  issues: Issue[],
): Readonly<Record<string, unknown>>[] {
  const names = inputs.map((spec) => spec.name);
  const expected = names.join(', ');
  return rows.map((row, i) => {
    if (!isObject(row) || ArrayBuffer.isView(row)) {
      if (names.length === 1) return { [names[0] as string]: row };
      issues.push({ path: pointer(i), code: 'type', message: `expected an object with ${expected}, got ${show(row)}` });
      return {};
    }
    for (const name of Object.keys(row).filter((key) => !names.includes(key))) {
      issues.push({ path: pointer(i, name), code: 'unexpected', message: `is not known; expected ${expected}` });
    }
    for (const name of names.filter((key) => !Object.hasOwn(row, key))) {
      issues.push({ path: pointer(i, name), code: 'missing', message: 'is missing' });
    }
    return row;
  });
}

/** One input's part of all rows as a tensor; `undefined` if a row is at fault. */
function stack(
  spec: TensorSpec,
  cells: readonly unknown[],
  { issues, tail }: { readonly issues: Issue[]; readonly tail: string },
): Tensor | undefined {
  const values: unknown[] = [];
  let inner: readonly number[] | undefined;
  for (const [i, cell] of cells.entries()) {
    if (cell === undefined) continue;
    if (issues.length >= MAX_ISSUES) return undefined;
    const path = pointer(i) + tail;
    const flat = flatten(cell, path);
    if (!('values' in flat)) {
      issues.push(flat);
      continue;
    }
    const expected = inner ?? spec.shape.slice(1);
    if (!shapeFits(flat.shape, expected)) {
      const why = inner === undefined ? '' : ' as in the rows before';
      const message = `expected shape ${showShape(expected)}${why}, got ${showShape(flat.shape)}`;
      issues.push({ path, code: 'shape', message });
      continue;
    }
    inner ??= flat.shape;
    for (const value of flat.values) values.push(value);
  }
  if (issues.length > 0) return undefined;
  // With no row at all the lengths of dynamic axes are unknown; 0 is as good as any.
  const rest = inner ?? spec.shape.slice(1).map((length) => (length === -1 ? 0 : length));
  const shape = [cells.length, ...rest];
  const pathOf = (index: number): string => {
    const [i = 0, ...position] = positionOf(index, shape);
    return pointer(i) + tail + pointer(...position);
  };
  const data = encodeValues(spec.dtype, values, { issues, pathOf });
  return issues.length > 0 ? undefined : new Tensor(spec.dtype, shape, data);
}
