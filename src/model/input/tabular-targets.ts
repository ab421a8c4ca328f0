import { DTYPES } from '../../core/tensor/dtype.js';
import { ModelMountError } from '../../core/errors.js';
import { showShape } from '../../core/tensor/shape.js';
import type { Signature, TensorSpec } from '../../core/signature.js';
import type { Transformer } from '../../learn/contracts.js';
import type { Feature } from '../features.js';

/** A session input, and the one column that goes into it; `undefined` where it takes them all. */
export interface Target {
  readonly spec: TensorSpec;
  readonly position: number | undefined;
}

/**
 * Which columns go into which session input.
 *
 * @throws {ModelMountError} `INVALID_MANIFEST` if features, transformer and signature do not fit each other.
 */
export function tabularTargets(
  signature: Signature,
  features: readonly Feature[],
  transformer: Transformer | undefined,
): readonly Target[] {
  if (transformer === undefined) return columnTargets(signature, features);
  const targets = matrixTarget(signature, transformer);
  checkTransformer(features, transformer);
  return targets;
}

function columnTargets({ inputs }: Signature, features: readonly Feature[]): Target[] {
  const [only] = inputs;
  if (inputs.length === 1 && only !== undefined) {
    const columns = only.shape.length === 1 ? 1 : (only.shape[1] as number);
    if (columns !== -1 && columns !== features.length) {
      throw new ModelMountError(
        'INVALID_MANIFEST',
        `the model's input "${only.name}" has ${columns} columns, but ${features.length} features are declared`,
      );
    }
    checkTypes(only, features);
    return [{ spec: only, position: undefined }];
  }
  return inputs.map((spec) => {
    const position = features.findIndex((feature) => feature.name === spec.name);
    const feature = features[position];
    if (feature === undefined || features.length !== inputs.length) {
      const names = inputs.map((input) => input.name).join(', ');
      throw new ModelMountError(
        'INVALID_MANIFEST',
        `the model takes one input a feature (${names}); declare exactly these features`,
      );
    }
    checkTypes(spec, [feature]);
    return { spec, position };
  });
}

function checkTypes(spec: TensorSpec, features: readonly Feature[]): void {
  const { kind } = DTYPES[spec.dtype];
  for (const { name, type, nullable } of features) {
    if ((type === 'string') !== (kind === 'bytes')) {
      throw new ModelMountError(
        'INVALID_MANIFEST',
        `feature "${name}" is a ${type}, but input "${spec.name}" takes ${spec.dtype}; encode it in the preprocessing`,
      );
    }
    if (nullable === true && kind !== 'float' && kind !== 'bytes') {
      throw new ModelMountError(
        'INVALID_MANIFEST',
        `feature "${name}" cannot be nullable: input "${spec.name}" takes ${spec.dtype}, which has no missing value`,
      );
    }
  }
}

function matrixTarget({ inputs }: Signature, transformer: Transformer): Target[] {
  const [only] = inputs;
  if (inputs.length !== 1 || only?.shape.length !== 2) {
    const shapes = inputs.map((spec) => `${spec.name} ${showShape(spec.shape)}`).join(', ');
    throw new ModelMountError(
      'INVALID_MANIFEST',
      `a transformer needs a model with one input of two axes; this one has ${shapes}`,
    );
  }
  const width = transformer.nFeaturesOut;
  if (only.shape[1] !== -1 && only.shape[1] !== width) {
    throw new ModelMountError(
      'INVALID_MANIFEST',
      `the transformer gives ${width} columns, but the model's input "${only.name}" has shape ${showShape(only.shape)}`,
    );
  }
  return [{ spec: only, position: undefined }];
}

function checkTransformer(features: readonly Feature[], transformer: Transformer): void {
  const names = features.map((feature) => feature.name);
  const expected = transformer.featureNames;
  if (transformer.nFeatures !== names.length || expected?.some((name, j) => name !== names[j])) {
    throw new ModelMountError(
      'INVALID_MANIFEST',
      `the transformer was fitted on ${transformer.nFeatures} features${expected ? ` (${expected.slice(0, 8).join(', ')})` : ''}, the declared features are ${names.slice(0, 8).join(', ')}`,
    );
  }
}
