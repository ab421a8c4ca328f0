/**
 * Shuffles positions in place as scikit-learn's SGD does before an epoch: the same seed gives the same exchanges.
 *
 * Method: Fisher–Yates from the front, with a 32-bit xorshift generator (Marsaglia 2003).
 */
export function xorshiftShuffle(positions: Int32Array, seed: number): void {
  // The generator would stay at 0 for ever.
  let state = seed === 0 ? 1 : seed | 0;
  for (let i = 0; i < positions.length - 1; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = i + ((state & 0x7fffffff) % (positions.length - i));
    const position = positions[i] as number;
    positions[i] = positions[j] as number;
    positions[j] = position;
  }
}
