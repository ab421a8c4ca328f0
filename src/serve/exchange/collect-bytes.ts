import { ModelMountError } from '../../core/errors.js';

/** More parts than this is not a body but an attack on bookkeeping. */
const MAX_CHUNKS = 1_000_000;

/** Puts the parts of a body together, and counts them. */
export class ByteCollector {
  readonly #limitBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** @param limitBytes - The most that it takes. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Takes one part more; `false` if that is too much. */
  add(chunk: Uint8Array): boolean {
    this.#length += chunk.length;
    if (this.#length > this.#limitBytes || this.#chunks.length >= MAX_CHUNKS) return false;
    this.#chunks.push(chunk);
    return true;
  }

  /** All of it; not a copy where it came in one part. */
  bytes(): Uint8Array {
    const [first] = this.#chunks;
    if (this.#chunks.length === 1 && first !== undefined) return first;
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    return bytes;
  }
}

/**
 * All bytes of a stream, which is cancelled where they are too many.
 *
 * @throws {ModelMountError} `BODY_TOO_LARGE`; and what the stream fails with.
 */
export async function collectBytes(stream: ReadableStream<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const collector = new ByteCollector(limitBytes);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (!collector.add(part.value)) throw tooLarge(limitBytes);
    }
  } catch (error) {
    // Without waiting: a stream that failed or was refused may never finish cancelling.
    reader.cancel().catch(() => undefined);
    throw error;
  }
  return collector.bytes();
}

/** The error for a body of more than `limitBytes`. */
export function tooLarge(limitBytes: number): ModelMountError {
  return new ModelMountError('BODY_TOO_LARGE', `the body is larger than ${limitBytes} bytes (bodyLimitBytes)`, {
    details: { limitBytes },
  });
}
