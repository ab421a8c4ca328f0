import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import { resolveClassWeight, type ClassWeight } from './class-weight.js';

/** Samples as a classifier's solver sees them. */
export interface WeighedSamples {
  /** Class of each sample, from 0. */
  readonly classOf: Int32Array;
  /** Weights of samples and classes together, brought to a sum of 1. */
  readonly weights: Float64Array;
  /** What their sum was. */
  readonly total: number;
}

/**
 * Classes and weights of the samples.
 *
 * @param classOf - Class of each sample, from 0; kept, and not changed.
 * @throws {ModelMountError} `INVALID_ARGUMENT` where no sample has a weight above 0.
 */
export function weighSamples(
  classOf: Int32Array,
  sampleWeights: Float64Array,
  { classes, classWeight }: { readonly classes: readonly Label[]; readonly classWeight: ClassWeight | undefined },
): WeighedSamples {
  const nSamples = classOf.length;
  const totals = new Float64Array(classes.length);
  for (let i = 0; i < nSamples; i++) {
    const k = classOf[i] as number;
    totals[k] = (totals[k] as number) + (sampleWeights[i] as number);
  }
  const classWeights = resolveClassWeight(classWeight, classes, totals);
  const weights = new Float64Array(nSamples);
  let total = 0;
  for (let i = 0; i < nSamples; i++) {
    const weight = (sampleWeights[i] as number) * (classWeights[classOf[i] as number] as number);
    weights[i] = weight;
    total += weight;
  }
  if (!(total > 0 && total < Infinity)) {
    throw new ModelMountError('INVALID_ARGUMENT', 'sampleWeight and classWeight leave no sample with a weight above 0');
  }
  for (let i = 0; i < nSamples; i++) weights[i] = (weights[i] as number) / total;
  return { classOf, weights, total };
}
