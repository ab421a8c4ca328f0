import type { JsonValue } from '../../core/json.js';
import type { Signature } from '../../core/signature.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import { type NestedElements } from '../../core/tensor/tensor.js';
import { rowValueSchema } from '../row-value-schema.js';
import type { OutputStage } from './output-stage.js';
import { nonFinite } from './scores.js';

/** What each output holds for a row, under the output's own name. For models of which nothing more is known. */
export function tensorOutput({ outputs: specs }: Signature): OutputStage {
  return {
    outputs: specs,
    needs: specs.map((spec) => spec.name),
    predictionSchema: {
      type: 'object',
      properties: Object.fromEntries(specs.map((spec) => [spec.name, rowValueSchema(spec)])),
      required: specs.map((spec) => spec.name),
    },
    toTensors: (outputs) => outputs,
    toPredictions: (outputs, nRows) => {
      const columns = [...outputs].map(([name, tensor]) => [name, perRow(name, tensor, nRows)] as const);
      return Array.from({ length: nRows }, (_, i) =>
        Object.fromEntries(columns.map(([name, values]) => [name, values[i] as JsonValue])),
      );
    },
  };
}

function perRow(name: string, tensor: Tensor, nRows: number): readonly JsonValue[] {
  const nested = toJson(name, tensor);
  // An output without a batch axis belongs to every row.
  return tensor.shape[0] === nRows && Array.isArray(nested)
    ? (nested as JsonValue[])
    : Array.from({ length: nRows }, () => nested);
}

function toJson(name: string, tensor: Tensor): JsonValue {
  const convert = (element: NestedElements, row: number): JsonValue => {
    if (Array.isArray(element))
      return element.map((item: NestedElements, i) => convert(item, element === nested ? i : row));
    if (typeof element === 'number' && !Number.isFinite(element)) throw nonFinite(name, row);
    // JSON readers lose digits beyond 2^53: such integers are strings.
    if (typeof element === 'bigint')
      return Number.isSafeInteger(Number(element)) ? Number(element) : element.toString();
    if (element instanceof Uint8Array) return Buffer.from(element).toString('base64');
    return element as JsonValue;
  };
  const nested = tensor.toNested();
  return convert(nested, 0);
}
