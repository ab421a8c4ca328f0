import type { JsonObject } from '../../../core/json.js';
import { toJsonNumber } from '../../data/json-number.js';
import { readOptionalNumber } from './linear-document.js';

/** How an iterative fit went; each is `undefined` where the JSON that a model was revived from does not say. */
export interface FitFacts {
  /** Steps that the solver took. */
  readonly nIter: number | undefined;
  /** Whether the optimum was reached. */
  readonly isConverged: boolean | undefined;
  /**
   * Largest component of the gradient of the objective's mean over the samples, without its sign, each feature
   * measured in units of about its standard deviation: 0 at the optimum. Where the penalty has a kink, of the
   * gradients that there are the smallest counts.
   */
  readonly gradientNorm: number | undefined;
}

/** The facts as members of a document's metadata. */
export function factsToJson({ nIter, isConverged, gradientNorm }: FitFacts): JsonObject {
  return { nIter, isConverged, gradientNorm: optionalToJson(gradientNorm) };
}

/** A number of the metadata, for what `readOptionalNumber` reads. */
export function optionalToJson(value: number | undefined): ReturnType<typeof toJsonNumber> | undefined {
  return value === undefined ? undefined : toJsonNumber(value);
}

/** The facts that `factsToJson` wrote. */
export function readFacts(metadata: Readonly<Record<string, unknown>>): FitFacts {
  return {
    nIter: readOptionalNumber(metadata, 'nIter'),
    isConverged: typeof metadata['isConverged'] === 'boolean' ? metadata['isConverged'] : undefined,
    gradientNorm: readOptionalNumber(metadata, 'gradientNorm'),
  };
}
