import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';
import { isObject } from '../../core/json.js';
import { checkOptionNames } from '../../core/options.js';
import type { Transformer } from '../contracts.js';
import type { ReviveContext, ReviveOptions } from './common/revive-context.js';
import { FittedColumnTransformer } from './compose/fitted-column-transformer.js';
import { FittedFeatureUnion } from './compose/fitted-feature-union.js';
import { FittedOneHotEncoder } from './encoding/fitted-one-hot-encoder.js';
import { FittedPCA } from './decomposition/fitted-pca.js';
import { FittedTargetEncoder } from './encoding/target/fitted-target-encoder.js';
import { FittedMissingIndicator } from './imputation/fitted-missing-indicator.js';
import { FittedOrdinalEncoder } from './encoding/fitted-ordinal-encoder.js';
import { FittedPipeline } from './compose/fitted-pipeline.js';
import { FittedFunctionTransformer } from './functions/fitted-function-transformer.js';
import { FittedSelectKBest } from './feature-selection/select-k-best.js';
import { FittedSelectPercentile } from './feature-selection/select-percentile.js';
import { FittedVarianceThreshold } from './feature-selection/variance-threshold.js';
import { FittedSimpleImputer } from './imputation/fitted-simple-imputer.js';
import { FittedBinarizer } from './discretization/fitted-binarizer.js';
import { FittedKBinsDiscretizer } from './discretization/fitted-k-bins-discretizer.js';
import { FittedPowerTransformer } from './distribution/fitted-power-transformer.js';
import { FittedQuantileTransformer } from './distribution/fitted-quantile-transformer.js';
import { FittedPolynomialFeatures } from './generation/fitted-polynomial-features.js';
import { FittedMaxAbsScaler } from './scaling/fitted-max-abs-scaler.js';
import { FittedMinMaxScaler } from './scaling/fitted-min-max-scaler.js';
import { FittedNormalizer } from './scaling/fitted-normalizer.js';
import { FittedRobustScaler } from './scaling/fitted-robust-scaler.js';
import { FittedStandardScaler } from './scaling/fitted-standard-scaler.js';
import { FittedCountVectorizer } from './text/fitted-count-vectorizer.js';
import { FittedHashingVectorizer } from './text/fitted-hashing-vectorizer.js';
import { FittedTfidfVectorizer } from './text/fitted-tfidf-vectorizer.js';
import { FittedTfidfTransformer } from './text/tfidf-transformer.js';

const MAX_DEPTH = 64;
const MAX_TRANSFORMERS = 10_000;

/** Makes a fitted transformer from its JSON; messages begin with `context.path`. */
export type TransformerReviver = (json: unknown, context: ReviveContext) => Transformer;

/** What revives each kind of transformer. */
export const TRANSFORMERS: Readonly<Record<string, TransformerReviver>> = {
  binarizer: (json, context) => FittedBinarizer.fromJSON(json, context),
  columnTransformer: (json, context) => FittedColumnTransformer.fromJSON(json, context),
  countVectorizer: (json, context) => FittedCountVectorizer.fromJSON(json, context),
  featureUnion: (json, context) => FittedFeatureUnion.fromJSON(json, context),
  functionTransformer: (json, context) => FittedFunctionTransformer.fromJSON(json, context),
  hashingVectorizer: (json, context) => FittedHashingVectorizer.fromJSON(json, context),
  kBinsDiscretizer: (json, context) => FittedKBinsDiscretizer.fromJSON(json, context),
  maxAbsScaler: (json, context) => FittedMaxAbsScaler.fromJSON(json, context),
  minMaxScaler: (json, context) => FittedMinMaxScaler.fromJSON(json, context),
  normalizer: (json, context) => FittedNormalizer.fromJSON(json, context),
  missingIndicator: (json, context) => FittedMissingIndicator.fromJSON(json, context),
  oneHotEncoder: (json, context) => FittedOneHotEncoder.fromJSON(json, context),
  ordinalEncoder: (json, context) => FittedOrdinalEncoder.fromJSON(json, context),
  pca: (json, context) => FittedPCA.fromJSON(json, context),
  pipeline: (json, context) => FittedPipeline.fromJSON(json, context),
  polynomialFeatures: (json, context) => FittedPolynomialFeatures.fromJSON(json, context),
  powerTransformer: (json, context) => FittedPowerTransformer.fromJSON(json, context),
  quantileTransformer: (json, context) => FittedQuantileTransformer.fromJSON(json, context),
  robustScaler: (json, context) => FittedRobustScaler.fromJSON(json, context),
  selectKBest: (json, context) => FittedSelectKBest.fromJSON(json, context),
  selectPercentile: (json, context) => FittedSelectPercentile.fromJSON(json, context),
  simpleImputer: (json, context) => FittedSimpleImputer.fromJSON(json, context),
  standardScaler: (json, context) => FittedStandardScaler.fromJSON(json, context),
  tfidfTransformer: (json, context) => FittedTfidfTransformer.fromJSON(json, context),
  tfidfVectorizer: (json, context) => FittedTfidfVectorizer.fromJSON(json, context),
  targetEncoder: (json, context) => FittedTargetEncoder.fromJSON(json, context),
  varianceThreshold: (json, context) => FittedVarianceThreshold.fromJSON(json, context),
};

/** Options of `reviveTransformer`. */
export interface ReviveTransformerOptions extends ReviveOptions {
  /** What revives kinds beside the built-in ones, which it cannot replace. @default none */
  readonly transformers?: Readonly<Record<string, TransformerReviver>> | undefined;
}

/**
 * The fitted transformer whose `toJSON` wrote `json`, the same bit for bit.
 *
 * @param json - Parsed JSON; nothing in it is trusted. Nested at most 64 deep, with at most 10,000 transformers.
 * @throws {ModelMountError} `INVALID_ARGUMENT` with the JSON Pointer of the first fault.
 *
 * @example
 * ```ts
 * const scaler = new MinMaxScaler().fit([[1], [3]]);
 * reviveTransformer(JSON.parse(JSON.stringify(scaler))).transform([[2]]); // 1 × 1 matrix of 0.5
 * ```
 */
export function reviveTransformer(json: unknown, options: ReviveTransformerOptions = {}): Transformer {
  checkOptionNames('reviveTransformer', options, ['path', 'onWarning', 'functions', 'transformers']);
  const { path = '', onWarning, functions, transformers = {} } = options;
  const known = { ...transformers, ...TRANSFORMERS };
  let count = 0;
  const reviveAt = (depth: number): ReviveContext['revive'] => {
    return (nested, place) => {
      const fail = (message: string): never => {
        throw new ModelMountError('INVALID_ARGUMENT', `${place === '' ? 'the JSON' : place} ${message}`);
      };
      if (depth > MAX_DEPTH) fail(`is nested more than ${MAX_DEPTH} deep`);
      if (++count > MAX_TRANSFORMERS) fail(`is one of more than ${MAX_TRANSFORMERS} transformers`);
      const kind = isObject(nested) ? nested['kind'] : undefined;
      const reviver = typeof kind === 'string' && Object.hasOwn(known, kind) ? known[kind] : undefined;
      if (reviver === undefined) {
        const got = isObject(nested) ? show(kind) : show(nested);
        return fail(
          `must be a transformer with "kind" ${Object.keys(known).sort().join(', ')}; got ${got}; a kind of your own is passed with the option transformers`,
        );
      }
      return reviver(nested, { path: place, onWarning, functions, revive: reviveAt(depth + 1) });
    };
  };
  return reviveAt(1)(json, path);
}
