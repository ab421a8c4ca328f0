/**
 * The whole HTTP surface: a function from a web-standard request to a web-standard response. It never rejects.
 * Every host is a translation to and from it; hosts that speak fetch take it as it is.
 */
export type Handler = (request: Request) => Promise<Response>;

/** Whether a handler takes predictions: `serving`, then `draining`, then `closed`. */
export type HandlerState = 'serving' | 'draining' | 'closed';

/** A handler with the life of its models in its hands. */
export interface ModelHandler extends Handler {
  readonly state: HandlerState;
  /** Requests that are being answered now. */
  readonly nInFlight: number;
  /**
   * Begins the end: readiness is answered 503, so that a load balancer sends no more, and every answer asks for its
   * connection to be closed. Predictions are answered as before. Does nothing the second time.
   */
  drain(): void;
  /**
   * Takes no more predictions (503), waits for the answers under way, and closes the models. Drains first if that has
   * not been done. Idempotent; resolves when all is freed.
   */
  close(): Promise<void>;
}
