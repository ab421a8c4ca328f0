/** Which products of features there are. */
export interface PolynomialShape {
  readonly nFeatures: number;
  readonly minDegree: number;
  readonly maxDegree: number;
  /** Whether no feature comes twice in a product. */
  readonly interactionOnly: boolean;
}

/**
 * Products of features, by degree and then in lexicographic order of their features. Each is one feature times an
 * earlier product, so that computing it costs one multiplication.
 */
export interface PolynomialTerms {
  /** The first feature of each product. */
  readonly feature: Int32Array;
  /** The product of its other features, -1 where there are none. */
  readonly rest: Int32Array;
  /** Where the products of `minDegree` begin; those before are only steps on the way. */
  readonly start: number;
}

/** More products than this are too many to hold, or to count. */
export const MAX_TERMS: number = 2 ** 21;

/** How many products there are from degree 1 to `maxDegree`; `Infinity` for more than `MAX_TERMS`. */
export function countTerms({ nFeatures, maxDegree, interactionOnly }: PolynomialShape): number {
  let total = 0;
  let ofDegree = 1;
  for (let degree = 1; degree <= maxDegree && ofDegree > 0; degree++) {
    // Binomials, each from the one before: n over d, or with repetition n + d - 1 over d.
    const factor = interactionOnly ? nFeatures - degree + 1 : nFeatures + degree - 1;
    ofDegree = (ofDegree * factor) / degree;
    total += ofDegree;
    if (total > MAX_TERMS) return Infinity;
  }
  return total;
}

/** The products of `shape`, at most `MAX_TERMS`. */
export function polynomialTerms(shape: PolynomialShape): PolynomialTerms {
  const { nFeatures, minDegree, maxDegree, interactionOnly } = shape;
  const n = countTerms(shape);
  const feature = new Int32Array(n);
  const rest = new Int32Array(n).fill(-1);
  let [begin, end] = [0, 0];
  for (; end < nFeatures && maxDegree > 0; end++) feature[end] = end;
  let start = minDegree > 1 ? n : 0;
  for (let degree = 2; degree <= maxDegree && begin < end; degree++) {
    if (degree === minDegree) start = end;
    const stop = end;
    let i = begin;
    for (let j = 0; j < nFeatures; j++) {
      // Products of one degree less are in order, so those without an earlier feature are the last ones.
      while (i < stop && (feature[i] as number) < (interactionOnly ? j + 1 : j)) i++;
      for (let other = i; other < stop; other++, end++) {
        feature[end] = j;
        rest[end] = other;
      }
    }
    begin = stop;
  }
  return { feature, rest, start };
}
