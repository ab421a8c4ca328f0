import { ModelMountError } from '../../core/errors.js';
import type { NodeResponse } from './node-types.js';

/** Watches a response for its client's leaving. */
export interface CloseSignal {
  /** Fires if the response closes before it was ended, and never after. */
  readonly signal: AbortSignal;
  /** Keeps `request` alive as long as the response. */
  hold(request: Request): void;
  /** Ends the watch. */
  release(): void;
}

/**
 * A signal that fires when the client of `response` goes away. It listens to the response: a request closes as
 * soon as its body has been read.
 */
export function closeSignal(response: NodeResponse): CloseSignal {
  const controller = new AbortController();
  // A Request passes the abort on to its own signal only while the Request is alive, but a handler may keep
  // nothing of it except that signal.
  const held = new Set<Request>();
  const onClose = (): void => {
    if (!response.writableEnded) controller.abort(new ModelMountError('ABORTED', 'the client left before the answer'));
    held.clear();
  };
  if (response.destroyed || response.closed) onClose();
  else response.once('close', onClose);
  return {
    signal: controller.signal,
    hold: (request) => void held.add(request),
    release: () => void response.off('close', onClose),
  };
}
