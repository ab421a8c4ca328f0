import type { JsonObject } from '../../../core/json.js';
import type { Estimator, Target, Transformer } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import { featureNamesOf, type Samples } from '../../data/samples.js';
import { checkOptions, OPTION_RULES, type OptionRule } from '../../estimators/common/check-options.js';
import type { SparseMatrix } from '../../math/sparse-matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveOptions } from '../common/revive-context.js';
import { alignCounts, readCounts } from './counts.js';
import { inverseFrequencies, ROW_NORMS, weighCounts, type CountWeights, type RowNorm } from './weigh-counts.js';

const WHO = 'TfidfTransformer';

/** Options of `TfidfTransformer`. */
export interface TfidfTransformerOptions {
  /** What each row is divided by. @default 'l2' */
  readonly norm?: RowNorm;
  /** Whether rare terms weigh more. @default true */
  readonly useIdf?: boolean;
  /** Whether document frequencies are counted as if one more document had every term once. @default true */
  readonly smoothIdf?: boolean;
  /** Whether a term that occurs `n` times counts `1 + ln n`. @default false */
  readonly sublinearTf?: boolean;
}

/** What each option must be. */
export const TFIDF_RULES: { readonly [Name in keyof TfidfTransformerOptions]-?: OptionRule } = {
  norm: { expected: ROW_NORMS.join(', '), accepts: (value) => ROW_NORMS.some((each) => each === value) },
  useIdf: OPTION_RULES.flag,
  smoothIdf: OPTION_RULES.flag,
  sublinearTf: OPTION_RULES.flag,
};

/** How counts are to be weighed after what was learned from them. */
export function learnWeights(counts: SparseMatrix, options: TfidfTransformerOptions): CountWeights {
  const { norm = 'l2', useIdf = true, smoothIdf = true, sublinearTf = false } = options;
  return { norm, sublinearTf, idf: useIdf ? inverseFrequencies(counts, smoothIdf) : undefined };
}

/**
 * Weighs counts of terms by how rare the terms are: `tf · idf`, each row then brought to length 1.
 *
 * `idf = ln((1 + n) / (1 + df)) + 1`, or `ln(n / df) + 1` without `smoothIdf`, where `df` of `n` documents have the
 * term. Semantics of scikit-learn's `TfidfTransformer`; but without `smoothIdf` a term of no document weighs 0, where
 * scikit-learn has infinity, and a 0 that is kept in a sparse matrix counts as a 0.
 *
 * @example
 * ```ts
 * const fitted = new TfidfTransformer({ norm: 'none' }).fit([[1, 1], [1, 0]]);
 * fitted.idf; // Float64Array [1, 1.4054651081081644]
 * ```
 */
export class TfidfTransformer implements Estimator<FittedTfidfTransformer> {
  readonly options: TfidfTransformerOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: TfidfTransformerOptions = {}) {
    checkOptions(WHO, options, TFIDF_RULES);
    this.options = options;
  }

  /**
   * @param X - Counts, finite; shape `[nSamples, nFeatures]`.
   * @param _y - Not used.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty or holds strings, missing values or an infinity.
   */
  fit(X: Samples, _y?: Target): FittedTfidfTransformer {
    const counts = readCounts(X, WHO);
    const weights = learnWeights(counts, this.options);
    return new FittedTfidfTransformer({ ...weights, nFeatures: counts.nColumns, featureNames: featureNamesOf(X) });
  }
}

/** What a fitted `TfidfTransformer` knows. */
export interface TfidfTransformerState extends CountWeights {
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `TfidfTransformer`. */
export class FittedTfidfTransformer implements Transformer {
  readonly kind = 'tfidfTransformer';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly norm: RowNorm;
  readonly sublinearTf: boolean;
  /** Weight of each term; `undefined` without `useIdf`. */
  readonly idf: Float64Array | undefined;

  constructor({ norm, sublinearTf, idf, nFeatures, featureNames }: TfidfTransformerState) {
    this.norm = norm;
    this.sublinearTf = sublinearTf;
    this.idf = idf;
    this.nFeatures = nFeatures;
    this.nFeaturesOut = nFeatures;
    this.featureNames = featureNames;
  }

  /**
   * @param X - Counts, in the columns seen when fitting; finite, and with `sublinearTf` not negative.
   * @throws {ModelMountError} `INVALID_INPUT` if that is not so.
   */
  transform(X: Samples): SparseMatrix {
    return weighCounts(alignCounts(X, this, WHO), this, WHO);
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return inputNames(this, names);
  }

  toJSON(): JsonObject {
    const { kind, featureNames, nFeatures } = this;
    return { kind, featureNames, nFeatures, ...weightsToJSON(this) };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, { path = '' }: ReviveOptions = {}): FittedTfidfTransformer {
    const known = ['featureNames', 'nFeatures', ...WEIGHT_FIELDS];
    const fields = new JsonFields(json, path, { kind: 'tfidfTransformer', known });
    const nFeatures = fields.nFeatures();
    return new FittedTfidfTransformer({
      ...weightsFromJSON(fields, nFeatures),
      nFeatures,
      featureNames: fields.featureNames(nFeatures),
    });
  }
}

/** The fields of weights in JSON. */
export const WEIGHT_FIELDS: readonly string[] = ['norm', 'sublinearTf', 'idf'];

/** The JSON form of weights. */
export function weightsToJSON({ norm, sublinearTf, idf }: CountWeights): JsonObject {
  return { norm, sublinearTf, idf: idf && toJsonNumbers(idf) };
}

/** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
export function weightsFromJSON(fields: JsonFields, nTerms: number): CountWeights {
  const idf = fields.raw('idf') === undefined ? undefined : fields.numbers('idf', nTerms);
  const missing = idf?.findIndex((value) => Number.isNaN(value)) ?? -1;
  if (missing !== -1) fields.fail(`idf/${missing}`, 'must be finite');
  return { idf, norm: fields.choice('norm', ROW_NORMS), sublinearTf: fields.boolean('sublinearTf') };
}
