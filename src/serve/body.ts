import { ModelMountError } from '../core/errors.js';

/** Content codings that are undone while reading. */
const CODINGS: Readonly<Record<string, 'gzip' | 'deflate'>> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate' };

/** More parts than this is not a body but an attack on bookkeeping. */
const MAX_CHUNKS = 1_000_000;

/**
 * The bytes of a request's body, decompressed, counted while they are read.
 *
 * @param limitBytes - Largest size allowed, before and after decompression.
 * @throws {ModelMountError} `BODY_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE` for a coding that is not known,
 *   `MALFORMED_BODY` where the coding is broken, `ABORTED` where the client went away.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limitBytes) throw tooLarge(limitBytes);
  const coding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (request.body === null) return new Uint8Array();
  if (coding === 'identity') return collect(request.body, limitBytes, request.signal);
  const known = Object.hasOwn(CODINGS, coding) ? CODINGS[coding] : undefined;
  if (known === undefined) {
    throw new ModelMountError(
      'UNSUPPORTED_MEDIA_TYPE',
      `content encoding is not supported; expected gzip, deflate or identity`,
      {
        details: { headers: { 'accept-encoding': 'gzip, deflate, identity' } },
      },
    );
  }
  const decompressed = request.body.pipeThrough(new DecompressionStream(known));
  return collect(decompressed, limitBytes, request.signal).catch((error: unknown) => {
    if (ModelMountError.is(error)) throw error;
    throw new ModelMountError('MALFORMED_BODY', `the body is not valid ${known}`, { cause: error });
  });
}

async function collect(
  stream: ReadableStream<Uint8Array>,
  limitBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > limitBytes || chunks.length >= MAX_CHUNKS) throw tooLarge(limitBytes);
      chunks.push(value);
    }
  } catch (error) {
    // Without waiting: a stream that failed or was refused may never finish cancelling.
    reader.cancel().catch(() => undefined);
    if (signal.aborted)
      throw new ModelMountError('ABORTED', 'the client went away while it sent the body', { cause: error });
    throw error;
  }
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function tooLarge(limitBytes: number): ModelMountError {
  return new ModelMountError('BODY_TOO_LARGE', `the body is larger than ${limitBytes} bytes (bodyLimitBytes)`, {
    details: { limitBytes },
  });
}
