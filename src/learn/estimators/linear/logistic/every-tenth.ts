import type { DesignRows } from '../../common/design/design-rows.js';
import type { WeighedSamples } from '../../common/weigh-samples.js';

/** A part of the samples, with weights that sum to 1 again; `total` stays that of all. */
export interface PartOfSamples extends WeighedSamples {
  readonly rows: DesignRows;
}

/** Every tenth row; `undefined` where the rows cannot be taken apart or have no weight. */
export function everyTenth(rows: DesignRows, { classOf, weights, total }: WeighedSamples): PartOfSamples | undefined {
  const part = rows.everyTenth?.();
  if (part === undefined) return undefined;
  const classes = Int32Array.from({ length: part.nRows }, (_, i) => classOf[10 * i] as number);
  const ownWeights = Float64Array.from({ length: part.nRows }, (_, i) => weights[10 * i] as number);
  const sum = ownWeights.reduce((all, weight) => all + weight, 0);
  if (!(sum > 0)) return undefined;
  return { rows: part, classOf: classes, weights: ownWeights.map((weight) => weight / sum), total };
}
