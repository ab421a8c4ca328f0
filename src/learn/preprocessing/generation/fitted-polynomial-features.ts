import { ModelMountError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import { alignDense, refuseNonFinite } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import {
  countTerms,
  MAX_TERMS,
  polynomialTerms,
  type PolynomialShape,
  type PolynomialTerms,
} from './polynomial-terms.js';

const WHO = 'PolynomialFeatures';

/** What a fitted `PolynomialFeatures` knows. */
export interface PolynomialFeaturesState extends PolynomialShape {
  readonly includeBias: boolean;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `PolynomialFeatures`. */
export class FittedPolynomialFeatures implements Transformer {
  readonly kind = 'polynomialFeatures';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly minDegree: number;
  readonly maxDegree: number;
  readonly interactionOnly: boolean;
  readonly includeBias: boolean;
  readonly #terms: PolynomialTerms;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if there would be no column, or more than 2²¹. */
  constructor(state: PolynomialFeaturesState) {
    const nTerms = countTerms(state);
    if (nTerms === Infinity) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${WHO} of degree ${state.maxDegree} would make more than ${MAX_TERMS} columns of ${state.nFeatures}; lower the degree, take interactionOnly, or fewer features`,
      );
    }
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    this.minDegree = state.minDegree;
    this.maxDegree = state.maxDegree;
    this.interactionOnly = state.interactionOnly;
    this.includeBias = state.includeBias;
    this.#terms = polynomialTerms(state);
    this.nFeaturesOut = nTerms - this.#terms.start + (state.includeBias ? 1 : 0);
    if (this.nFeaturesOut === 0) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${WHO} leaves no column: ${state.nFeatures} features have no product of degree ${state.minDegree} without repetition; lower the degree or take includeBias`,
      );
    }
  }

  /**
   * @param X - The columns seen when fitting; finite.
   * @returns Shape `[nSamples, nFeaturesOut]`. A product beyond the range of float64 is infinite.
   * @throws {ModelMountError} `INVALID_INPUT` if the columns differ, or a value is missing or infinite.
   */
  transform(X: Samples): Matrix {
    const rows = alignDense(X, this, WHO);
    refuseNonFinite(rows, { who: WHO, expected: this, allowsMissing: false }, this.featureNames);
    const { feature, rest, start } = this.#terms;
    const { nFeatures, nFeaturesOut } = this;
    const bias = this.includeBias ? 1 : 0;
    const out = new Matrix(rows.nRows, nFeaturesOut);
    // Products of lower degree than wanted have no column of their own.
    const steps = new Float64Array(feature.length);
    for (let i = 0; i < rows.nRows; i++) {
      const from = i * nFeatures;
      for (let k = 0; k < feature.length; k++) {
        const value = rows.data[from + (feature[k] as number)] as number;
        const other = rest[k] as number;
        steps[k] = other === -1 ? value : (steps[other] as number) * value;
      }
      if (bias === 1) out.data[i * nFeaturesOut] = 1;
      out.data.set(steps.subarray(start), i * nFeaturesOut + bias);
    }
    return out;
  }

  /** The power of each input column in each output column; shape `[nFeaturesOut, nFeatures]`. */
  powers(): Matrix {
    const { feature, rest, start } = this.#terms;
    const powers = new Matrix(this.nFeaturesOut, this.nFeatures);
    for (let k = start; k < feature.length; k++) {
      const at = (k - start + (this.includeBias ? 1 : 0)) * this.nFeatures;
      for (let term = k; term !== -1; term = rest[term] as number) {
        const j = at + (feature[term] as number);
        powers.data[j] = (powers.data[j] as number) + 1;
      }
    }
    return powers;
  }

  /** `1`, then products such as `a^2 b`. */
  featureNamesOut(names?: readonly string[]): readonly string[] {
    const inputs = inputNames(this, names);
    const { feature, rest, start } = this.#terms;
    const nameOf = (k: number): string => {
      const parts: string[] = [];
      let term = k;
      while (term !== -1) {
        const j = feature[term] as number;
        let power = 0;
        // The features of a product are in order, so equal ones follow each other.
        for (; term !== -1 && feature[term] === j; term = rest[term] as number) power++;
        parts.push(power === 1 ? (inputs[j] as string) : `${inputs[j]}^${power}`);
      }
      return parts.join(' ');
    };
    const products = Array.from({ length: feature.length - start }, (_, k) => nameOf(start + k));
    return this.includeBias ? ['1', ...products] : products;
  }

  toJSON(): JsonObject {
    const { kind, featureNames, nFeatures, minDegree, maxDegree, interactionOnly, includeBias } = this;
    return { kind, featureNames, nFeatures, minDegree, maxDegree, interactionOnly, includeBias };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedPolynomialFeatures {
    const known = ['featureNames', 'nFeatures', 'minDegree', 'maxDegree', 'interactionOnly', 'includeBias'];
    const fields = new JsonFields(json, path, { kind: 'polynomialFeatures', known });
    const nFeatures = fields.nFeatures();
    const minDegree = fields.integer('minDegree');
    const maxDegree = fields.integer('maxDegree', minDegree);
    const includeBias = fields.boolean('includeBias');
    if (maxDegree === 0 && !includeBias) fields.fail('maxDegree', 'must be >= 1 without includeBias, got 0');
    return new FittedPolynomialFeatures({
      nFeatures,
      minDegree,
      maxDegree,
      interactionOnly: fields.boolean('interactionOnly'),
      includeBias,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}
