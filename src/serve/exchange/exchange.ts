import type { CancelSignal } from '../../core/abort.js';

/**
 * One request as the routes see it, whichever way it came: from a web-standard `Request`, or straight from Node's own
 * objects, where building a `Request` would cost more than a small model.
 */
export interface Exchange {
  readonly method: string;
  /** The path below the mount point as it was sent: percent-encoded, without the query. */
  readonly path: string;
  /** A header by its name in lower case, repeated ones joined by `, `; `undefined` where there is none. */
  header(name: string): string | undefined;
  /**
   * The bytes of the body as they were sent, counted while they arrive.
   *
   * @throws {ModelMountError} `BODY_TOO_LARGE`, `BODY_CONSUMED`, `ABORTED`, `MALFORMED_BODY`.
   */
  readBody(limitBytes: number): Promise<Uint8Array>;
  /** Fires when the client leaves before its answer. */
  readonly signal: CancelSignal;
  /** The same request for code that wants the standard's own object; its body may have been read. */
  readonly request: Request;
}

/** An answer, complete. */
export interface Reply {
  readonly status: number;
  /** By name in lower case; values that HTTP allows. */
  readonly headers: ReadonlyMap<string, string>;
  /** `undefined` where nothing follows the headers. */
  readonly body: string | undefined;
  /** The answer to a path that no route has: a host may offer the request to others. */
  readonly isUnmatched?: boolean;
}

/** Answers exchanges. Never rejects. */
export type Exchanger = (exchange: Exchange) => Promise<Reply>;

// A key that every copy of the package shares: the handler and an adapter may come from different builds of it.
const DOOR = Symbol.for('modelmount.exchanger');

/** Gives a handler a second door beside `Request` and `Response`, for adapters that know a shorter way. */
export function withExchanger<H extends object>(handler: H, exchanger: Exchanger): H {
  return Object.defineProperty(handler, DOOR, { value: exchanger });
}

/** That door, where the handler has it. One that was wrapped in another function has none. */
export function exchangerOf(handler: object): Exchanger | undefined {
  return (handler as { [DOOR]?: Exchanger })[DOOR];
}
