/** Sums of many numbers by bin, with the rounding errors carried along. Method: Neumaier 1974. */
export class BinnedSum {
  readonly #totals: Float64Array;
  readonly #lost: Float64Array;

  constructor(nBins: number) {
    this.#totals = new Float64Array(nBins);
    this.#lost = new Float64Array(nBins);
  }

  /** Adds a finite number to the sum of a bin. */
  add(bin: number, value: number): void {
    const total = this.#totals[bin] as number;
    const next = total + value;
    const lost = Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    this.#lost[bin] = (this.#lost[bin] as number) + lost;
    this.#totals[bin] = next;
  }

  /** The sum of each bin. */
  values(): Float64Array {
    return this.#totals.map((total, bin) => (Number.isFinite(total) ? total + (this.#lost[bin] as number) : total));
  }
}
