import { Matrix } from '../../learn/math/matrix.js';
import type { FitResponse } from '../../learn/selection/run/fit-job.js';
import type { PackedResponse } from './messages.js';

/** A response as data. */
export function packResponse({ values, classes }: FitResponse): PackedResponse {
  if (!(values instanceof Matrix)) return { values, classes };
  const { nRows, nColumns, data } = values;
  return { values: { nRows, nColumns, data }, classes };
}

/** The response again, on the other side. */
export function unpackResponse({ values, classes }: PackedResponse): FitResponse {
  const isMatrix = 'nRows' in values;
  return { values: isMatrix ? new Matrix(values.nRows, values.nColumns, values.data) : values, classes };
}
