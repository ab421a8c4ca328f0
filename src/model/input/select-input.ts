import { ModelMountError } from '../../core/errors.js';
import type { JsonObject } from '../../core/json.js';
import type { Session } from '../../core/session.js';
import type { Transformer } from '../../learn/contracts.js';
import { reviveTransformer } from '../../learn/preprocessing/revive.js';
import type { ModelDescription } from '../description.js';
import { isTabular } from './derive-features.js';
import { imageInput } from './image-input.js';
import type { InputStage } from './input-stage.js';
import { tabularInput } from './tabular-input.js';
import { tensorInput } from './tensor-input.js';

/**
 * The input stage that a description declares, or what the model file itself tells: columns of features where
 * the inputs have the shape of a table, else nested arrays.
 */
export function selectInput({ signature, info }: Session, description: ModelDescription): InputStage {
  const { preprocessing } = description;
  if (preprocessing?.kind === 'image') return imageInput(signature, preprocessing);
  const transformer = preprocessing?.transformer === undefined ? undefined : revive(preprocessing.transformer);
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

function revive(json: JsonObject): Transformer {
  try {
    return reviveTransformer(json);
  } catch (cause) {
    if (!ModelMountError.is(cause)) throw cause;
    throw new ModelMountError('INVALID_MANIFEST', `preprocessing/transformer: ${cause.message}`, { cause });
  }
}
