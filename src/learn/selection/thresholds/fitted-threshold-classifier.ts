import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { LabelsWithProba, Predictor } from '../../contracts.js';
import { fromJsonNumber, toJsonNumber } from '../../data/json-number.js';
import type { Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { JsonFields } from '../../preprocessing/common/json-fields.js';
import { within } from '../../preprocessing/common/within.js';

/** What is compared with the threshold. */
export type ThresholdResponse = 'predictProba' | 'decisionFunction';

/** What a fitted threshold classifier knows. */
export interface ThresholdState {
  /** A classifier of two classes. */
  readonly estimator: Predictor;
  /** From this score on a row is of the class `posLabel`. */
  readonly threshold: number;
  readonly posLabel: Label;
  readonly responseMethod: ThresholdResponse;
  /** Mean score at the threshold, where it was tuned. */
  readonly bestScore: number | undefined;
  /** The thresholds that were tried, ascending, with their mean scores, where they were kept. */
  readonly cvResults: { readonly thresholds: Float64Array; readonly scores: Float64Array } | undefined;
}

/** A classifier of two classes that decides at a threshold of its own; probabilities are those of the classifier within. */
export class FittedThresholdClassifier implements Predictor, ThresholdState {
  readonly kind = 'thresholdClassifier';
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  readonly classes: readonly [Label, Label];
  readonly estimator: Predictor;
  readonly threshold: number;
  readonly posLabel: Label;
  readonly responseMethod: ThresholdResponse;
  readonly bestScore: number | undefined;
  readonly cvResults: ThresholdState['cvResults'];
  /** Probabilities of the classes, shape `[nSamples, 2]`; where the classifier within has them. */
  declare readonly predictProba?: (X: Samples) => Matrix;
  /** Both at once; where the threshold is one of probabilities. */
  declare readonly predictWithProba?: (X: Samples) => LabelsWithProba;
  /** Decisions; where the classifier within has them. */
  declare readonly decisionFunction?: (X: Samples) => Float64Array | Matrix;

  /**
   * @throws {ModelMountError} `INVALID_ARGUMENT` unless the classifier has two classes, of which `posLabel` is one,
   *   and the method; and unless the threshold is a number.
   */
  constructor(state: ThresholdState) {
    const { estimator, posLabel, responseMethod, threshold } = state;
    const classes = estimator.classes ?? [];
    const [negative, positive] = classes;
    if (negative === undefined || positive === undefined || classes.length !== 2) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `a threshold needs a classifier of two classes, got ${classes.length}`,
      );
    }
    if (!classes.includes(posLabel)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `posLabel must be one of the classes ${classes.map(show).join(' and ')}, got ${show(posLabel)}`,
      );
    }
    if (estimator[responseMethod] === undefined) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `the classifier of kind ${show(estimator.kind)} has no ${responseMethod}`,
      );
    }
    if (Number.isNaN(threshold)) throw new ModelMountError('INVALID_ARGUMENT', 'threshold must be a number, got NaN');
    this.classes = [negative, positive];
    this.estimator = estimator;
    this.threshold = threshold;
    this.posLabel = posLabel;
    this.responseMethod = responseMethod;
    this.bestScore = state.bestScore;
    this.cvResults = state.cvResults;
    this.nFeatures = estimator.nFeatures;
    this.featureNames = estimator.featureNames;
    if (estimator.predictProba !== undefined)
      this.predictProba = (X) => (estimator as Required<Predictor>).predictProba(X);
    if (estimator.predictProba !== undefined && responseMethod === 'predictProba') {
      this.predictWithProba = (X) => {
        const probabilities = (estimator as Required<Predictor>).predictProba(X);
        return { labels: labelsAt(scoresIn(probabilities, estimator, posLabel), threshold, this), probabilities };
      };
    }
    if (estimator.decisionFunction !== undefined) {
      this.decisionFunction = (X) => (estimator as Required<Predictor>).decisionFunction(X);
    }
  }

  /** The threshold, where it was tuned. */
  get bestThreshold(): number | undefined {
    return this.bestScore === undefined ? undefined : this.threshold;
  }

  /**
   * `posLabel` for each row whose score is at least the threshold, else the other class.
   *
   * @throws What the classifier within throws.
   */
  predict(X: Samples): Label[] {
    return labelsAt(positiveScores(this.estimator, X, this), this.threshold, this);
  }

  toJSON(): JsonObject {
    const { kind, threshold, posLabel, responseMethod, bestScore } = this;
    return {
      ...{ kind, threshold: toJsonNumber(threshold), posLabel, responseMethod },
      ...(bestScore !== undefined && { bestScore: toJsonNumber(bestScore) }),
      estimator: this.estimator.toJSON(),
    };
  }

  /**
   * The value that `toJSON` wrote, without `cvResults`.
   *
   * @param revivePredictor - Makes the classifier within from its own JSON.
   * @throws {ModelMountError} `INVALID_ARGUMENT` with the place of the first fault.
   */
  static fromJSON(json: unknown, revivePredictor: (json: unknown) => Predictor): FittedThresholdClassifier {
    const known = ['threshold', 'posLabel', 'responseMethod', 'bestScore', 'estimator'];
    const fields = new JsonFields(json, '', { kind: 'thresholdClassifier', known });
    const bestScore = fields.raw('bestScore');
    const estimator = within(fields.at('estimator'), () => revivePredictor(fields.raw('estimator')));
    const posLabel = fields.raw('posLabel') as Label;
    const { classes = [] } = estimator;
    if (!classes.includes(posLabel)) fields.fail('posLabel', `must be one of the classes, got ${show(posLabel)}`);
    const responseMethod = fields.choice('responseMethod', ['predictProba', 'decisionFunction']);
    if (estimator[responseMethod] === undefined) {
      fields.fail('responseMethod', `must be one that a classifier of kind ${show(estimator.kind)} has`);
    }
    const threshold = fromJsonNumber(fields.raw('threshold'), fields.at('threshold'));
    if (Number.isNaN(threshold)) fields.fail('threshold', 'must be a number, got NaN');
    return new FittedThresholdClassifier({
      ...{ estimator, threshold, posLabel, responseMethod },
      bestScore: bestScore === undefined ? undefined : fromJsonNumber(bestScore, fields.at('bestScore')),
      cvResults: undefined,
    });
  }
}

/** How much each row looks like `posLabel`; shape `[nSamples]`. */
export function positiveScores(
  estimator: Predictor,
  X: Samples,
  { posLabel, responseMethod }: Pick<ThresholdState, 'posLabel' | 'responseMethod'>,
): Float64Array {
  return scoresIn((estimator as Required<Predictor>)[responseMethod](X), estimator, posLabel);
}

function scoresIn(response: Float64Array | Matrix, { classes }: Predictor, posLabel: Label): Float64Array {
  const isSecond = classes?.[1] === posLabel;
  if (response instanceof Matrix && response.nColumns === 2) return response.column(isSecond ? 1 : 0);
  const scores = response instanceof Matrix ? response.data : response;
  // A decision is for the second class.
  return isSecond ? scores : scores.map((score) => -score);
}

/** The labels that a threshold makes of scores. */
export function labelsAt(
  scores: Float64Array,
  threshold: number,
  { classes, posLabel }: { readonly classes: readonly Label[]; readonly posLabel: Label },
): Label[] {
  const other = classes.find((label) => label !== posLabel) as Label;
  return Array.from(scores, (score) => (score >= threshold ? posLabel : other));
}
