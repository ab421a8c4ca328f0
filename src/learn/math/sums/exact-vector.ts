const SPLITTER = 2 ** 27 + 1;

/**
 * A running sum of vectors and multiples of vectors, each element held as two float64: what `ExactSum` is to numbers,
 * with the same result, in loops that a compiler likes.
 */
export class ExactVector {
  readonly #high: Float64Array;
  readonly #low: Float64Array;

  constructor(start: Float64Array) {
    this.#high = Float64Array.from(start);
    this.#low = new Float64Array(start.length);
  }

  /** Adds `factor · values`. */
  addMultiple(factor: number, values: Float64Array): this {
    const high = this.#high;
    const low = this.#low;
    const bigB = factor * SPLITTER;
    const highB = bigB - (bigB - factor);
    const lowB = factor - highB;
    for (let i = 0; i < high.length; i++) {
      const a = values[i] as number;
      const product = a * factor;
      const bigA = a * SPLITTER;
      const highA = bigA - (bigA - a);
      const lowA = a - highA;
      const lost = lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
      const before = high[i] as number;
      const sum = before + product;
      const part = sum - before;
      low[i] = (low[i] as number) + lost + (before - (sum - part) + (product - part));
      high[i] = sum;
    }
    return this;
  }

  get value(): Float64Array {
    return this.#high.map((value, i) => value + (this.#low[i] as number));
  }
}

/** `Σ a[i] · b[i]` in twice the precision. */
export function exactDot(a: Float64Array, b: Float64Array): number {
  let high = 0;
  let low = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    const product = x * y;
    const bigX = x * SPLITTER;
    const highX = bigX - (bigX - x);
    const lowX = x - highX;
    const bigY = y * SPLITTER;
    const highY = bigY - (bigY - y);
    const lowY = y - highY;
    low += lowX * lowY - (product - highX * highY - lowX * highY - highX * lowY);
    const sum = high + product;
    const part = sum - high;
    low += high - (sum - part) + (product - part);
    high = sum;
  }
  return high + low;
}
