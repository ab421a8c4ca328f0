import type { Label } from '../../../core/session.js';
import type { Matrix } from '../../math/matrix.js';

/** The class of each row's highest score, of equals the first; of one score the second class where it is above 0. */
export function bestClasses({ data, nRows, nColumns }: Matrix, classes: readonly Label[]): Label[] {
  return Array.from({ length: nRows }, (_, i) => {
    const first = i * nColumns;
    if (nColumns === 1) return classes[(data[first] as number) > 0 ? 1 : 0] as Label;
    let best = 0;
    for (let k = 1; k < nColumns; k++) if ((data[first + k] as number) > (data[first + best] as number)) best = k;
    return classes[best] as Label;
  });
}
