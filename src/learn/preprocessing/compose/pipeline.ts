import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { isObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Predictor, Target, Transformer } from '../../contracts.js';
import { summarizeFeatures } from '../../data/feature-summary.js';
import { featureNamesOf, toTable, type Columns, type FeatureExpectation, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { SparseMatrix } from '../../math/sparse-matrix.js';
import { checkStepNames } from '../common/step-names.js';
import { FittedPipeline, type FittedStep } from './fitted-pipeline.js';
import { FittedPredictorPipeline } from './fitted-predictor-pipeline.js';

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

  /**
   * @param X - What the first step takes; shape `[nSamples, nFeatures]`.
   * @param y - Handed to each step; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if `X` is empty or a step but the last does not transform, and what
   *   the steps throw.
   */
  fit(X: Samples, y?: Target): FittedPipelineOf<LastFitted<Steps>> {
    let columns: Columns = X instanceof Matrix || X instanceof SparseMatrix ? X : toTable(X);
    if (columns.nRows === 0 || columns.nColumns === 0) {
      throw new ModelMountError('INVALID_ARGUMENT', `${WHO} needs at least one row and one column to fit`);
    }
    const expected: FeatureExpectation = {
      nFeatures: columns.nColumns,
      featureNames: featureNamesOf(columns),
    };
    const fitted: FittedStep[] = [];
    for (const [i, [name, estimator]] of (this.steps as readonly LastStep[]).entries()) {
      const result = estimator === 'passthrough' ? estimator : estimator.fit(columns, y);
      const isLast = i === this.steps.length - 1;
      if (isLast && result !== 'passthrough' && 'predict' in result) {
        const transformer = fitted.length > 0 ? new FittedPipeline({ steps: fitted, ...expected }) : undefined;
        const features = summarizeFeatures(X);
        return new FittedPredictorPipeline({ transformer, predictor: result, name, features }) as FittedPipelineOf<
          LastFitted<Steps>
        >;
      }
      if (result !== 'passthrough' && !('transform' in result)) {
        throw new ModelMountError(
          'INVALID_ARGUMENT',
          `step ${show(name)} of ${WHO} does not transform; only the last may predict`,
        );
      }
      fitted.push([name, result]);
      if (!isLast && result !== 'passthrough') columns = result.transform(columns);
    }
    const features = summarizeFeatures(X);
    return new FittedPipeline({ steps: fitted, features, ...expected }) as FittedPipelineOf<LastFitted<Steps>>;
  }
}
