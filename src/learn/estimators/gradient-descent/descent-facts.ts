import { ModelMountError } from '../../../core/errors.js';
import { fromJsonNumbers } from '../../data/json-number.js';
import { readOptionalNumber } from '../common/linear-document.js';

/** How descent went. */
export interface DescentFacts {
  /** Objective over all rows before the first step and after each epoch; of `nIter + 1` numbers. */
  readonly lossCurve: Float64Array;
  /** Epochs. */
  readonly nIter: number;
  /** Whether the optimum was reached. */
  readonly isConverged: boolean;
  /** Largest component of the objective's gradient over all rows, without its sign. 0 at the optimum. */
  readonly gradientNorm: number;
}

/**
 * The facts that a fitted value wrote into its metadata.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if they are not there.
 */
export function readDescentFacts(metadata: Readonly<Record<string, unknown>>): DescentFacts {
  const lossCurve = fromJsonNumbers(metadata['lossCurve'], 'metadata.lossCurve');
  const nIter = readOptionalNumber(metadata, 'nIter');
  const gradientNorm = readOptionalNumber(metadata, 'gradientNorm');
  const { isConverged } = metadata;
  if (nIter !== lossCurve.length - 1 || gradientNorm === undefined || typeof isConverged !== 'boolean') {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      'metadata of a model trained by gradient descent must have nIter, isConverged, gradientNorm, and a lossCurve of nIter + 1 numbers',
    );
  }
  return { lossCurve, nIter, isConverged, gradientNorm };
}
