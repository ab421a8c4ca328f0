import { consumedError } from './consume-stream.js';
import { isUnread, keptBody, type BodySource } from './kept-body.js';
import { streamBody, type RequestBody } from './stream-body.js';

/**
 * The body to give a `Request`, with `headers` made to fit it: the stream if nobody has read it, else what was kept of
 * it, else a stream that fails with `BODY_CONSUMED`.
 */
export function readBody(source: BodySource, headers: Headers): RequestBody {
  if (isUnread(source)) return streamBody(source.stream);
  const kept = keptBody(source, (name) => headers.get(name) ?? undefined);
  if (kept === undefined) return failingBody();
  const { bytes, contentType } = kept;
  // Parsers undo the content encoding before they keep anything.
  headers.set('content-length', String(bytes.byteLength));
  headers.delete('content-encoding');
  headers.delete('transfer-encoding');
  if (contentType !== undefined) headers.set('content-type', contentType);
  return { content: bytes, release: ignore };
}

function failingBody(): RequestBody {
  const content = new ReadableStream<Uint8Array>({ pull: () => Promise.reject(consumedError()) }, { highWaterMark: 0 });
  return { content, release: ignore };
}

function ignore(): void {
  // Nothing in the connection waits for these bytes.
}
