import { ModelMountError, type ErrorCode } from '../../../../core/errors.js';

/** The text of a runtime's error: its first line, without folders of this machine, at most 300 characters. */
export function describeTfError(error: unknown): string {
  const text = error instanceof Error ? error.message || error.constructor.name : String(error);
  const [line = ''] = text.split('\n');
  const withoutFolders = line.replaceAll(/(?:file:\/\/)?(?:[a-z]:)?(?:[\\/][^\s\\/'":]+)+[\\/]([^\s\\/'":]+)/gi, '$1');
  return withoutFolders.length > 300 ? `${withoutFolders.slice(0, 300)}…` : withoutFolders;
}

/** A failure of a model, named in the message; one that is a ModelMountError already stays as it is. */
export function modelFailure(
  code: ErrorCode,
  label: string,
  failure: { readonly message: string; readonly cause?: unknown; readonly details?: Record<string, unknown> },
): ModelMountError {
  if (ModelMountError.is(failure.cause)) return failure.cause;
  return new ModelMountError(code, `model "${label}": ${failure.message}`, {
    ...(failure.cause === undefined ? {} : { cause: failure.cause }),
    ...(failure.details === undefined ? {} : { details: failure.details }),
  });
}
