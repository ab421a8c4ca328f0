import type { Transformer } from '../../contracts.js';
import type { FunctionRegistry } from '../functions/registered-function.js';
import type { OnWarning } from './warning.js';

/** How to revive a transformer from its JSON. */
export interface ReviveOptions {
  /** JSON Pointer of the JSON within a larger document, put before every place that a message names. @default '' */
  readonly path?: string;
  /** Takes the warnings of the revived transformer. @default none */
  readonly onWarning?: OnWarning | undefined;
  /** The functions that a `FunctionTransformer` was made with, by name. @default none */
  readonly functions?: FunctionRegistry | undefined;
}

/** What a transformer that holds others needs to revive them. */
export interface ReviveContext extends ReviveOptions {
  readonly path: string;
  /** Revives a nested transformer; counts how many there are and how deep. */
  readonly revive: (json: unknown, path: string) => Transformer;
}
