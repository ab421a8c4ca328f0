import type { Issue } from './issue.js';

/**
 * Every error code, with what it means. Codes are stable: one is never given another meaning.
 * The reference page `docs/reference/errors.md` has a section for each, checked by a test.
 */
export const ERROR_CODES: Readonly<Record<ErrorCode, string>> = {
  INVALID_ARGUMENT: 'A function was called with an argument or option that it does not allow.',
  INVALID_INPUT: 'Rows or tensors handed to a model do not fit its features or signature.',
  INVALID_MODEL: 'A model file is damaged, or is not what its name says.',
  INVALID_MANIFEST: 'A model folder’s manifest does not follow its schema or contradicts the model.',
  UNSUPPORTED_MODEL: 'The model is sound, but uses something that cannot be run here.',
  MODEL_NOT_FOUND: 'There is no model at this path or under this name.',
  FILE_OUTSIDE_MODEL: 'A model refers to a file outside its own folder.',
  DIGEST_MISMATCH: 'A file of a model folder is not the one that the manifest was written for.',
  EXAMPLE_MISMATCH: 'The manifest’s input example does not give the output that was recorded with it.',
  RUNTIME_MISSING: 'The package that runs this kind of model is not installed.',
  RUNTIME_UNSUPPORTED: 'The installed runtime does not work with this platform or version of Node.',
  RUN_FAILED: 'The runtime failed while it ran the model.',
  NON_FINITE_OUTPUT: 'The model answered NaN or an infinity.',
  SESSION_CLOSED: 'The model was closed before this call.',
  ABORTED: 'The caller’s AbortSignal fired.',
  DEADLINE_EXCEEDED: 'The answer could not be given by the deadline of the request.',
  QUEUE_FULL: 'As many requests as may wait for the model are waiting already.',
  OVERLOADED: 'The model has more to do than it can finish in time.',
  WORKER_LOST:
    'The thread or process that ran the model is gone; another takes its place, and the request can be sent again.',
  NOT_SYNCHRONOUS: 'predictSync was called on a model whose backend can only answer asynchronously.',
  UNDEFINED_SCORE: 'The metric has no value for these inputs.',
  NOT_CONVERGED: 'An estimator did not reach its optimum and was told to treat that as an error.',
  MALFORMED_BODY: 'A request body is not the JSON (or encoding) that it claims to be.',
  BODY_TOO_LARGE: 'A request body is larger than bodyLimitBytes.',
  BODY_CONSUMED: 'Something in front of the handler read the request body and kept nothing of it.',
  UNSUPPORTED_MEDIA_TYPE: 'A request body has a content type or content encoding that this route does not take.',
  ROUTE_NOT_FOUND: 'No route has this path.',
  METHOD_NOT_ALLOWED: 'The route exists, but not for this method.',
  INTERNAL: 'Something failed that should not have; the cause was reported to onError.',
};

/** The closed union of error codes. */
export type ErrorCode =
  | 'INVALID_ARGUMENT'
  | 'INVALID_INPUT'
  | 'INVALID_MODEL'
  | 'INVALID_MANIFEST'
  | 'UNSUPPORTED_MODEL'
  | 'MODEL_NOT_FOUND'
  | 'FILE_OUTSIDE_MODEL'
  | 'DIGEST_MISMATCH'
  | 'EXAMPLE_MISMATCH'
  | 'RUNTIME_MISSING'
  | 'RUNTIME_UNSUPPORTED'
  | 'RUN_FAILED'
  | 'NON_FINITE_OUTPUT'
  | 'SESSION_CLOSED'
  | 'ABORTED'
  | 'DEADLINE_EXCEEDED'
  | 'QUEUE_FULL'
  | 'OVERLOADED'
  | 'WORKER_LOST'
  | 'NOT_SYNCHRONOUS'
  | 'UNDEFINED_SCORE'
  | 'NOT_CONVERGED'
  | 'MALFORMED_BODY'
  | 'BODY_TOO_LARGE'
  | 'BODY_CONSUMED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'ROUTE_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'INTERNAL';

/** What else an error can carry. */
export interface ModelMountErrorOptions {
  /** Facts about the failure for programs: names, sizes, versions. Never payload data. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** All faults found in the input, for `INVALID_INPUT` and its kin. */
  readonly issues?: readonly Issue[];
  /** The error that led to this one. */
  readonly cause?: unknown;
}

// A key that every copy of the package shares: an application may load the ESM and the CommonJS build at once.
const BRAND = Symbol.for('modelmount.error');

/**
 * The one error class of the library. The message says what was expected, what came and the way out;
 * `code` is stable and documented; `issues` lists every fault of a bad input with its place.
 *
 * @example
 * ```ts
 * try {
 *   await model.predict([{ tenure: 'three' }]);
 * } catch (error) {
 *   if (ModelMountError.is(error) && error.code === 'INVALID_INPUT') console.log(error.issues);
 * }
 * ```
 */
export class ModelMountError extends Error {
  override readonly name = 'ModelMountError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, message: string, options: ModelMountErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.issues = options.issues ?? [];
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether `value` is a ModelMountError, of this copy of the package or of another. */
  static is(value: unknown): value is ModelMountError {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

/**
 * One error for all the faults found in an input.
 *
 * @param code - `INVALID_INPUT`, or the code of the input's own kind (`INVALID_MANIFEST` …).
 * @param subject - What is at fault, as the first words of the message: `'2 rows for model "churn"'`.
 * @param issues - At least one issue.
 */
export function errorFromIssues(code: ErrorCode, subject: string, issues: readonly Issue[]): ModelMountError {
  const shown = issues.slice(0, 3).map((issue) => `${issue.path || '(root)'}: ${issue.message}`);
  const more = issues.length > 3 ? `; and ${issues.length - 3} more` : '';
  return new ModelMountError(code, `${subject}: ${shown.join('; ')}${more}`, { issues });
}
