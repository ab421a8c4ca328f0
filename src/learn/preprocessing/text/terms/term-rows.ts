import { SparseMatrix } from '../../../math/sparse-matrix.js';

/** Rows of up to so many terms are sorted by insertion. */
const SHORT_ROW = 24;

/**
 * Counts terms, document after document, into the rows of a sparse matrix.
 *
 * Terms are numbers from 0. Nothing is allocated per document; the buffers grow to what the largest use needed, and
 * are kept for the next one.
 */
export class TermRows {
  #starts = new Int32Array(16);
  #nRows = 0;
  /** The terms of each row in the order of their first occurrence, and how often each occurs. */
  #terms = new Int32Array(256);
  #counts = new Float64Array(256);
  #size = 0;
  /**
   * Where a row has each term. What an earlier row or use left behind does no harm: a place counts only where it is
   * within the row at hand and that term stands there.
   */
  #places = new Int32Array(256);

  /** Forgets all rows. */
  clear(): void {
    this.#nRows = 0;
    this.#size = 0;
  }

  /** Adds `value` to a term of the row at hand. */
  add(term: number, value: number): void {
    if (term >= this.#places.length) this.#places = grown(this.#places, term + 1);
    const place = this.#places[term] as number;
    if (place >= (this.#starts[this.#nRows] as number) && place < this.#size && this.#terms[place] === term) {
      this.#counts[place] = (this.#counts[place] as number) + value;
      return;
    }
    if (this.#size === this.#terms.length) {
      this.#terms = grown(this.#terms, this.#size + 1);
      this.#counts = grown(this.#counts, this.#size + 1);
    }
    this.#places[term] = this.#size;
    this.#terms[this.#size] = term;
    this.#counts[this.#size++] = value;
  }

  /** Ends the row at hand. */
  endRow(): void {
    if (++this.#nRows === this.#starts.length) this.#starts = grown(this.#starts, this.#nRows + 1);
    this.#starts[this.#nRows] = this.#size;
  }

  /** In how many rows each term occurs, and how often in all; shape `[nTerms]` each. */
  totals(nTerms: number): { readonly documents: Int32Array; readonly occurrences: Float64Array } {
    const documents = new Int32Array(nTerms);
    const occurrences = new Float64Array(nTerms);
    for (let k = 0; k < this.#size; k++) {
      const term = this.#terms[k] as number;
      documents[term] = (documents[term] as number) + 1;
      occurrences[term] = (occurrences[term] as number) + (this.#counts[k] as number);
    }
    return { documents, occurrences };
  }

  /**
   * The rows as a matrix.
   *
   * @param columns - The column of each term, −1 for a term that is left out. @default its own number
   * @param isBinary - Whether what occurs counts 1.
   */
  toMatrix(nColumns: number, isBinary: boolean, columns?: Int32Array): SparseMatrix {
    const indices = new Int32Array(this.#size);
    const data = new Float64Array(this.#size);
    const starts = new Int32Array(this.#nRows + 1);
    if (nColumns > this.#places.length) this.#places = grown(this.#places, nColumns);
    const places = this.#places;
    let end = 0;
    for (let i = 0; i < this.#nRows; i++) {
      const start = end;
      for (let k = this.#starts[i] as number; k < (this.#starts[i + 1] as number); k++) {
        const term = this.#terms[k] as number;
        const column = columns === undefined ? term : (columns[term] as number);
        if (column === -1) continue;
        places[column] = k;
        indices[end++] = column;
      }
      sort(indices, start, end);
      for (let k = start; k < end; k++) {
        data[k] = isBinary ? 1 : (this.#counts[places[indices[k] as number] as number] as number);
      }
      starts[i + 1] = end;
    }
    return new SparseMatrix(this.#nRows, nColumns, {
      starts,
      indices: end === this.#size ? indices : indices.slice(0, end),
      data: end === this.#size ? data : data.slice(0, end),
    });
  }
}

/** The array with room for at least `length` elements. */
function grown<A extends Int32Array | Float64Array>(array: A, length: number): A {
  const larger = new (array.constructor as new (length: number) => A)(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}

function sort(indices: Int32Array, start: number, end: number): void {
  if (end - start > SHORT_ROW) {
    indices.subarray(start, end).sort();
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const index = indices[i] as number;
    let k = i;
    while (k > start && (indices[k - 1] as number) > index) {
      indices[k] = indices[k - 1] as number;
      k--;
    }
    indices[k] = index;
  }
}
