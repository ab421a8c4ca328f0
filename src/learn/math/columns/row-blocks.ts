/**
 * How many rows of a row-major matrix to go through column by column before going on: so few that they stay in the
 * nearest cache, so that a sum can be kept in a register without reading memory more than once.
 */
export function rowsPerBlock(nColumns: number): number {
  return Math.max(16, Math.min(1024, Math.floor(4096 / Math.max(1, nColumns))));
}
