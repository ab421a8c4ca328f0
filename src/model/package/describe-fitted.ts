import { ModelMountError } from '../../core/errors.js';
import { isObject, type JsonObject, type JsonValue } from '../../core/json.js';
import type { Predictor, Transformer } from '../../learn/contracts.js';
import type { FeatureSummary } from '../../learn/data/feature-summary.js';
import type { ModelDescription } from '../description.js';
import type { Feature } from '../features.js';

/** A predictor fitted here, or a pipeline that ends in one. */
export interface FittedModel extends Predictor {
  /** What a pipeline does before its predictor; absent from a predictor alone. */
  readonly transformer?: (Transformer & { toJSON(): JsonObject }) | undefined;
  readonly predictor?: Predictor;
  /** What the training data was like; absent from a predictor alone. */
  readonly features?: readonly FeatureSummary[] | undefined;
}

/** What a fitted model becomes in a model folder. */
export interface FittedDescription {
  /** The predictor's coefficients. */
  readonly document: JsonObject;
  readonly description: ModelDescription;
  readonly statistics: readonly FeatureSummary[] | undefined;
  /** A row of the training data's means and commonest values, to try the model on. */
  readonly exampleRow: JsonValue | undefined;
}

/** Whether `value` was fitted here: it predicts, and has a JSON form. */
export function isFitted(value: unknown): value is FittedModel {
  return (
    isObject(value) &&
    typeof value['kind'] === 'string' &&
    typeof value['predict'] === 'function' &&
    typeof value['toJSON'] === 'function' &&
    typeof value['nFeatures'] === 'number'
  );
}

/**
 * The parts of a fitted model that a model folder keeps.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` for a pipeline that does not end in a predictor.
 */
export function describeFitted(fitted: FittedModel): FittedDescription {
  const { transformer, predictor = fitted, features: summaries } = fitted;
  const { classes } = predictor;
  const features = summaries?.map(toFeature) ?? namesOf(fitted).map((name): Feature => ({ name, type: 'number' }));
  return {
    document: predictor.toJSON(),
    description: {
      features,
      preprocessing: { kind: 'tabular', ...(transformer === undefined ? {} : { transformer: transformer.toJSON() }) },
      postprocessing: classes === undefined ? { kind: 'regression' } : { kind: 'classification', labels: classes },
    },
    statistics: summaries,
    exampleRow: summaries && Object.fromEntries(summaries.map((summary) => [summary.name, typicalValue(summary)])),
  };
}

function namesOf({ featureNames, nFeatures }: Predictor): readonly string[] {
  return featureNames ?? Array.from({ length: nFeatures }, (_, j) => `x${j}`);
}

function toFeature({ name, type, missing }: FeatureSummary): Feature {
  return { name, type, ...(missing > 0 ? { nullable: true } : {}) };
}

function typicalValue(summary: FeatureSummary): JsonValue {
  if (summary.type === 'number') return summary.mean ?? null;
  const categories: readonly { readonly value: string | boolean; readonly count: number }[] = summary.categories ?? [];
  const commonest = categories.reduce<(typeof categories)[number] | undefined>(
    (best, each) => (best === undefined || each.count > best.count ? each : best),
    undefined,
  );
  return commonest?.value ?? (summary.missing > 0 ? null : '');
}

/** The error for something that is neither fitted nor a model's file, bytes or coefficients. */
export function notSavable(): ModelMountError {
  return new ModelMountError(
    'INVALID_ARGUMENT',
    'saveModel takes a fitted pipeline or estimator, the path or bytes of a model, or coefficients; call fit first',
  );
}
