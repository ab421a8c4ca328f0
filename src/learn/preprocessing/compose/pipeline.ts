import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, FitTransformed, Predictor, Target, Transformer } from '../../contracts.js';
import { summarizeFeatures } from '../../data/feature-summary.js';
import { featureNamesOf, toTable, type Columns, type FeatureExpectation, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { callFit, type FitParams } from '../../selection/run/call-fit.js';
import { checkStepNames } from '../common/names/step-names.js';
import { changeParts } from './change-parts.js';
import { fitTransform } from './fit-transform.js';
import { FittedPipeline, type FittedStep } from './fitted-pipeline.js';
import { FittedPredictorPipeline } from './fitted-predictor-pipeline.js';
import { partFitOptions, shareParams, type PartFitOptions } from './share-params.js';

const WHO = 'Pipeline';

/** A step that transforms; `passthrough` changes nothing. */
export type TransformerStep = readonly [name: string, transformer: Estimator<Transformer> | 'passthrough'];

/** A step that can be the last one. */
export type LastStep = readonly [name: string, estimator: Estimator<Transformer | Predictor> | 'passthrough'];

/** What a pipeline becomes by fitting if `Fitted` is what its last step becomes. */
export type FittedPipelineOf<Fitted> = Fitted extends Predictor
  ? FittedPredictorPipeline<Fitted> & ClassifierMembers<Fitted>
  : FittedPipeline;

/** What a fitted pipeline has for certain because its predictor has it. */
type ClassifierMembers<P extends Predictor> = (P extends { readonly classes: readonly Label[] }
  ? { readonly classes: P['classes'] }
  : unknown) &
  (P extends { predictProba(X: Samples): Matrix } ? { readonly predictProba: (X: Samples) => Matrix } : unknown);

/** What a pipeline's `fit` hands to the `fit` of its steps. */
export interface PipelineFitOptions extends PartFitOptions {
  /** Weights of the samples, for the last step; shape `[nSamples]`. @default all 1 */
  readonly sampleWeight?: ArrayLike<number>;
}

/** What the last step of `Steps` becomes by fitting. */
type LastFitted<Steps extends readonly unknown[]> = Steps extends readonly [...unknown[], infer Last]
  ? Last extends readonly [string, { fit(...input: never[]): infer Fitted }]
    ? Fitted
    : Transformer
  : never;

/**
 * Transformers in order, and perhaps a predictor at the end, fitted one on the output of the other.
 *
 * Where the last step predicts, what `fit` returns predicts; where all transform, it transforms. Semantics of
 * scikit-learn's `Pipeline`.
 *
 * @example
 * ```ts
 * const model = new Pipeline([
 *   ['scale', new StandardScaler()],
 *   ['model', new LogisticRegression()],
 * ]).fit([[1], [2], [8], [9]], ['low', 'low', 'high', 'high']);
 * model.predict([[7]]); // ['high']
 * ```
 */
export class Pipeline<const Steps extends readonly [...TransformerStep[], LastStep]> implements Estimator<
  FittedPipelineOf<LastFitted<Steps>>
> {
  readonly steps: Steps;

  /**
   * @param steps - At least one `[name, estimator]`; names are different, without `__`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if that is not so.
   */
  constructor(steps: Steps) {
    const isStep = (step: unknown): boolean =>
      Array.isArray(step) &&
      step.length === 2 &&
      (step[1] === 'passthrough' || (isObject(step[1]) && typeof step[1]['fit'] === 'function'));
    if (!Array.isArray(steps) || steps.length === 0 || !(steps as readonly unknown[]).every(isStep)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `${WHO} takes a list of at least one [name, estimator or passthrough]`,
      );
    }
    checkStepNames(
      steps.map(([name]) => name),
      WHO,
    );
    this.steps = steps;
  }

  /** What the last step says of itself. */
  get estimatorType(): 'classifier' | 'regressor' | undefined {
    const [, last] = this.steps.at(-1) as LastStep;
    return last === 'passthrough' ? undefined : last.estimatorType;
  }

  /** What the last step's `fit` takes, and as `name__option` what that of each step takes. */
  get fitOptions(): readonly string[] {
    const [, last] = this.steps.at(-1) as LastStep;
    return [...((last !== 'passthrough' && last.fitOptions) || []), ...partFitOptions(this.steps)];
  }

  /**
   * @param X - What the first step takes; shape `[nSamples, nFeatures]`.
   * @param y - Handed to each step; shape `[nSamples]`.
   * @param options - Options of the last step's `fit` (`sampleWeight`), and as `name__option` of another's, at any depth.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty, a step but the last does not transform, or an option
   *   is for a step that is not there or does not take it; and what the steps throw.
   *
   * @example
   * ```ts
   * const pipeline = new Pipeline([['scale', new StandardScaler()], ['model', new Ridge()]]);
   * const sampleWeight = [1, 1, 0];
   * const fitted = pipeline.fit([[1], [3], [99]], [1, 2, 0], { sampleWeight, scale__sampleWeight: sampleWeight });
   * fitted.predict([[2]]); // ≈ Float64Array [1.5]
   * ```
   */
  fit(X: Samples, y?: Target, options: PipelineFitOptions = {}): FittedPipelineOf<LastFitted<Steps>> {
    const params = this.#share(options);
    const { fitted, columns, expected } = this.#fitFirst(X, y, params);
    const [name, estimator] = this.steps.at(-1) as LastStep;
    const result =
      estimator === 'passthrough'
        ? estimator
        : callFit(estimator, { X: columns, y, who: `step ${show(name)} of ${WHO}` }, params.get(name));
    const features = summarizeFeatures(X);
    if (result !== 'passthrough' && 'predict' in result) {
      const transformer = fitted.length > 0 ? new FittedPipeline({ steps: fitted, ...expected }) : undefined;
      return new FittedPredictorPipeline({ transformer, predictor: result, name, features }) as FittedPipelineOf<
        LastFitted<Steps>
      >;
    }
    const steps = [...fitted, [name, result] as const];
    return new FittedPipeline({ steps, features, ...expected }) as FittedPipelineOf<LastFitted<Steps>>;
  }

  /**
   * As `fit`, with what the steps' own `fitTransform` make of `X`; where all steps transform.
   *
   * @throws {ModelMountError} As `fit`, and `INVALID_ARGUMENT` if the last step predicts.
   */
  fitTransform(
    X: Samples,
    y?: Target,
    options: PipelineFitOptions = {},
  ): FitTransformed<FittedPipelineOf<LastFitted<Steps>>> {
    const params = this.#share(options);
    const { fitted, columns, expected } = this.#fitFirst(X, y, params);
    const step = this.steps.at(-1) as LastStep;
    const last = fitStep(step, { X: columns, y, params: params.get(step[0]) });
    const pipeline = new FittedPipeline({ steps: [...fitted, last.step], features: summarizeFeatures(X), ...expected });
    return { fitted: pipeline as FittedPipelineOf<LastFitted<Steps>>, transformed: last.transformed };
  }

  /**
   * The same pipeline with other steps and options: `name` puts another estimator (or `passthrough`) in the place of
   * a step, `name__option` changes an option of a step, at any depth.
   *
   * @throws {ModelMountError} `INVALID_ARGUMENT` for a step or an option that is not there, or a value not allowed.
   *
   * @example
   * ```ts
   * const pipeline = new Pipeline([['scale', new StandardScaler()], ['model', new Ridge()]]);
   * pipeline.withOptions({ model__alpha: 2, scale: 'passthrough' });
   * ```
   */
  withOptions(changes: Readonly<Record<string, unknown>>): Pipeline<Steps> {
    const { parts } = changeParts({ parts: new Map(this.steps), options: {}, who: WHO }, changes);
    return new Pipeline([...parts] as unknown as Steps);
  }

  #share(options: PipelineFitOptions): ReadonlyMap<string, FitParams> {
    const [last] = this.steps.at(-1) as LastStep;
    return shareParams(this.steps, options, { who: WHO, part: 'step', last });
  }

  /** Fits all steps but the last, each on what the one before makes of its training data. */
  #fitFirst(
    X: Samples,
    y: Target | undefined,
    params: ReadonlyMap<string, FitParams>,
  ): { readonly fitted: readonly FittedStep[]; readonly columns: Columns; readonly expected: FeatureExpectation } {
    let columns: Columns = X instanceof Matrix || X instanceof SparseMatrix ? X : toTable(X);
    if (columns.nRows === 0 || columns.nColumns === 0) {
      throw new ModelMountError('INVALID_ARGUMENT', `${WHO} needs at least one row and one column to fit`);
    }
    const expected = { nFeatures: columns.nColumns, featureNames: featureNamesOf(columns) };
    const fitted: FittedStep[] = [];
    for (const each of (this.steps as readonly LastStep[]).slice(0, -1)) {
      const { step, transformed } = fitStep(each, { X: columns, y, params: params.get(each[0]) });
      fitted.push(step);
      columns = transformed;
    }
    return { fitted, columns, expected };
  }
}

function fitStep(
  [name, estimator]: LastStep,
  input: { readonly X: Columns; readonly y: Target | undefined; readonly params: FitParams | undefined },
): { readonly step: FittedStep; readonly transformed: Columns } {
  if (estimator === 'passthrough') return { step: [name, estimator], transformed: input.X };
  const { fitted, transformed } = fitTransform(estimator, input, `step ${show(name)} of ${WHO}`);
  return { step: [name, fitted], transformed };
}
