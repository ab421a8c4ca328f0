/** How to factor. */
export interface PivotedQrOptions {
  /** How many leading columns keep their places. @default 0 */
  readonly nFixed?: number;
  /** A remaining column whose norm is not above this counts as zero, and the factorisation ends. @default 0 */
  readonly tolerance?: number;
}

/**
 * A = Q R with the columns of A in an order of falling independence; R has `rank` rows.
 *
 * Method: Householder reflections with column pivoting (Golub & Van Loan, Matrix Computations, 5.4.2).
 * Time O(nRows · nColumns · rank).
 */
export class PivotedQr {
  readonly rank: number;
  /** `order[k]` is the column of A that stands in place k. */
  readonly order: readonly number[];
  readonly #columns: readonly Float64Array[]; // R above and on the diagonal, the reflections' vectors below
  readonly #heads: readonly number[]; // first elements of the reflections' vectors

  /** @param columns - The columns of A; they are not changed. */
  constructor(columns: readonly Float64Array[], { nFixed = 0, tolerance = 0 }: PivotedQrOptions = {}) {
    const work: Float64Array[] = columns.map((column) => Float64Array.from(column));
    const order = columns.map((_, j) => j);
    const heads: number[] = [];
    // Lengths of what is left of the columns; each reflection makes them anew on its way.
    const norms = work.map((column) => normFrom(column, 0));
    const nSteps = Math.min(work.length, work[0]?.length ?? 0);
    for (let k = 0; k < nSteps; k++) {
      if (k >= nFixed) {
        const pivot = longestFrom(norms, k);
        [norms[k], norms[pivot]] = [norms[pivot] as number, norms[k] as number];
        [work[k], work[pivot]] = [work[pivot] as Float64Array, work[k] as Float64Array];
        [order[k], order[pivot]] = [order[pivot] as number, order[k] as number];
        if ((norms[k] as number) <= tolerance) break;
      }
      heads.push(reflectColumn(work[k] as Float64Array, k));
      for (let j = k + 1; j < work.length; j++) {
        const target = work[j] as Float64Array;
        norms[j] = reflect(work[k] as Float64Array, heads, { k, target });
      }
    }
    this.rank = heads.length;
    this.order = order;
    this.#columns = work;
    this.#heads = heads;
  }

  /** Element of R, in the order of `order`. */
  r(i: number, j: number): number {
    return j < i ? 0 : (this.#columns[j]?.[i] ?? NaN);
  }

  /** Qᵀ v, in a new array. */
  applyQt(v: Float64Array): Float64Array {
    const target = Float64Array.from(v);
    for (let k = 0; k < this.rank; k++) reflect(this.#columns[k] as Float64Array, this.#heads, { k, target });
    return target;
  }

  /** Q v, in a new array. */
  applyQ(v: Float64Array): Float64Array {
    const target = Float64Array.from(v);
    for (let k = this.rank - 1; k >= 0; k--) reflect(this.#columns[k] as Float64Array, this.#heads, { k, target });
    return target;
  }

  /** Solves R₁ x = v, where R₁ is the leading square of R. */
  solveR(v: ArrayLike<number>): Float64Array {
    const x = Float64Array.from({ length: this.rank }, (_, i) => v[i] as number);
    for (let i = this.rank - 1; i >= 0; i--) {
      let value = x[i] as number;
      for (let j = i + 1; j < this.rank; j++) value -= this.r(i, j) * (x[j] as number);
      x[i] = value / this.r(i, i);
    }
    return x;
  }

  /** Solves R₁ᵀ x = v. */
  solveRt(v: ArrayLike<number>): Float64Array {
    const x = Float64Array.from({ length: this.rank }, (_, i) => v[i] as number);
    for (let i = 0; i < this.rank; i++) {
      let value = x[i] as number;
      for (let j = 0; j < i; j++) value -= this.r(j, i) * (x[j] as number);
      x[i] = value / this.r(i, i);
    }
    return x;
  }
}

function normFrom(column: Float64Array, start: number): number {
  let square = 0;
  for (let i = start; i < column.length; i++) square += (column[i] as number) ** 2;
  return Math.sqrt(square);
}

function longestFrom(norms: readonly number[], start: number): number {
  let longest = start;
  for (let j = start + 1; j < norms.length; j++) if ((norms[j] as number) > (norms[longest] as number)) longest = j;
  return longest;
}

/** Turns the column into one that is zero below `k`, keeping the reflection's vector there; returns its head. */
function reflectColumn(column: Float64Array, k: number): number {
  const pivot = column[k] as number;
  const norm = normFrom(column, k);
  if (norm === 0) return 0;
  const image = pivot > 0 ? -norm : norm;
  column[k] = image;
  return pivot - image;
}

/**
 * target ← (I − 2 v vᵀ / vᵀv) target, where v is the vector of reflection `k`; returns the length of what is below
 * place `k` then.
 */
function reflect(
  column: Float64Array,
  heads: readonly number[],
  { k, target }: { readonly k: number; readonly target: Float64Array },
): number {
  const head = heads[k] as number;
  if (head === 0) return normFrom(target, k + 1);
  let dot = head * (target[k] as number);
  for (let i = k + 1; i < column.length; i++) dot += (column[i] as number) * (target[i] as number);
  // vᵀv / 2 = −head · image, where image = column[k]
  const factor = dot / (head * (column[k] as number));
  target[k] = (target[k] as number) + factor * head;
  let square = 0;
  for (let i = k + 1; i < column.length; i++) {
    const value = (target[i] as number) + factor * (column[i] as number);
    target[i] = value;
    square += value * value;
  }
  return Math.sqrt(square);
}
