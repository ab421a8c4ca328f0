import type { Handler } from '../serve/handler-contract.js';

/** A host application that listens. */
export interface OpenHost {
  /** Port on 127.0.0.1. */
  readonly port: number;
  /** Path that the handler is mounted at: `''` or such as `/ml`. */
  readonly prefix: string;
  /** Stops the server. No connection is open any more when it is called. */
  close(): Promise<void>;
}

/** What the host contract suite runs against. */
export interface HostSubject {
  /** Stands in every failure message. */
  readonly name: string;
  /** Starts a server with `handler` mounted in it; each check opens and closes its own. */
  open(handler: Handler): Promise<OpenHost>;
}
