import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import type { PackedError } from './messages.js';

/** An error as data. */
export function packError(error: unknown): PackedError {
  if (!(error instanceof Error)) return { name: 'Error', message: show(error), stack: undefined };
  const { name, message, stack } = error;
  if (!ModelMountError.is(error)) return { name, message, stack };
  return { name, message, stack, own: { code: error.code, issues: error.issues, details: toPlain(error.details) } };
}

/** The error again, on the other side. */
export function unpackError({ name, message, stack, own }: PackedError): Error {
  if (own !== undefined) {
    return new ModelMountError(own.code, message, { issues: own.issues, details: own.details });
  }
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

// Whatever cannot be sent must not hide the error itself.
function toPlain(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    return structuredClone(details);
  } catch {
    return {};
  }
}
