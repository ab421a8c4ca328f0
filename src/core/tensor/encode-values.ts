import { DTYPES, type DType, type TensorData } from './dtype.js';
import { MAX_ISSUES, show, type Issue } from '../issue.js';

/**
 * JavaScript values in a dtype's storage, each checked.
 *
 * @param values - Flat. What does not belong is reported and stored as zero.
 * @param report - Where faults go, and how the pointer of the value at a flat index reads.
 */
export function encodeValues(
  dtype: DType,
  values: readonly unknown[],
  report: { readonly issues: Issue[]; readonly pathOf: (index: number) => string },
): TensorData {
  const { allocate, encode, range } = DTYPES[dtype];
  const data = allocate(values.length);
  const cells = data as { [index: number]: unknown };
  for (let k = 0; k < values.length; k++) {
    const stored = encode(values[k]);
    if (stored !== undefined) cells[k] = stored;
    else if (report.issues.length < MAX_ISSUES) {
      const code = typeof values[k] === 'number' ? 'range' : 'type';
      report.issues.push({ path: report.pathOf(k), code, message: `expected ${range}, got ${show(values[k])}` });
    }
  }
  return data;
}
