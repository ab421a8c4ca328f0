import type { Readable } from 'node:stream';
import { ModelMountError } from '../../../core/errors.js';

/** What the parts of a body are handed to. After `onEnd` or `onError` nothing is called any more. */
export interface BodySink {
  onChunk(chunk: Uint8Array): void;
  onEnd(): void;
  onError(error: ModelMountError): void;
}

/**
 * Reads a request's stream to its end, or until the client leaves.
 *
 * @returns What stops the reading, once; the stream is paused then, not destroyed.
 */
export function consumeStream(source: Readable, sink: BodySink): () => void {
  let isAttached = true;
  const onData = (chunk: Uint8Array | string): void => {
    sink.onChunk(typeof chunk === 'string' ? Buffer.from(chunk, source.readableEncoding ?? 'utf8') : chunk);
  };
  const onEnd = (): void => {
    if (detach()) sink.onEnd();
  };
  const onError = (error: NodeJS.ErrnoException): void => {
    if (detach()) sink.onError(error.code === 'ECONNRESET' ? abortedError(error) : unreadableError(error));
  };
  const onClose = (): void => {
    if (detach()) sink.onError(abortedError(source.errored));
  };
  const detach = (): boolean => {
    if (!isAttached) return false;
    isAttached = false;
    source.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
    return true;
  };
  if (source.destroyed) {
    // Its events have been.
    queueMicrotask(onClose);
  } else source.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  return () => {
    if (detach()) source.pause();
  };
}

/** What a request body fails with where a parser in front of us read it and kept nothing. */
export function consumedError(): ModelMountError {
  return new ModelMountError(
    'BODY_CONSUMED',
    'the request body was read before it came here, and neither body nor rawBody of the request holds it; ' +
      'put this route in front of what reads bodies, or let that keep what it read',
  );
}

function abortedError(cause: unknown): ModelMountError {
  return new ModelMountError('ABORTED', 'the client left before all of its request had arrived', { cause });
}

function unreadableError(cause: unknown): ModelMountError {
  return new ModelMountError('MALFORMED_BODY', 'the request body could not be decoded on its way here', { cause });
}
