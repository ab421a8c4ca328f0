import { ModelMountError, type ErrorCode } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { ErrorMessage } from './messages.js';

/**
 * An error as data.
 *
 * @param foreign - What an error that is not ours counts as: the code, and the first words of the message.
 */
export function packError(
  error: unknown,
  foreign: { readonly code: ErrorCode; readonly subject: string },
): ErrorMessage {
  if (ModelMountError.is(error)) {
    const { code, message, issues, details, cause } = error;
    return { code, message, issues, details: toPlain(details), cause: describe(cause) };
  }
  const message = `${foreign.subject}: ${describe(error)?.message.slice(0, 300) ?? 'no reason given'}`;
  return { code: foreign.code, message, issues: [], details: {}, cause: describe(error) };
}

/** The error again, on the other side. */
export function unpackError({ code, message, issues, details, cause }: ErrorMessage): ModelMountError {
  return new ModelMountError(code, message, { issues, details, ...(cause !== undefined && { cause: revive(cause) }) });
}

function describe(cause: unknown): ErrorMessage['cause'] {
  if (cause === undefined) return undefined;
  if (cause instanceof Error) return { name: cause.name, message: cause.message, stack: cause.stack };
  return { name: 'Error', message: typeof cause === 'string' ? cause : show(cause), stack: undefined };
}

function revive({ name, message, stack }: NonNullable<ErrorMessage['cause']>): Error {
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
