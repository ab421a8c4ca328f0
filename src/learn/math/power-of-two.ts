/**
 * The power of two nearest to `1 / magnitude`, so that scaling by it is exact; 1 where there is nothing to scale.
 */
export function powerOfTwoScale(magnitude: number): number {
  if (!(magnitude > 0 && Number.isFinite(magnitude))) return 1;
  // Kept away from the ends of the range, where powers of two overflow or lose their exactness.
  return 2 ** -Math.max(-1020, Math.min(1020, Math.round(Math.log2(magnitude))));
}
