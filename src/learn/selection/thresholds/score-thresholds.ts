import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Predictor, Target } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { balancedAccuracyScore } from '../../metrics/classification/agreement/balanced-accuracy-score.js';
import { getScorer, type ScorerName } from '../../metrics/scoring/get-scorer.js';
import { makeScorer } from '../../metrics/scoring/make-scorer.js';
import type { Scorer } from '../../metrics/scoring/scorer.js';
import { chooseResponse } from './fixed-threshold-classifier.js';
import { labelsAt, positiveScores, type ThresholdResponse } from './fitted-threshold-classifier.js';
import { isConstant, spread, type ThresholdCurve } from './threshold-curve.js';

const WHO = 'TunedThresholdClassifierCV';

/** What thresholds are scored on. */
interface TestPart {
  readonly X: Samples;
  readonly y: Target;
  readonly sampleWeight: Float64Array | undefined;
}

/**
 * The scores of the labels that each threshold makes.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` if there are not two classes, or the classifier gives all rows one
 *   score; and what the scorer throws.
 */
export function scoreThresholds(
  fitted: Predictor,
  { X, y, sampleWeight }: TestPart,
  options: {
    readonly scoring?: ScorerName | Scorer;
    readonly responseMethod?: ThresholdResponse | 'auto';
    readonly thresholds?: number | ArrayLike<number>;
  },
): ThresholdCurve {
  const { scoring = makeScorer(balancedAccuracyScore), thresholds: wanted = 100 } = options;
  const classes = fitted.classes ?? [];
  if (classes.length !== 2) {
    throw new ModelMountError('INVALID_ARGUMENT', `${WHO} needs two classes in y, got ${classes.length}`);
  }
  const posLabel = classes[1] as Label;
  const responseMethod = chooseResponse(fitted, options.responseMethod);
  const response = positiveScores(fitted, X, { posLabel, responseMethod });
  const thresholds = typeof wanted === 'number' ? spread(response, wanted) : Float64Array.from(wanted);
  if (isConstant(thresholds)) {
    throw new ModelMountError('INVALID_ARGUMENT', `the classifier gives all rows one score: ${WHO} finds no threshold`);
  }
  const scorer = getScorer(scoring);
  const { kind, nFeatures, featureNames } = fitted;
  const scores = thresholds.map((threshold) => {
    const predict = (): Label[] => labelsAt(response, threshold, { classes, posLabel });
    const decided: Predictor = { kind, nFeatures, featureNames, classes, predict, toJSON: () => fitted.toJSON() };
    return scorer(decided, X, y, sampleWeight === undefined ? {} : { sampleWeight });
  });
  return { thresholds, scores };
}
