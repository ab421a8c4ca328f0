/** Small enough that four running sums of a block lose hardly a digit, large enough that a call costs nothing. */
const BLOCK = 1024;

/**
 * The sum of `length` numbers, added up block by block with the rounding errors between blocks carried along: for
 * loops over millions, where a call per number would cost more than the number.
 *
 * @param blockSum - The sum of the numbers from `start` to before `end`, at most 1024 of them.
 */
export function sumBlocks(length: number, blockSum: (start: number, end: number) => number): number {
  let total = 0;
  let lost = 0;
  for (let start = 0; start < length; start += BLOCK) {
    const value = blockSum(start, Math.min(length, start + BLOCK));
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

/** Writes the numbers from `start` to before `end` to the front of `block`. */
export type FillBlock = (block: Float64Array, start: number, end: number) => void;

/** As `sumBlocks`, of numbers that are written to memory first, each times its weight; a weight of 0 leaves it out. */
export function sumFilled(length: number, fill: FillBlock, weights?: Float64Array): number {
  const block = new Float64Array(Math.min(length, BLOCK));
  return sumBlocks(length, (start, end) => {
    fill(block, start, end);
    for (let i = start, k = 0; weights !== undefined && i < end; i++, k++) {
      const weight = weights[i] as number;
      block[k] = weight === 0 ? 0 : weight * (block[k] as number);
    }
    return sumRange(block, 0, end - start);
  });
}

/** The sum of all values. */
export function sumOf(values: Float64Array): number {
  return sumBlocks(values.length, (start, end) => sumRange(values, start, end));
}

/** Four sums side by side, so that no addition waits for the one before it. */
function sumRange(values: Float64Array, start: number, end: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = start;
  for (; i + 3 < end; i += 4) {
    a += values[i] as number;
    b += values[i + 1] as number;
    c += values[i + 2] as number;
    d += values[i + 3] as number;
  }
  for (; i < end; i++) a += values[i] as number;
  return a + b + (c + d);
}
