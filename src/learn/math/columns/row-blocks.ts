/**
 * How many rows of a row-major matrix to go through column by column before going on: so few that they stay in the
 * nearest cache, so that a sum can be kept in a register without reading memory more than once.
 */
export function rowsPerBlock(nColumns: number): number {
  return Math.max(16, Math.min(1024, Math.floor(4096 / Math.max(1, nColumns))));
}

/**
 * The column after `column`, for loops that go through two columns side by side, which a processor does at once: the
 * last one is its own neighbor where their number is odd, and is gone through twice with the same result.
 */
export function neighbor(column: number, nColumns: number): number {
  return Math.min(column + 1, nColumns - 1);
}
