/**
 * MurmurHash3 (x86, 32 bits) of bytes, as a signed number. Not for secrets.
 *
 * Austin Appleby, 2011; public domain.
 *
 * @param length - How many of the bytes are hashed.
 * @param seed - A 32-bit number.
 */
export function murmurHash3(bytes: Uint8Array, length: number = bytes.length, seed = 0): number {
  let hash = seed;
  const end = length & ~3;
  for (let i = 0; i < end; i += 4) {
    const word =
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    hash ^= scramble(word);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = length - 1; i >= end; i--) rest = (rest << 8) | (bytes[i] as number);
  hash ^= scramble(rest) ^ length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** 0 for 0, so that no bytes left over change nothing. */
function scramble(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}
