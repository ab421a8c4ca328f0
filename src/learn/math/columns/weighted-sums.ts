const SPLITTER = 2 ** 27 + 1;

/**
 * Sums of weighted values, one for each column, with the rounding errors of products and sums carried along.
 * Method: error-free products (Dekker 1971) and sums (Knuth).
 */
export class WeightedSums {
  /** Sum of the weights of each column. */
  readonly weight: Float64Array;
  readonly #total: Float64Array;
  readonly #lost: Float64Array;

  constructor(nColumns: number) {
    this.weight = new Float64Array(nColumns);
    this.#total = new Float64Array(nColumns);
    this.#lost = new Float64Array(nColumns);
  }

  add(j: number, value: number, weight: number): void {
    const product = weight * value;
    const bigW = weight * SPLITTER;
    const highW = bigW - (bigW - weight);
    const lowW = weight - highW;
    const bigV = value * SPLITTER;
    const highV = bigV - (bigV - value);
    const lowV = value - highV;
    const error = lowW * lowV - (product - highW * highV - lowW * highV - highW * lowV);
    const sum = this.#total[j] as number;
    const next = sum + product;
    const part = next - sum;
    this.#total[j] = next;
    // Beyond 2⁹⁹⁵ the exact product overflows, where the plain one need not.
    const lost = sum - (next - part) + (product - part) + (Number.isFinite(error) ? error : 0);
    this.#lost[j] = (this.#lost[j] as number) + lost;
    this.weight[j] = (this.weight[j] as number) + weight;
  }

  total(j: number): number {
    return this.#total[j] as number;
  }

  /** What rounding lost; 0 where the sum overflowed. */
  lost(j: number): number {
    const lost = this.#lost[j] as number;
    return Number.isFinite(lost) ? lost : 0;
  }

  /** The sum. */
  value(j: number): number {
    return this.total(j) + this.lost(j);
  }
}
