import type { Readable, Writable } from 'node:stream';

/** The members of Node's incoming message (HTTP/1, or HTTP/2 through its compatibility API) that are used here. */
export interface NodeRequest extends Readable {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Names and values by turns, as they came. */
  readonly rawHeaders: readonly string[];
  readonly httpVersionMajor: number;
  /** Whether all of the request has arrived, read or not. */
  readonly complete: boolean;
  readonly socket: object;
  /** What a body parser in front of us left: the bytes it read. */
  readonly rawBody?: unknown;
  /** What a body parser in front of us left: the value it made of them. */
  readonly body?: unknown;
}

/** The members of Node's server response (HTTP/1 or HTTP/2) that are used here. */
export interface NodeResponse extends Writable {
  statusCode: number;
  readonly headersSent: boolean;
  getHeader(name: string): unknown;
  removeHeader(name: string): unknown;
  setHeader(name: string, value: string | readonly string[]): unknown;
  /** Added by compressing middleware. */
  flush?: (() => void) | undefined;
}
