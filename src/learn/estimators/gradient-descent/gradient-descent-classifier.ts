import { ModelMountError } from '../../../core/errors.js';
import type { Estimator, Target } from '../../contracts.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { sortedLabels } from '../../data/labels/labels.js';
import type { Samples } from '../../data/samples.js';
import { expit, softplus } from '../../math/scores/logistic.js';
import { checkFitInput, type FitOptions } from '../common/check-fit-input.js';
import { descend, type DescentProblem } from './descend.js';
import { FittedGradientDescentClassifier } from './fitted-gradient-descent-classifier.js';
import { resolveGradientDescentOptions, type GradientDescentOptions } from './gradient-descent-options.js';
import { toMeanOne } from './to-mean-one.js';
import { warnUnlessConverged } from './warn-unless-converged.js';

/**
 * Logistic regression by plain gradient descent on the mean log loss, with the whole way down (`lossCurve`). Many
 * classes are learnt together (softmax).
 *
 * It is there to learn and to compare with; `LogisticRegression` is exact and faster, and `SGDClassifier` is for more
 * data than memory holds. Bring the features to one scale first. Classes that a line separates have no optimum without
 * a penalty (`alpha`).
 *
 * @example
 * ```ts
 * const model = new GradientDescentClassifier({ alpha: 0.1, learningRate: 1 }).fit([[-2], [-1], [1], [2]], [0, 0, 1, 1]);
 * model.predict([[0.5]]); // [1]
 * ```
 */
export class GradientDescentClassifier implements Estimator<FittedGradientDescentClassifier> {
  readonly estimatorType = 'classifier';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: GradientDescentOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: GradientDescentOptions = {}) {
    resolveGradientDescentOptions('GradientDescentClassifier', options);
    this.options = options;
  }

  /**
   * @param X - Finite numbers; shape `[nSamples, nFeatures]`.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` naming the row and column of what is not so, if there is only one
   *   class, or if steps are so long that the loss grows beyond all numbers.
   */
  fit(X: Samples, y: Target, options: FitOptions = {}): FittedGradientDescentClassifier {
    const settings = resolveGradientDescentOptions('GradientDescentClassifier', this.options);
    const labels = checkLabels(y, 'y');
    const { matrix, featureNames, weights } = checkFitInput(X, labels.length, {
      who: 'GradientDescentClassifier',
      options,
    });
    const classes = sortedLabels(labels);
    if (classes.length < 2) {
      throw new ModelMountError('INVALID_ARGUMENT', 'GradientDescentClassifier needs at least two classes, got one');
    }
    const indexOf = new Map(classes.map((label, k) => [label, k]));
    const classOf = Int32Array.from(labels, (label) => indexOf.get(label) as number);
    const nOutputs = classes.length === 2 ? 1 : classes.length;
    const lossOf = nOutputs === 1 ? binaryLoss(classOf) : softmaxLoss(classOf);
    const descent = descend({ rows: matrix, weights: toMeanOne(weights), nOutputs, lossOf }, settings);
    warnUnlessConverged('GradientDescentClassifier', descent, this.options.onWarning);
    return new FittedGradientDescentClassifier({ ...descent, featureNames, classes });
  }
}

function binaryLoss(classOf: Int32Array): DescentProblem['lossOf'] {
  return (i, scores, slopes) => {
    const [score, own] = [scores[0] as number, classOf[i] as number];
    slopes[0] = expit(score) - own;
    return softplus(score) - own * score;
  };
}

function softmaxLoss(classOf: Int32Array): DescentProblem['lossOf'] {
  return (i, scores, slopes) => {
    let highest = -Infinity;
    for (let k = 0; k < scores.length; k++) highest = Math.max(highest, scores[k] as number);
    let total = 0;
    for (let k = 0; k < scores.length; k++) total += slopes[k] = Math.exp((scores[k] as number) - highest);
    for (let k = 0; k < scores.length; k++) slopes[k] = (slopes[k] as number) / total;
    const own = classOf[i] as number;
    slopes[own] = (slopes[own] as number) - 1;
    return highest + Math.log(total) - (scores[own] as number);
  };
}
