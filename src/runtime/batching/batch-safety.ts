import { DTYPES, type TensorElement } from '../../core/tensor/dtype.js';
import { ModelMountError } from '../../core/errors.js';
import { checkOptionNames } from '../../core/options.js';
import type { Session } from '../../core/session.js';
import { showShape } from '../../core/tensor/shape.js';
import { padRows, sliceRows } from '../../core/tensor/tensor-rows.js';
import type { Tensor } from '../../core/tensor/tensor.js';
import { batchAxisOf, type BatchAxis } from './rows/batch-axis.js';
import { countRows, mapTensors, type Tensors } from './rows/join-rows.js';

/** How close a row's answers must be. */
export interface BatchSafetyOptions {
  /**
   * Largest difference of a float element between a row alone and in the batch, relative to its size where that is
   * above 1; finite and ≥ 0. Elements that are not floats must be equal.
   *
   * @default 1e-4, some hundred roundings of float32
   */
  readonly tolerance?: number;
  readonly signal?: AbortSignal;
}

/** Whether runs of a session may be joined. */
export interface BatchSafety {
  readonly isSafe: boolean;
  /** A sentence for people, in either case. */
  readonly reason: string;
  /** Whether the batch answered as the rows alone bit for bit; `false` where that was not tried. */
  readonly isExact: boolean;
}

// Enough rows for kernels that take several at once; each is run alone as well.
const MOST_ROWS = 8;

/**
 * Finds out whether a session answers a row alone as it does among others, which is what makes it safe to join the
 * runs of different callers.
 *
 * The signature must have a batch axis, and a run of the example rows together must answer as a run of each. A model
 * that normalises over the batch, attends across it, or draws random numbers is found out.
 *
 * @param inputs - At least two different rows, as `run` takes them with any number of rows; of more than eight the
 *   first eight are used.
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a tolerance that is no number ≥ 0, `SESSION_CLOSED`, `ABORTED`.
 *   Any other failure of a run makes the session unsafe.
 *
 * @example
 * ```ts
 * const { isSafe, reason } = await checkBatchSafety(session, inputs);
 * const batched = batchSession(session, { maxBatchSize: isSafe ? 64 : 1 });
 * ```
 */
export async function checkBatchSafety(
  session: Session,
  inputs: Tensors,
  options: BatchSafetyOptions = {},
): Promise<BatchSafety> {
  checkOptionNames('checkBatchSafety', options, ['tolerance', 'signal']);
  const { tolerance = 1e-4, signal } = options;
  if (!(tolerance >= 0 && tolerance < Infinity)) {
    throw new ModelMountError('INVALID_ARGUMENT', `tolerance must be finite and ≥ 0, got ${tolerance}`);
  }
  const axis = batchAxisOf(session.signature);
  if (axis.kind === 'none') return unsafe(axis.reason);
  if (axis.kind === 'fixed' && axis.size === 1) return unsafe('the model takes one row at a time');
  const given = countRows(inputs) ?? 0;
  const nRows = Math.min(given, axis.kind === 'fixed' ? axis.size : MOST_ROWS, MOST_ROWS);
  const rows = Array.from({ length: nRows }, (_, row) =>
    mapTensors(inputs, (tensor) => sliceRows(tensor, row, row + 1)),
  );
  const [first] = rows;
  if (first === undefined || rows.every((row) => compare(row, first, 0) === undefined)) {
    return unsafe('there are no two different example rows to try it with');
  }
  const run = runner(session, axis, signal);
  const tried = nRows === given ? inputs : mapTensors(inputs, (tensor) => sliceRows(tensor, 0, nRows));
  try {
    const together = await run(tried, nRows);
    let isExact = true;
    for (const [i, row] of rows.entries()) {
      const alone = await run(row, 1);
      const part = mapTensors(together, (tensor, name) => rowOf(tensor, { name, nRows, row: i }));
      const difference = compare(part, alone, tolerance);
      if (difference !== undefined) return unsafe(`row ${i} is not answered alone as among ${nRows}: ${difference}`);
      isExact &&= compare(part, alone, 0) === undefined;
    }
    const how = isExact ? 'bit for bit' : `within ${tolerance}`;
    return { isSafe: true, reason: `${nRows} rows together are answered as each alone, ${how}`, isExact };
  } catch (error) {
    const code = ModelMountError.is(error) ? error.code : 'INTERNAL';
    if (code === 'SESSION_CLOSED' || code === 'ABORTED') throw error;
    return unsafe(error instanceof Error ? `trying it failed: ${error.message}` : 'trying it failed');
  }
}

function unsafe(reason: string): BatchSafety {
  return { isSafe: false, reason, isExact: false };
}

/** Runs so many rows, filled up where the model takes a fixed number. */
function runner(
  session: Session,
  axis: BatchAxis,
  signal: AbortSignal | undefined,
): (inputs: Tensors, nRows: number) => Promise<Tensors> {
  const options = signal === undefined ? {} : { signal };
  return async (inputs, nRows) => {
    if (axis.kind !== 'fixed') return session.run(inputs, options);
    const outputs = await session.run(
      mapTensors(inputs, (tensor) => padRows(tensor, axis.size)),
      options,
    );
    return mapTensors(outputs, (tensor) => (tensor.shape[0] === axis.size ? sliceRows(tensor, 0, nRows) : tensor));
  };
}

function rowOf(tensor: Tensor, { name, nRows, row }: { name: string; nRows: number; row: number }): Tensor {
  if (tensor.shape[0] === nRows) return sliceRows(tensor, row, row + 1);
  const came = showShape(tensor.shape);
  throw new ModelMountError('RUN_FAILED', `output "${name}" answered ${nRows} rows with the shape ${came}`);
}

/** The first difference in words. */
function compare(actual: Tensors, expected: Tensors, tolerance: number): string | undefined {
  for (const [name, wanted] of expected) {
    const got = actual.get(name);
    if (got === undefined) return `there is no "${name}"`;
    if (got.dtype !== wanted.dtype || got.shape.join() !== wanted.shape.join()) {
      return `"${name}" is ${got.dtype} ${showShape(got.shape)}, not ${wanted.dtype} ${showShape(wanted.shape)}`;
    }
    const limit = DTYPES[got.dtype].kind === 'float' ? tolerance : 0;
    const others = wanted.toFlat();
    const differs = got.toFlat().findIndex((element, i) => !isSame(element, others[i], limit));
    if (differs !== -1) return `element ${differs} of "${name}" differs`;
  }
  return undefined;
}

function isSame(a: TensorElement, b: TensorElement | undefined, tolerance: number): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
  }
  return typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
}
