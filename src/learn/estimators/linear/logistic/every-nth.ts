import type { DesignRows } from '../../common/design/design-rows.js';
import type { WeighedSamples } from '../../common/weigh-samples.js';

/** A part of the samples, with weights that sum to 1 again; `total` stays that of all. */
export interface PartOfSamples extends WeighedSamples {
  readonly rows: DesignRows;
}

/** Rows 0, step, 2 · step …; `undefined` where the rows cannot be taken apart or have no weight. */
export function everyNth(
  step: number,
  rows: DesignRows,
  { classOf, weights, total }: WeighedSamples,
): PartOfSamples | undefined {
  const part = rows.everyNth?.(step);
  if (part === undefined) return undefined;
  const classes = new Int32Array(part.nRows);
  const ownWeights = new Float64Array(part.nRows);
  let sum = 0;
  for (let i = 0; i < part.nRows; i++) {
    const weight = weights[i * step] as number;
    classes[i] = classOf[i * step] as number;
    ownWeights[i] = weight;
    sum += weight;
  }
  if (!(sum > 0)) return undefined;
  return { rows: part, classOf: classes, weights: ownWeights.map((weight) => weight / sum), total };
}
