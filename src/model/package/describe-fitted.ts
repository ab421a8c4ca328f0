import { ModelMountError } from '../../core/errors.js';
import { isObject, type JsonObject, type JsonValue } from '../../core/json.js';
import type { Predictor } from '../../learn/contracts.js';
import type { FeatureSummary } from '../../learn/data/feature-summary.js';
import { textColumnsOf } from '../../learn/preprocessing/common/text-columns.js';
import type { ModelDescription } from '../description.js';
import type { Feature } from '../features.js';
import { fittedParts, type FittedModel } from './fitted-parts.js';

/** What a fitted model becomes in a model folder. */
export interface FittedDescription {
  /** The predictor's own JSON. */
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
  const { transformer, document, summaries, partial } = fittedParts(fitted);
  const { classes } = fitted.predictor ?? fitted;
  const [typical = partial[0]] = summaries === undefined ? [] : [summaries];
  return {
    document,
    description: {
      features:
        typical?.map((_, j) => toFeature([typical, ...partial], j)) ??
        featuresOf(fitted, transformer?.toJSON() ?? document),
      preprocessing: { kind: 'tabular', ...(transformer === undefined ? {} : { transformer: transformer.toJSON() }) },
      postprocessing: classes === undefined ? { kind: 'regression' } : { kind: 'classification', labels: classes },
    },
    statistics: summaries,
    exampleRow: typical && Object.fromEntries(typical.map((summary) => [summary.name, typicalValue(summary)])),
  };
}

/**
 * The features of a model that knows nothing of its training data.
 *
 * @param first - The JSON of what takes the rows.
 */
function featuresOf({ featureNames, nFeatures }: Predictor, first: JsonObject): Feature[] {
  const texts = textColumnsOf(first);
  return Array.from({ length: nFeatures }, (_, j) => {
    return { name: featureNames?.[j] ?? `x${j}`, type: texts.has(j) ? 'string' : 'number' };
  });
}

function toFeature([first = [], ...others]: readonly (readonly FeatureSummary[])[], j: number): Feature {
  const { name, type, missing } = first[j] as FeatureSummary;
  const isNullable = missing > 0 || others.some((summaries) => (summaries[j]?.missing ?? 0) > 0);
  return { name, type, ...(isNullable ? { nullable: true } : {}) };
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
