import { murmurHash3 } from '../../../math/murmur-hash3.js';

/** The one number whose opposite 32 bits cannot hold. */
const SMALLEST = -(2 ** 31);

/** Hashes terms by their UTF-8 bytes. */
export class TermHasher {
  #bytes = new Uint8Array(256);
  readonly #encoder = new TextEncoder();

  /** A whole number of 32 bits, with its sign. */
  hash(term: string): number {
    // No UTF-16 unit takes more than three bytes.
    if (term.length * 3 > this.#bytes.length) this.#bytes = new Uint8Array(term.length * 6);
    const bytes = this.#bytes;
    for (let i = 0; i < term.length; i++) {
      const unit = term.charCodeAt(i);
      if (unit > 127) return murmurHash3(bytes, this.#encoder.encodeInto(term, bytes).written);
      bytes[i] = unit;
    }
    return murmurHash3(bytes, term.length);
  }
}

/** The column of a hash among `nColumns`. */
export function hashColumn(hash: number, nColumns: number): number {
  // scikit-learn's way around the number that has no opposite.
  if (hash === SMALLEST) return (2 ** 31 - 1 - (nColumns - 1)) % nColumns;
  return Math.abs(hash) % nColumns;
}
