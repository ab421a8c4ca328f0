import type { Readable } from 'node:stream';
import { ModelMountError } from '../../../core/errors.js';
import { consumedError, consumeStream } from './consume-stream.js';

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
  let stop: (() => void) | undefined;
  let release = (): void => undefined;
  const content = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (stop === undefined) {
          // Something may have begun to read since the request was made.
          if (source.readableDidRead) throw consumedError();
          let isOver = false;
          const end = (error?: ModelMountError): void => {
            if (isOver) return;
            isOver = true;
            if (error === undefined) controller.close();
            else controller.error(error);
          };
          const stopReading = consumeStream(source, {
            onChunk: (chunk) => {
              source.pause();
              controller.enqueue(chunk);
            },
            onEnd: end,
            onError: end,
          });
          stop = () => {
            isOver = true;
            stopReading();
          };
          release = () => {
            stopReading();
            end(unreadError());
          };
        }
        source.resume();
      },
      cancel() {
        stop?.();
      },
    },
    { highWaterMark: 0 },
  );
  return { content, release: () => release() };
}

function unreadError(): ModelMountError {
  return new ModelMountError('ABORTED', 'the answer was sent before the request had been read');
}
