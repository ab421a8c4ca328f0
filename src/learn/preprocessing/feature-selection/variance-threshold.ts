import { ModelMountError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { Estimator, Target, Transformer } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES } from '../../estimators/common/check-options.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { nanExtent, nanMoments } from '../../math/sums/statistics.js';
import { JsonFields } from '../common/json-fields.js';
import { readFinite } from '../common/numbers.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { FittedSelector, type SelectorState } from './fitted-selector.js';

const WHO = 'VarianceThreshold';

/** Options of `VarianceThreshold`. */
export interface VarianceThresholdOptions {
  /** Features with a variance up to this are left out; ≥ 0. @default 0, which leaves out constant features */
  readonly threshold?: number;
}

/**
 * Leaves out features that hardly vary; looks at no target.
 *
 * The variance is the population's (divided by n), NaN ignored. With a threshold of 0 a feature counts as constant by
 * its range, which rounding cannot blur. Semantics of scikit-learn's `VarianceThreshold`.
 *
 * @example
 * ```ts
 * const selector = new VarianceThreshold().fit([[1, 7], [2, 7]]);
 * selector.transform([[3, 7]]); // 1 × 1 matrix of 3
 * ```
 */
export class VarianceThreshold implements Estimator<FittedVarianceThreshold> {
  readonly options: VarianceThresholdOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a threshold that is not finite and ≥ 0. */
  constructor(options: VarianceThresholdOptions = {}) {
    checkOptions(WHO, options, { threshold: OPTION_RULES.nonNegative });
    this.options = options;
  }

  /**
   * @param X - Numbers, finite or missing; shape `[nSamples, nFeatures]`. A `SparseMatrix` is taken as it is.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, holds strings or an infinity, or no feature varies
   *   more than the threshold.
   */
  fit(X: Samples, _y?: Target): FittedVarianceThreshold {
    const { threshold = 0 } = this.options;
    const numbers = readFinite(X, { who: WHO });
    const spreads =
      numbers instanceof SparseMatrix
        ? sparseSpreads(numbers)
        : Array.from({ length: numbers.nColumns }, (_, j) => spread(numbers.column(j)));
    const variances = Float64Array.from(spreads, ({ variance, range }) => {
      if (threshold > 0) return variance;
      return Number.isNaN(range) ? variance : Math.min(variance, range);
    });
    const support = [...variances.keys()].filter((j) => (variances[j] as number) > threshold);
    if (support.length === 0) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `no feature of X has a variance above the threshold ${threshold} of ${WHO}; lower the threshold`,
      );
    }
    return new FittedVarianceThreshold({
      variances,
      support,
      nFeatures: variances.length,
      featureNames: featureNamesOf(X),
    });
  }
}

/** What a fitted `VarianceThreshold` knows. */
export interface VarianceThresholdState extends SelectorState {
  /** Variance of each feature (its range where that is smaller and the threshold is 0); NaN where all is missing. */
  readonly variances: Float64Array;
}

/** A fitted `VarianceThreshold`. */
export class FittedVarianceThreshold extends FittedSelector implements Transformer {
  readonly kind = 'varianceThreshold';
  readonly variances: Float64Array;

  constructor(state: VarianceThresholdState) {
    super(state);
    this.variances = state.variances;
  }

  protected get who(): string {
    return WHO;
  }

  toJSON(): JsonObject {
    const { kind, featureNames, support, variances } = this;
    return { kind, featureNames, support, variances: toJsonNumbers(variances) };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedVarianceThreshold {
    const known = ['featureNames', 'support', 'variances'];
    const fields = new JsonFields(json, path, { kind: 'varianceThreshold', known });
    const variances = fields.numbers('variances');
    const nFeatures = variances.length;
    fields.list('support');
    return new FittedVarianceThreshold({
      variances,
      support: fields.positions('support', nFeatures),
      nFeatures,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}

interface Spread {
  readonly variance: number;
  /** Largest less smallest value; NaN where one is missing. */
  readonly range: number;
}

function spread(values: Float64Array): Spread {
  const [min, max] = nanExtent(values);
  return { variance: nanMoments(values).variance, range: values.some(Number.isNaN) ? NaN : max - min };
}

/** The same for each column of a sparse matrix, from what it keeps and how many zeros it leaves out. */
function sparseSpreads(X: SparseMatrix): Spread[] {
  const columns = Array.from({ length: X.nColumns }, (): number[] => []);
  X.indices.forEach((j, k) => (columns[j] as number[]).push(X.data[k] as number));
  return columns.map((values) => {
    const nZeros = X.nRows - values.length;
    // The zeros as one value of that weight.
    const weights = Float64Array.from([...values, 0], (_, k) => (k < values.length ? 1 : nZeros));
    const [min, max] = nanExtent(nZeros > 0 ? [...values, 0] : values);
    const hasMissing = values.some(Number.isNaN);
    return { variance: nanMoments([...values, 0], weights).variance, range: hasMissing ? NaN : max - min };
  });
}
