import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import { Matrix } from '../../math/matrix.js';
import type { ResponseMethod } from '../../metrics/scoring/scorer.js';
import type { OnSelectionWarning } from '../selection-warning.js';

/** Which response it is, and which classes there are in all. */
interface ResponseContext {
  /** The classes that the fit has seen. */
  readonly seen: readonly Label[];
  readonly classes: readonly Label[];
  readonly method: ResponseMethod;
  readonly split: number;
  readonly onWarning: OnSelectionWarning | undefined;
}

/**
 * A response with one column per class, also where the fit did not see all of them; decisions of two classes are one
 * number per row.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` where a class is missing and decisions are not one per class.
 */
export function alignClasses(response: Float64Array | Matrix, context: ResponseContext): Float64Array | Matrix {
  const { seen, classes, method, split, onWarning } = context;
  if (seen.length === classes.length) {
    return response instanceof Matrix && response.nColumns === 1 ? response.data : response;
  }
  const missing = classes.filter((label) => !seen.includes(label)).map(show);
  const message = `split ${split}: the training part has no sample of class ${missing.join(', ')}; use a stratified splitter, or fewer folds`;
  if (!(response instanceof Matrix) || response.nColumns !== seen.length) {
    throw new ModelMountError('INVALID_ARGUMENT', `${message}; ${method} cannot be told for it`);
  }
  onWarning?.({ code: 'missingClass', message });
  const aligned = new Matrix(response.nRows, classes.length);
  if (method === 'decisionFunction') aligned.data.fill(-Number.MAX_VALUE);
  const positions = seen.map((label) => classes.indexOf(label));
  for (let i = 0; i < response.nRows; i++) {
    for (const [j, position] of positions.entries()) {
      aligned.data[i * classes.length + position] = response.at(i, j);
    }
  }
  return aligned;
}
