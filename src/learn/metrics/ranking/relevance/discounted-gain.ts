/** The discount of each rank, `1 / log_base(rank + 2)` from rank 0 on; 0 from rank `k` on. */
export function discountsOf(nDocuments: number, k: number, logBase = 2): Float64Array {
  const scale = Math.log(logBase);
  return Float64Array.from({ length: nDocuments }, (_, rank) => (rank < k ? scale / Math.log(rank + 2) : 0));
}

/** Sums discounted gains row after row, with the memory that takes. */
export class GainCounter {
  readonly #discounts: Float64Array;
  readonly #order: Uint32Array;

  constructor(discounts: Float64Array) {
    this.#discounts = discounts;
    this.#order = new Uint32Array(discounts.length);
  }

  /**
   * The gain of one row.
   *
   * @param hasTies - Whether documents of equal scores share their mean relevance; else the later one ranks first.
   */
  gain(relevance: Float64Array, scores: Float64Array, hasTies: boolean): number {
    const order = this.#sort(scores);
    let total = 0;
    for (let start = 0; start < order.length;) {
      const score = scores[order[start] as number];
      let end = start;
      let [relevant, discount] = [0, 0];
      do {
        relevant += relevance[order[end] as number] as number;
        discount += this.#discounts[end] as number;
        end++;
      } while (hasTies && end < order.length && scores[order[end] as number] === score);
      total += (relevant / (end - start)) * discount;
      start = end;
    }
    return total;
  }

  /** Positions from the highest score to the lowest; of equal ones the later first. */
  #sort(scores: Float64Array): Uint32Array {
    const order = this.#order;
    for (let k = 0; k < order.length; k++) order[k] = k;
    if (order.length > 64) return order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || b - a);
    for (let k = 1; k < order.length; k++) {
      const score = scores[k] as number;
      let place = k;
      while (place > 0 && (scores[order[place - 1] as number] as number) <= score) {
        order[place] = order[place - 1] as number;
        place--;
      }
      order[place] = k;
    }
    return order;
  }
}
