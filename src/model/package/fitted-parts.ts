import { isObject, type JsonObject } from '../../core/json.js';
import type { Predictor, Transformer } from '../../learn/contracts.js';
import type { FeatureSummary } from '../../learn/data/feature-summary.js';

/** A predictor fitted here, or a pipeline that ends in one. */
export interface FittedModel extends Predictor {
  /** What a pipeline does before its predictor; absent from a predictor alone. */
  readonly transformer?: (Transformer & { toJSON(): JsonObject }) | undefined;
  readonly predictor?: Predictor;
  /** What the training data was like; absent from a predictor alone. */
  readonly features?: readonly FeatureSummary[] | undefined;
}

/** A fitted model taken apart. */
export interface FittedParts {
  /** What comes before the predictor. */
  readonly transformer: FittedModel['transformer'];
  /** The predictor's JSON. */
  readonly document: JsonObject;
  /** What the training data was like. */
  readonly summaries: readonly FeatureSummary[] | undefined;
  /** What parts of it were like, where only that is known. */
  readonly partial: readonly (readonly FeatureSummary[])[];
}

/** What a model folder keeps of a fitted model, and what that knows of the data that it was fitted on. */
export function fittedParts(fitted: FittedModel): FittedParts {
  const { transformer, predictor = fitted, features: summaries } = fitted;
  const parts = { transformer, document: predictor.toJSON(), summaries, partial: [] };
  if (transformer !== undefined) return parts;
  const { estimator, calibratedClassifiers: members } = predictor as {
    readonly estimator?: unknown;
    readonly calibratedClassifiers?: unknown;
  };
  if (predictor.kind === 'thresholdClassifier' && isModel(estimator)) {
    // Rows take the same way where the threshold stands behind the pipeline's predictor.
    const { predictor: inner = estimator, transformer: before, features } = estimator;
    return {
      ...parts,
      transformer: before,
      document: { ...parts.document, estimator: inner.toJSON() },
      summaries: features,
    };
  }
  if (predictor.kind !== 'calibratedClassifier' || !Array.isArray(members)) return parts;
  const known = members.map((member) => (member as { readonly estimator: FittedModel }).estimator.features);
  return { ...parts, partial: known.filter((each) => each !== undefined) };
}

function isModel(value: unknown): value is FittedModel {
  return isObject(value) && typeof value['predict'] === 'function';
}
