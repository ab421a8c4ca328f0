import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Estimator } from '../../contracts.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { readFinite } from '../common/numbers.js';
import { FittedPolynomialFeatures } from './fitted-polynomial-features.js';

const WHO = 'PolynomialFeatures';

/** Options of `PolynomialFeatures`. */
export interface PolynomialFeaturesOptions {
  /** The largest degree of a product, or the smallest and the largest; whole numbers ≥ 0. @default 2 */
  readonly degree?: number | readonly [min: number, max: number];
  /** Whether a product has each feature at most once: `a b`, but not `a^2`. @default false */
  readonly interactionOnly?: boolean;
  /** Whether the first column is 1. @default true */
  readonly includeBias?: boolean;
}

/**
 * All products of features up to a degree: of `a` and `b` the columns `1, a, b, a², a b, b²`.
 *
 * Columns are in order of degree, then of the features. Semantics of scikit-learn's `PolynomialFeatures`.
 *
 * @example
 * ```ts
 * const features = new PolynomialFeatures({ degree: 2 }).fit([{ a: 2, b: 3 }]);
 * features.transform([{ a: 2, b: 3 }]).toRows(); // [[1, 2, 3, 4, 6, 9]]
 * features.featureNamesOut(); // ['1', 'a', 'b', 'a^2', 'a b', 'b^2']
 * ```
 */
export class PolynomialFeatures implements Estimator<FittedPolynomialFeatures> {
  readonly options: PolynomialFeaturesOptions;
  readonly #degrees: readonly [number, number];

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or value, or where no column would be left. */
  constructor(options: PolynomialFeaturesOptions = {}) {
    checkOptions<PolynomialFeaturesOptions>(WHO, options, {
      degree: { expected: 'a whole number ≥ 0, or two with the first not above the second', accepts: isDegree },
      interactionOnly: OPTION_RULES.flag,
      includeBias: OPTION_RULES.flag,
    });
    this.options = options;
    const { degree = 2, includeBias = true } = options;
    this.#degrees = typeof degree === 'number' ? [0, degree] : degree;
    if (this.#degrees[1] === 0 && !includeBias) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `option "degree" of ${WHO} must be at least 1 without includeBias, got ${show(degree)}: no column would be left`,
      );
    }
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`. Only the columns are learnt.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, or holds strings, a missing value or an infinity, or
   *   there would be more than 2²¹ columns.
   */
  fit(X: Samples): FittedPolynomialFeatures {
    const { nColumns } = readFinite(X, { who: WHO, allowsMissing: false });
    const { interactionOnly = false, includeBias = true } = this.options;
    const [minDegree, maxDegree] = this.#degrees;
    return new FittedPolynomialFeatures({
      nFeatures: nColumns,
      minDegree,
      maxDegree,
      interactionOnly,
      includeBias,
      featureNames: featureNamesOf(X),
    });
  }
}

function isDegree(value: unknown): boolean {
  const isWhole = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;
  if (!Array.isArray(value)) return isWhole(value);
  const [min, max] = value as unknown[];
  return value.length === 2 && isWhole(min) && isWhole(max) && min <= max;
}
