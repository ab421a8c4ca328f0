import { ModelMountError } from '../../core/errors.js';
import type { Session } from '../../core/session.js';
import type { Transformer } from '../../learn/contracts.js';
import type { ModelDescription } from '../description.js';
import { isTabular } from './derive-features.js';
import { imageInput } from './image/image-input.js';
import type { InputStage } from './input-stage.js';
import { tabularInput } from './tabular-input.js';
import { tensorInput } from './tensor-input.js';

/**
 * The input stage that a description declares, or what the model file itself tells: columns of features where
 * the inputs have the shape of a table, else nested arrays.
 *
 * @param transformer - The fitted transformer of the description, revived from its JSON; see `revivePreprocessing`.
 * @throws {ModelMountError} `INVALID_MANIFEST` if they do not fit each other.
 */
export function selectInput(
  { signature, info }: Session,
  description: ModelDescription,
  transformer?: Transformer,
): InputStage {
  const { preprocessing } = description;
  if (preprocessing?.kind === 'image') return imageInput(signature, preprocessing);
  if (preprocessing?.transformer !== undefined && transformer === undefined) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'the description has the JSON of a transformer, but not the transformer; use loadModel, or pass reviveTransformer(json) as "transformer"',
    );
  }
  const features = description.features ?? info.featureNames?.map((name) => ({ name, type: 'number' as const }));
  if (transformer === undefined && description.features === undefined && !isTabular(signature)) {
    return tensorInput(signature);
  }
  return tabularInput({
    signature,
    transformer,
    features: transformer && !description.features ? undefined : features,
  });
}
