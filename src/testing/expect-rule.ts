import { AssertionError } from 'node:assert';
import type { ErrorCode } from '../core/errors.js';
import { ModelMountError } from '../core/errors.js';

/** Throws an `AssertionError` with `found`, what is wrong, unless `holds`. */
export function expectRule(holds: boolean, found: string): asserts holds {
  if (!holds) throw new AssertionError({ message: found, stackStartFn: expectRule });
}

/**
 * The error with which `attempt` must fail.
 *
 * @param what - The attempt, for the message: `run with an unknown output name`.
 */
export async function expectRefusal(
  what: string,
  code: ErrorCode,
  attempt: () => Promise<unknown>,
): Promise<ModelMountError> {
  let promise: Promise<unknown>;
  try {
    promise = attempt();
  } catch (error) {
    throw failure(`${what} must reject with ${code}, but threw before it returned a promise`, error);
  }
  try {
    await promise;
  } catch (error) {
    if (ModelMountError.is(error) && error.code === code) return error;
    const came = ModelMountError.is(error) ? `${error.code} (${error.message})` : String(error);
    throw failure(`${what} must fail with a ModelMountError of code ${code}, but failed with ${came}`, error);
  }
  throw failure(`${what} must fail with ${code}, but succeeded`, undefined);
}

function failure(message: string, cause: unknown): AssertionError {
  return Object.assign(new AssertionError({ message, stackStartFn: expectRefusal }), { cause });
}
