import { DTYPES, type DType } from '../../core/tensor/dtype.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import type { Transformer } from '../../learn/contracts.js';
import type { Feature, FeatureType } from '../features.js';

const FEATURE_TYPES: Readonly<Record<(typeof DTYPES)[DType]['kind'], FeatureType>> = {
  boolean: 'boolean',
  integer: 'integer',
  bigInteger: 'integer',
  float: 'number',
  bytes: 'string',
};

/** The features that a signature tells, or the transformer in front of it. */
export function deriveFeatures({ inputs }: Signature, transformer: Transformer | undefined): Feature[] {
  if (transformer !== undefined) {
    return Array.from({ length: transformer.nFeatures }, (_, j) => ({
      name: transformer.featureNames?.[j] ?? `x${j}`,
      type: 'number',
    }));
  }
  const [first] = inputs;
  if (inputs.length === 1 && first !== undefined && !isColumn(first)) {
    const type = FEATURE_TYPES[DTYPES[first.dtype].kind];
    return Array.from({ length: first.shape[1] ?? 0 }, (_, j) => ({ name: `x${j}`, type }));
  }
  return inputs.map((spec) => ({ name: spec.name, type: FEATURE_TYPES[DTYPES[spec.dtype].kind] }));
}

/** Whether a model's inputs are columns of features: one input of shape `[n, d]`, or inputs of one column each. */
export function isTabular({ inputs }: Signature): boolean {
  const [first] = inputs;
  if (inputs.length === 1 && first !== undefined) return first.shape.length === 2 && (first.shape[1] ?? -1) > 0;
  return inputs.length > 1 && inputs.every(isColumn);
}

function isColumn({ shape }: TensorSpec): boolean {
  return shape.length === 1 || (shape.length === 2 && shape[1] === 1);
}
