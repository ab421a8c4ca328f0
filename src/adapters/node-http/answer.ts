import type { Readable } from 'node:stream';

/** What a host is to answer. */
export interface Answer {
  readonly status: number;
  /** By name in lower case; several values for cookies. */
  readonly headers: ReadonlyMap<string, string | readonly string[]>;
  /** Text or bytes if all of it is there; `undefined` where nothing follows the headers. */
  readonly body: Readable | Buffer | string | undefined;
}

/** Whether all of a body is there. */
export function isWhole(body: Answer['body']): body is Buffer | string | undefined {
  return body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
}

/** Web-standard headers as an answer has them. */
export function answerHeaders(headers: Headers): Map<string, string | readonly string[]> {
  const result = new Map<string, string | readonly string[]>(headers);
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) result.set('set-cookie', cookies);
  return result;
}

/** Gives up a body that is not to be sent. */
export function drop(body: Answer['body']): void {
  if (!isWhole(body)) body.destroy();
}
