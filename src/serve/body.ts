import { ModelMountError } from '../core/errors.js';
import { collectBytes, tooLarge } from './exchange/collect-bytes.js';
import type { Exchange } from './exchange/exchange.js';

/** Content codings that are undone. */
const CODINGS: Readonly<Record<string, 'gzip' | 'deflate'>> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate' };

/**
 * The bytes of a request's body, decompressed.
 *
 * @param limitBytes - Largest size allowed, before and after decompression.
 * @throws {ModelMountError} (or rejects with) `BODY_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE` for a coding that is not known,
 *   `MALFORMED_BODY` where the coding is broken, `ABORTED` where the client went away.
 */
export function readBody(exchange: Exchange, limitBytes: number): Promise<Uint8Array> {
  const declared = exchange.header('content-length');
  if (declared !== undefined && Number(declared) > limitBytes) throw tooLarge(limitBytes);
  const coding = exchange.header('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity') return exchange.readBody(limitBytes);
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
  return exchange.readBody(limitBytes).then((bytes) => decompress(bytes, known, limitBytes));
}

async function decompress(bytes: Uint8Array, coding: 'gzip' | 'deflate', limitBytes: number): Promise<Uint8Array> {
  // No body has no coding either.
  if (bytes.length === 0) return bytes;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream(coding));
  try {
    return await collectBytes(stream, limitBytes);
  } catch (cause) {
    if (ModelMountError.is(cause)) throw cause;
    throw new ModelMountError('MALFORMED_BODY', `the body is not valid ${coding}`, { cause });
  }
}
