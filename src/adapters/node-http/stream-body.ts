import type { Readable } from 'node:stream';
import { ModelMountError } from '../../core/errors.js';

/** What a request body fails with where a parser in front of us read it and kept nothing. */
export function consumedError(): ModelMountError {
  return new ModelMountError(
    'BODY_CONSUMED',
    'the request body was read before it came here, and neither body nor rawBody of the request holds it; ' +
      'put this route in front of what reads bodies, or let that keep what it read',
  );
}

/** A request body for the handler. */
export interface RequestBody {
  readonly content: ReadableStream<Uint8Array> | Uint8Array;
  /** Takes the body away from a reader that has not finished with it. */
  release(): void;
}

/**
 * A request's unread stream as a web stream. Nothing is read before the consumer asks, and no more than it asks
 * for: a limit counts bytes as they arrive, and an answer that needs no body costs no reading.
 *
 * `Readable.toWeb` will not do: it reads at once, and cancelling it destroys the connection.
 */
export function streamBody(source: Readable): RequestBody {
  let detach: Detach | undefined;
  const content = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (detach === undefined) {
          // Something may have begun to read since the request was made.
          if (source.readableDidRead) throw consumedError();
          if (source.destroyed) throw abortedError(source.errored);
          detach = attach(source, controller);
        }
        source.resume();
      },
      cancel() {
        detach?.();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    content,
    release: () => detach?.(unreadError),
  };
}

/** Ends the reading, with an error if the reader has to know. */
type Detach = (reason?: () => ModelMountError) => void;

/** Moves chunks from `source` to `controller` until one ends or the returned function is called. */
function attach(source: Readable, controller: ReadableStreamDefaultController<Uint8Array>): Detach {
  let isAttached = true;
  const onData = (chunk: Uint8Array | string): void => {
    source.pause();
    controller.enqueue(typeof chunk === 'string' ? Buffer.from(chunk, source.readableEncoding ?? 'utf8') : chunk);
  };
  const onEnd = (): void => {
    detach();
    controller.close();
  };
  const onError = (error: NodeJS.ErrnoException): void =>
    detach(() => (error.code === 'ECONNRESET' ? abortedError(error) : unreadableError(error)));
  const onClose = (): void => detach(() => abortedError(source.errored));
  const detach: Detach = (reason) => {
    if (!isAttached) return;
    isAttached = false;
    source.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
    source.pause();
    if (reason !== undefined) controller.error(reason());
  };
  source.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  return detach;
}

function abortedError(cause: unknown): ModelMountError {
  return new ModelMountError('ABORTED', 'the client left before all of its request had arrived', { cause });
}

function unreadError(): ModelMountError {
  return new ModelMountError('ABORTED', 'the answer was sent before the request had been read');
}

function unreadableError(cause: unknown): ModelMountError {
  return new ModelMountError('MALFORMED_BODY', 'the request body could not be decoded on its way here', { cause });
}
