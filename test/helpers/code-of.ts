import { ModelMountError, type ErrorCode } from '../../src/core/errors.js';

/** The code of the ModelMountError that `act` throws; anything else thrown goes through, and no throw is a failure. */
export function codeOf(act: () => unknown): ErrorCode {
  try {
    act();
  } catch (error) {
    if (ModelMountError.is(error)) return error.code;
    throw error;
  }
  throw new Error('expected a ModelMountError, but nothing was thrown');
}

/** The ModelMountError that `promise` rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<ModelMountError> {
  try {
    await promise;
  } catch (error) {
    if (ModelMountError.is(error)) return error;
    throw error;
  }
  throw new Error('expected a ModelMountError, but nothing was thrown');
}
