import { ModelMountError } from '../../core/errors.js';
import type { Transformer } from '../../learn/contracts.js';
import type { FunctionRegistry } from '../../learn/preprocessing/functions/registered-function.js';
import type { TransformerReviver } from '../../learn/preprocessing/revive.js';
import type { ModelDescription } from '../description.js';

/** What a model's preprocessing needs beyond its JSON. */
export interface PreprocessingOptions {
  /** What revives transformers of kinds that are not built in, by kind. @default none */
  readonly transformers?: Readonly<Record<string, TransformerReviver>> | undefined;
  /** The functions that its `FunctionTransformer`s were made with, by name. @default none */
  readonly functions?: FunctionRegistry | undefined;
}

/**
 * The fitted transformer of a description; `undefined` where it has none.
 *
 * The code of the transformers is loaded only now: most of it no one needs who serves models without preprocessing.
 *
 * @throws {ModelMountError} `INVALID_MANIFEST` if its JSON is at fault, or needs what was not given.
 */
export async function revivePreprocessing(
  { preprocessing }: ModelDescription,
  { transformers, functions }: PreprocessingOptions,
): Promise<Transformer | undefined> {
  if (preprocessing?.kind !== 'tabular' || preprocessing.transformer === undefined) return undefined;
  const { reviveTransformer } = await import('../../learn/preprocessing/revive.js');
  try {
    return reviveTransformer(preprocessing.transformer, { transformers, functions });
  } catch (cause) {
    if (!ModelMountError.is(cause)) throw cause;
    throw new ModelMountError('INVALID_MANIFEST', `preprocessing/transformer: ${cause.message}`, { cause });
  }
}
