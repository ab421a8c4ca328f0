import { Readable } from 'node:stream';
import type { Incoming } from './incoming-to-request.js';

/** Reads a response's body. */
export type BodyReader = ReadableStreamDefaultReader<Uint8Array>;
/** What it reads. */
export type ReadResult = Awaited<ReturnType<BodyReader['read']>>;

const DISCARD_LIMIT_BYTES = 16 * 2 ** 20;
const DISCARD_LIMIT_MS = 1000;

/**
 * A response's body as a Node stream, from its first read on. It ends when the rest of the request has been read
 * off the wire, within bounds: a connection that is closed on unread data is reset, and the client may lose the
 * answer.
 */
export function responseStream(reader: BodyReader, first: ReadResult, endRequest: () => Promise<void>): Readable {
  let next: ReadResult | undefined = first;
  const pull = async (stream: Readable): Promise<void> => {
    const { done, value } = next ?? (await reader.read());
    next = undefined;
    if (!done) {
      stream.push(value);
      return;
    }
    await endRequest();
    stream.push(null);
  };
  return new Readable({
    read() {
      pull(this).catch((error: unknown) => this.destroy(error as Error));
    },
    destroy(error, callback) {
      reader.cancel(error ?? undefined).catch(() => undefined); // it fails only with the error it had already
      callback(error);
    },
  });
}

/** Reads and drops what is left of a request, up to 16 MiB and one second. */
export async function discardRest({ raw, source: { stream } }: Incoming): Promise<void> {
  if (raw.complete || raw.httpVersionMajor >= 2 || stream.destroyed) {
    // Otherwise the connection would wait for the bytes that have come already to be read.
    stream.resume();
    return;
  }
  await new Promise<void>((resolve) => {
    let count = 0;
    const onData = (chunk: Uint8Array | string): void => {
      count += chunk.length;
      if (count > DISCARD_LIMIT_BYTES) stop();
    };
    const stop = (): void => {
      clearTimeout(timer);
      stream.off('data', onData).off('end', stop).off('close', stop).pause();
      resolve();
    };
    const timer = setTimeout(stop, DISCARD_LIMIT_MS);
    stream.on('data', onData).on('end', stop).on('close', stop);
    stream.resume();
  });
}
