import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Transformer } from '../../contracts.js';
import type { FeatureSummary } from '../../data/feature-summary.js';
import { alignTable, type Cell, type Columns, type FeatureExpectation, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { inputNames } from '../common/names/feature-names.js';
import { JsonFields } from '../common/json-fields.js';
import type { ReviveContext } from '../common/revive-context.js';
import { checkStepNames } from '../common/names/step-names.js';

const WHO = 'Pipeline';

/** A step of a fitted pipeline. */
export type FittedStep = readonly [name: string, transformer: Transformer | 'passthrough'];

/** What a fitted `Pipeline` of transformers knows. */
export interface PipelineState extends FeatureExpectation {
  readonly steps: readonly FittedStep[];
  readonly features?: readonly FeatureSummary[] | undefined;
}

/** A fitted `Pipeline` whose steps all transform. */
export class FittedPipeline implements Transformer {
  readonly kind = 'pipeline';
  readonly nFeatures: number;
  readonly nFeaturesOut: number;
  readonly featureNames: readonly string[] | undefined;
  readonly steps: readonly FittedStep[];
  /**
   * What the columns were like that the pipeline was fitted on. Not part of the JSON, since a model package keeps it
   * in its manifest; `undefined` where the pipeline was revived.
   */
  readonly features: readonly FeatureSummary[] | undefined;
  readonly predictor = undefined;
  readonly #transformers: readonly Transformer[];

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if a step takes another number of columns than the one before gives. */
  constructor({ steps, nFeatures, featureNames, features }: PipelineState) {
    this.nFeatures = nFeatures;
    this.featureNames = featureNames;
    this.steps = steps;
    this.features = features;
    this.#transformers = steps.flatMap(([, transformer]) => (transformer === 'passthrough' ? [] : [transformer]));
    let width = nFeatures;
    for (const [name, transformer] of steps) {
      if (transformer === 'passthrough') continue;
      if (transformer.nFeatures !== width) {
        throw new ModelMountError(
          'INVALID_ARGUMENT',
          `step ${show(name)} of ${WHO} takes ${transformer.nFeatures} columns, but gets ${width}`,
        );
      }
      width = transformer.nFeaturesOut;
    }
    this.nFeaturesOut = width;
  }

  /** The pipeline itself: all of its steps transform. */
  get transformer(): this {
    return this;
  }

  /**
   * @param X - What the first step takes.
   * @throws {ModelMountError} What the steps throw.
   */
  transform(X: Samples): Columns {
    const [first, ...others] = this.#transformers;
    if (first === undefined) return X instanceof Matrix && X.nColumns === this.nFeatures ? X : alignTable(X, this, WHO);
    return others.reduce((columns, transformer) => transformer.transform(columns), first.transform(X));
  }

  /**
   * The way back through the steps, from the last to the first.
   *
   * @param X - What `transform` gives.
   * @returns What the first step's `inverseTransform` gives.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if a step has no way back; and what the steps throw.
   */
  inverseTransform(X: Samples): Columns | Cell[][] {
    const steps = this.steps.filter((step): step is readonly [string, Transformer] => step[1] !== 'passthrough');
    const stuck = steps.find(([, transformer]) => transformer.inverseTransform === undefined);
    if (stuck !== undefined) {
      const [name, { kind }] = stuck;
      throw new ModelMountError('INVALID_ARGUMENT', `step ${show(name)} of ${WHO}, a ${kind}, has no inverseTransform`);
    }
    let rows: Columns | Cell[][] | undefined;
    for (const [, transformer] of steps.reverse()) {
      rows = (transformer as Required<Transformer>).inverseTransform(rows ?? X);
    }
    return rows ?? this.transform(X);
  }

  /** Where every step has it: all of them, one after the other. See `Transformer.transformInPlace`. */
  get transformInPlace(): ((data: Float64Array) => boolean) | undefined {
    const steps = this.#transformers.map((transformer) => transformer.transformInPlace?.bind(transformer));
    if (!steps.every((step) => step !== undefined)) return undefined;
    return (data) => steps.every((step) => step(data));
  }

  featureNamesOut(names?: readonly string[]): readonly string[] {
    return this.#transformers.reduce(
      (inputs, transformer) => transformer.featureNamesOut(inputs),
      inputNames(this, names),
    );
  }

  toJSON(): JsonObject {
    const { kind, nFeatures, featureNames } = this;
    const steps = this.steps.map(([name, transformer]) => ({
      name,
      transformer: transformer === 'passthrough' ? transformer : transformer.toJSON(),
    }));
    // Where a step knows what the pipeline takes, it is not written twice.
    return this.#transformers.length > 0 ? { kind, steps } : { kind, nFeatures, featureNames, steps };
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault. */
  static fromJSON(json: unknown, context: ReviveContext): FittedPipeline {
    const known = ['steps', 'nFeatures', 'featureNames'];
    const fields = new JsonFields(json, context.path, { kind: 'pipeline', known });
    const steps = fields.list('steps').map((item, i): FittedStep => {
      const step = new JsonFields(item, fields.at(`steps/${i}`), { known: ['name', 'transformer'] });
      const transformer = step.raw('transformer');
      return [
        step.raw('name') as string,
        transformer === 'passthrough' ? transformer : context.revive(transformer, step.at('transformer')),
      ];
    });
    checkStepNames(
      steps.map(([name]) => name),
      fields.at('steps'),
    );
    const first = steps.map(([, transformer]) => transformer).find((transformer) => transformer !== 'passthrough');
    const nFeatures = first === undefined ? fields.nFeatures() : first.nFeatures;
    const featureNames = first === undefined ? fields.featureNames(nFeatures) : first.featureNames;
    return new FittedPipeline({ steps, nFeatures, featureNames });
  }
}
