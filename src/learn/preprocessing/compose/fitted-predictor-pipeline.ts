import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { LabelsWithProba, Predictor, Transformer } from '../../contracts.js';
import type { FeatureSummary } from '../../data/feature-summary.js';
import type { Samples } from '../../data/samples.js';
import type { Matrix } from '../../math/matrix.js';
import { JsonFields } from '../common/json-fields.js';
import { within } from '../common/within.js';
import { FittedPipeline, type FittedStep } from './fitted-pipeline.js';
import type { ReviveTransformerOptions } from '../revive.js';

/** What a fitted `Pipeline` that ends in a predictor knows. */
export interface PredictorPipelineState<P extends Predictor> {
  /** All steps but the last; `undefined` where there are none. */
  readonly transformer: FittedPipeline | undefined;
  readonly predictor: P;
  /** Name of the last step. */
  readonly name: string;
  readonly features?: readonly FeatureSummary[] | undefined;
}

/** What makes the parts of a `FittedPredictorPipeline` from their own JSON. */
export interface PredictorPipelineRevivers<P extends Predictor> extends ReviveTransformerOptions {
  /** As a rule `revivePredictor` of `modelmount/estimators`. */
  readonly revivePredictor: (json: unknown) => P;
  /** As a rule `reviveTransformer` of `modelmount/preprocessing`: not loaded by itself, since it loads them all. */
  readonly reviveTransformer: (json: unknown, options: ReviveTransformerOptions) => Transformer;
}

/** A fitted `Pipeline` whose last step predicts. */
export class FittedPredictorPipeline<P extends Predictor = Predictor> implements Predictor {
  readonly kind = 'predictorPipeline';
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  /** All steps, the predictor last. */
  readonly steps: readonly (FittedStep | readonly [name: string, predictor: P])[];
  /** All steps but the predictor as one transformer; `undefined` where there are none. */
  readonly transformer: FittedPipeline | undefined;
  readonly predictor: P;
  /** The classes in order, for a classifier. */
  declare readonly classes?: readonly Label[];
  /** Probabilities of the classes in order, shape `[nSamples, classes.length]`; where the predictor has them. */
  declare readonly predictProba?: (X: Samples) => Matrix;
  /** Both at once, for one way through the transformers; where the predictor has probabilities. */
  declare readonly predictWithProba?: (X: Samples) => LabelsWithProba;
  /** How far each row is on the side of a class; where the predictor has it. */
  declare readonly decisionFunction?: (X: Samples) => Float64Array | Matrix;
  /**
   * What the columns were like that the pipeline was fitted on. Not part of the JSON, since a model package keeps it
   * in its manifest; `undefined` where the pipeline was revived.
   */
  readonly features: readonly FeatureSummary[] | undefined;
  readonly #name: string;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if the predictor takes another number of columns than it would get. */
  constructor({ transformer, predictor, name, features }: PredictorPipelineState<P>) {
    const input = transformer ?? predictor;
    this.nFeatures = input.nFeatures;
    this.featureNames = input.featureNames;
    this.steps = [...(transformer?.steps ?? []), [name, predictor]];
    this.transformer = transformer;
    this.predictor = predictor;
    this.features = features;
    this.#name = name;
    // Only where the predictor has them: that is how a classifier is told from a regressor.
    if (predictor.classes !== undefined) this.classes = predictor.classes;
    if (predictor.predictProba !== undefined) {
      const classifier = predictor as Predictor & Required<Pick<Predictor, 'predictProba'>>;
      this.predictProba = (X) => classifier.predictProba(this.#transform(X));
      this.predictWithProba = (X) => {
        const columns = this.#transform(X);
        const both = classifier.predictWithProba?.(columns);
        if (both !== undefined) return both;
        return { labels: classifier.predict(columns) as Label[], probabilities: classifier.predictProba(columns) };
      };
    }
    if (predictor.decisionFunction !== undefined) {
      this.decisionFunction = (X) =>
        (predictor.decisionFunction as (X: Samples) => Float64Array | Matrix)(this.#transform(X));
    }
    const width = transformer?.nFeaturesOut ?? predictor.nFeatures;
    if (width !== predictor.nFeatures) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `the predictor ${show(name)} takes ${predictor.nFeatures} columns, but gets ${width}`,
      );
    }
  }

  /**
   * A label per row for a classifier, a number per row for a regressor.
   *
   * @param X - What the first step takes.
   * @throws {ModelMountError} What the steps throw.
   */
  predict(X: Samples): ReturnType<P['predict']> {
    return this.predictor.predict(this.#transform(X)) as ReturnType<P['predict']>;
  }

  toJSON(): JsonObject {
    const { kind, transformer, predictor } = this;
    return { kind, transformer: transformer?.toJSON(), name: this.#name, predictor: predictor.toJSON() };
  }

  /**
   * @param options - What makes the parts, and the options of `reviveTransformer`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault.
   *
   * @example
   * ```ts
   * const pipeline = new Pipeline([['scale', new MinMaxScaler()], ['model', new Ridge()]]).fit([[1], [2]], [1, 2]);
   * const json: unknown = JSON.parse(JSON.stringify(pipeline));
   * FittedPredictorPipeline.fromJSON(json, { revivePredictor, reviveTransformer }).predict([[3]]);
   * ```
   */
  static fromJSON<P extends Predictor>(
    json: unknown,
    { revivePredictor, reviveTransformer, ...options }: PredictorPipelineRevivers<P>,
  ): FittedPredictorPipeline<P> {
    const fields = new JsonFields(json, options.path ?? '', {
      kind: 'predictorPipeline',
      known: ['transformer', 'name', 'predictor'],
    });
    const name = fields.raw('name');
    const transformer =
      fields.raw('transformer') === undefined
        ? undefined
        : reviveTransformer(fields.raw('transformer'), { ...options, path: fields.at('transformer') });
    if (transformer !== undefined && !(transformer instanceof FittedPipeline)) {
      return fields.fail('transformer', `must be of kind "pipeline", got "${transformer.kind}"`);
    }
    return new FittedPredictorPipeline({
      transformer,
      predictor: within(fields.at('predictor'), () => revivePredictor(fields.raw('predictor'))),
      name: typeof name === 'string' ? name : fields.fail('name', `must be a string, got ${show(name)}`),
    });
  }

  #transform(X: Samples): Samples {
    return this.transformer === undefined ? X : this.transformer.transform(X);
  }
}
