import { ERROR_CODES, ModelMountError, type ErrorCode } from '../core/errors.js';
import type { Issue } from '../core/issue.js';
import type { Reply } from './exchange/exchange.js';

/** The HTTP status of each error code. */
export const STATUS: Readonly<Record<ErrorCode, number>> = {
  INVALID_ARGUMENT: 400,
  INVALID_INPUT: 400,
  MALFORMED_BODY: 400,
  MODEL_NOT_FOUND: 404,
  ROUTE_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  NON_FINITE_OUTPUT: 422,
  // Nobody is left to read it; the number is the one that proxies log for a client that went away.
  ABORTED: 499,
  SESSION_CLOSED: 503,
  QUEUE_FULL: 503,
  OVERLOADED: 503,
  WORKER_LOST: 503,
  DEADLINE_EXCEEDED: 504,
  RUN_FAILED: 500,
  INTERNAL: 500,
  BODY_CONSUMED: 500,
  INVALID_MODEL: 500,
  INVALID_MANIFEST: 500,
  UNSUPPORTED_MODEL: 500,
  FILE_OUTSIDE_MODEL: 500,
  DIGEST_MISMATCH: 500,
  EXAMPLE_MISMATCH: 500,
  RUNTIME_MISSING: 500,
  RUNTIME_UNSUPPORTED: 500,
  NOT_SYNCHRONOUS: 500,
  UNDEFINED_SCORE: 500,
  NOT_CONVERGED: 500,
};

/** An error as a client may see it. */
export interface Problem {
  readonly status: number;
  readonly code: ErrorCode;
  /** Safe to show: for a fault on this side, a fixed sentence. */
  readonly message: string;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;
  /** Whether somebody should look into it: it is neither the client's fault nor a bound that did its work. */
  readonly isFault: boolean;
}

/** The longest message that a client is sent, characters. */
const MAX_MESSAGE = 1000;

/**
 * What to tell a client of anything that was thrown. Faults on this side keep their details to themselves,
 * except those whose message was written for whoever set the server up (`BODY_CONSUMED`).
 */
export function toProblem(error: unknown): Problem {
  const known = ModelMountError.is(error) ? error : new ModelMountError('INTERNAL', ERROR_CODES.INTERNAL);
  const status = STATUS[known.code];
  const isShown = status < 500 || known.code === 'BODY_CONSUMED';
  const headers = known.details['headers'] as Readonly<Record<string, string>> | undefined;
  const retryAfterMs = known.details['retryAfterMs'] as number | undefined;
  return {
    status,
    code: known.code,
    message: isShown ? known.message.slice(0, MAX_MESSAGE) : ERROR_CODES[known.code],
    issues: isShown ? known.issues : [],
    isFault: status === 500 || known.code === 'WORKER_LOST',
    headers: { ...headers, ...(retryAfterMs !== undefined && { 'retry-after': wholeSeconds(retryAfterMs) }) },
  };
}

// RFC 9110 has no shorter wait than a second, other than none at all.
function wholeSeconds(milliseconds: number): string {
  return String(Math.max(1, Math.ceil(milliseconds / 1000)));
}

/** Problem details (RFC 9457), with the stable code and every issue. */
export function problemReply({ status, code, message, issues, headers }: Problem): Reply {
  const body = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail: message,
    code,
    ...(issues.length === 0 ? {} : { errors: issues.map(({ path, ...rest }) => ({ pointer: path, ...rest })) }),
  };
  return {
    status,
    headers: new Map([...Object.entries(headers), ['content-type', 'application/problem+json']]),
    body: JSON.stringify(body),
    isUnmatched: code === 'ROUTE_NOT_FOUND',
  };
}

/** The one string that `/v2` answers an error with: every issue with its pointer, as far as it fits. */
export function inferErrorText({ message, issues }: Problem): string {
  if (issues.length === 0) return message;
  const text = issues.map((issue) => `${issue.path || '(root)'}: ${issue.message}`).join('; ');
  return text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE)}…`;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  499: 'Client Closed Request',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
