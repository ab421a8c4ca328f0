import { describe, expect, it } from 'vitest';
import { SliceSize } from '../../../../src/runtime/batching/slices/slice-size.js';

/** The lengths of slices in a row where each row costs what `costMs` says of the slice. */
function lengths(nSlices: number, costMs: (slice: number) => number): number[] {
  const size = new SliceSize(5);
  return Array.from({ length: nSlices }, (_, slice) => {
    const { nRows } = size;
    size.observe(nRows, nRows * costMs(slice));
    return nRows;
  });
}

describe('the size of a slice', () => {
  it('starts with one row and grows fourfold, to the power of two that fits', () => {
    expect(lengths(7, () => 0.008)).toEqual([1, 4, 16, 64, 256, 512, 512]);
  });

  it('is one row where a row takes longer than a slice may', () => {
    expect(lengths(3, () => 80)).toEqual([1, 1, 1]);
  });

  it('does not shrink for one slice that was held up', () => {
    expect(lengths(12, (slice) => (slice === 8 ? 3 : 0.008)).slice(8)).toEqual([512, 512, 512, 512]);
  });

  it('shrinks once rows have become dearer for good', () => {
    expect(lengths(14, (slice) => (slice < 8 ? 0.008 : 1)).slice(8)).toEqual([512, 512, 512, 512, 4, 4]);
  });

  it('grows while rows take no measurable time', () => {
    expect(lengths(3, () => 0)).toEqual([1, 4, 16]);
  });

  it('learns nothing from the shorter slice at the end of a run', () => {
    const size = new SliceSize(5);
    for (let i = 0; i < 9; i++) size.observe(size.nRows, size.nRows * 0.008);
    for (let i = 0; i < 9; i++) size.observe(3, 3);
    expect(size.nRows).toBe(512);
  });

  it('never goes below the fewest rows that it was told', () => {
    const size = new SliceSize(5, 16);
    expect(size.nRows).toBe(16);
    size.observe(16, 1600);
    expect(size.nRows).toBe(16);
    for (let i = 0; i < 8; i++) size.observe(size.nRows, size.nRows * 0.001);
    expect(size.nRows).toBeGreaterThan(16);
  });
});
