import type { BodyReader, ReadResult } from '../response-stream.js';

/** Microtasks within which a body made of a string or of bytes closes after its first read; two in Node 20. */
const CLOSING_TURNS = 4;

/**
 * All of a body, if its first part is that: it can be sent at once, with its length. `undefined` for a stream
 * that may have more; nothing waits for that.
 */
export async function wholeBody(reader: BodyReader, { done, value }: ReadResult): Promise<Buffer | undefined> {
  if (done) return Buffer.alloc(0);
  const state = { isClosed: false };
  reader.closed.then(
    () => (state.isClosed = true),
    () => undefined,
  );
  for (let turn = 0; turn < CLOSING_TURNS; turn++) await Promise.resolve();
  return state.isClosed ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : undefined;
}
