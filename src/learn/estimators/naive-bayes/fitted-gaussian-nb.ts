import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { LabelsWithProba, Predictor, Target } from '../../contracts.js';
import { checkFinite } from '../../data/check-numbers.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { toJsonNumbers } from '../../data/json-number.js';
import { alignMatrix, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { softmaxInPlace } from '../../math/scores/softmax.js';
import { JsonFields } from '../../preprocessing/common/json-fields.js';
import { checkFitInput, type FitOptions } from '../common/check-fit-input.js';
import { readClasses } from '../common/read-classes.js';
import { mergeMoments, type GroupMoments } from './class-moments.js';
import { learnBatch, type SeenRows } from './learn-batch.js';

/** What a fitted Gaussian naive Bayes knows. */
export interface GaussianNBState extends SeenRows {
  readonly classes: readonly Label[];
  readonly featureNames: readonly string[] | undefined;
  readonly varSmoothing: number;
  /** As given; `undefined` where the shares of the classes are taken. */
  readonly priors: Float64Array | undefined;
}

/** A fitted `GaussianNB`. */
export class FittedGaussianNB implements Predictor {
  readonly kind = 'gaussianNB';
  readonly classes: readonly Label[];
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  /** Weight of the samples of each class; shape `[nClasses]`. */
  readonly classCount: Float64Array;
  /** How common each class is; shape `[nClasses]`. */
  readonly classPrior: Float64Array;
  /** Mean of each feature within each class; shape `[nClasses, nFeatures]`. */
  readonly theta: Matrix;
  /** Variance of each feature within each class, smoothed; shape `[nClasses, nFeatures]`. */
  readonly var: Matrix;
  /** What was added to all variances. */
  readonly epsilon: number;
  readonly varSmoothing: number;
  readonly #state: GaussianNBState;

  constructor(state: GaussianNBState) {
    const { moments, all, classes, varSmoothing, priors } = state;
    const total = moments.counts.reduce((sum, count) => sum + count, 0);
    this.classes = classes;
    this.nFeatures = all.means.length;
    this.featureNames = state.featureNames;
    this.classCount = moments.counts;
    this.classPrior = priors ?? moments.counts.map((count) => count / total);
    this.theta = new Matrix(classes.length, this.nFeatures, moments.means);
    this.epsilon = varSmoothing * all.variances.reduce((most, value) => Math.max(most, value), 0);
    this.var = new Matrix(
      classes.length,
      this.nFeatures,
      moments.variances.map((value) => value + this.epsilon),
    );
    this.varSmoothing = varSmoothing;
    this.#state = state;
  }

  /**
   * The most probable class of each row; of equals the first. Shape `[nSamples]`.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of the fit; `INVALID_ARGUMENT` naming
   *   row and column of a value that is not finite, or if a feature does not vary within a class.
   */
  predict(X: Samples): Label[] {
    return this.#choose(this.#jointLogLikelihood(X));
  }

  /** Probabilities of the classes in order; shape `[nSamples, classes.length]`. Throws as `predict` does. */
  predictProba(X: Samples): Matrix {
    return toProbabilities(this.#jointLogLikelihood(X));
  }

  /** What `predict` and `predictProba` give, for the likelihoods of one of them. Throws as `predict` does. */
  predictWithProba(X: Samples): LabelsWithProba {
    const scores = this.#jointLogLikelihood(X);
    return { labels: this.#choose(scores), probabilities: toProbabilities(scores) };
  }

  /**
   * Learns from one more batch; gives a new value, this one stays as it is.
   *
   * @throws {ModelMountError} `INVALID_INPUT` if the features are not those of earlier batches; `INVALID_ARGUMENT` for
   *   values that are not finite and for a label that is none of the classes.
   */
  partialFit(X: Samples, y: Target, options: FitOptions = {}): FittedGaussianNB {
    const labels = checkLabels(y, 'y');
    const matrix = alignMatrix(X, this, this.kind);
    const input = checkFitInput(matrix, labels.length, { who: 'FittedGaussianNB', options });
    const batch = learnBatch({ ...input, labels, classes: this.classes });
    return new FittedGaussianNB({
      ...this.#state,
      moments: mergeMoments(this.#state.moments, batch.moments),
      all: mergeMoments(this.#state.all, batch.all),
    });
  }

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if a feature has a variance of 0 within a class that has samples. */
  checkVariances(): void {
    const { var: variance, classCount, nFeatures } = this;
    const at = variance.data.findIndex((v, k) => v === 0 && (classCount[Math.floor(k / nFeatures)] as number) > 0);
    if (at === -1) return;
    const label = show(this.classes[Math.floor(at / nFeatures)]);
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `GaussianNB: feature ${show(this.featureNames?.[at % nFeatures] ?? at % nFeatures)} has the same value in all samples of class ${label}; raise varSmoothing, or give features that vary`,
    );
  }

  toJSON(): JsonObject {
    const { kind, classes, featureNames, nFeatures, varSmoothing } = this;
    const { moments, all, priors } = this.#state;
    return {
      ...{ kind, classes, featureNames, nFeatures, varSmoothing },
      priors: priors && toJsonNumbers(priors),
      moments: momentsToJson(moments),
      all: momentsToJson(all),
    };
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedGaussianNB {
    const fields = new JsonFields(json, '', {
      kind: 'gaussianNB',
      known: ['classes', 'featureNames', 'nFeatures', 'varSmoothing', 'priors', 'moments', 'all'],
    });
    const nFeatures = fields.nFeatures();
    const classes = readClasses(fields);
    const priors = fields.raw('priors') === undefined ? undefined : fields.numbers('priors', classes.length);
    if (priors?.every((p) => p >= 0) === false) fields.fail('priors', 'must be ≥ 0');
    const varSmoothing = fields.raw('varSmoothing');
    return new FittedGaussianNB({
      ...{ classes, priors, featureNames: fields.featureNames(nFeatures) },
      varSmoothing:
        typeof varSmoothing === 'number' && varSmoothing >= 0 && varSmoothing < Infinity
          ? varSmoothing
          : fields.fail('varSmoothing', `must be a finite number ≥ 0, got ${show(varSmoothing)}`),
      moments: readMoments(fields, 'moments', [classes.length, nFeatures]),
      all: readMoments(fields, 'all', [1, nFeatures]),
    });
  }

  #choose(scores: Matrix): Label[] {
    return Array.from({ length: scores.nRows }, (_, i) => {
      const row = scores.row(i);
      let best = 0;
      for (let k = 1; k < row.length; k++) if ((row[k] as number) > (row[best] as number)) best = k;
      return this.classes[best] as Label;
    });
  }

  /** Logarithm of prior times density, up to a constant; shape `[nSamples, nClasses]`. */
  #jointLogLikelihood(X: Samples): Matrix {
    const { theta, var: variance, classPrior, nFeatures } = this;
    this.checkVariances();
    const matrix = alignMatrix(X, this, this.kind);
    checkFinite(matrix, this.featureNames);
    const nClasses = classPrior.length;
    const starts = classPrior.map((prior, k) => {
      if (prior === 0) return -Infinity;
      return Math.log(prior) - 0.5 * variance.row(k).reduce((total, value) => total + Math.log(2 * Math.PI * value), 0);
    });
    const scores = new Matrix(matrix.nRows, nClasses);
    for (let i = 0, s = 0; i < matrix.nRows; i++) {
      const row = i * nFeatures;
      for (let k = 0; k < nClasses; k++, s++) {
        const start = starts[k] as number;
        let squares = 0;
        for (let j = 0, at = k * nFeatures; j < nFeatures && start > -Infinity; j++, at++) {
          const deviation = (matrix.data[row + j] as number) - (theta.data[at] as number);
          squares += (deviation * deviation) / (variance.data[at] as number);
        }
        scores.data[s] = start - 0.5 * squares;
      }
    }
    return scores;
  }
}

/** The softmax of each row, where it is. */
function toProbabilities(scores: Matrix): Matrix {
  const { data, nColumns } = scores;
  for (let end = nColumns; end <= data.length; end += nColumns) softmaxInPlace(data, end - nColumns, end);
  return scores;
}

function momentsToJson({ counts, means, variances }: GroupMoments): JsonObject {
  return { counts: toJsonNumbers(counts), means: toJsonNumbers(means), variances: toJsonNumbers(variances) };
}

function readMoments(fields: JsonFields, name: string, [nGroups, nFeatures]: readonly [number, number]): GroupMoments {
  const part = new JsonFields(fields.raw(name), fields.at(name), { known: ['counts', 'means', 'variances'] });
  const counts = part.numbers('counts', nGroups);
  const means = part.numbers('means', nGroups * nFeatures);
  const variances = part.numbers('variances', nGroups * nFeatures);
  if (!counts.every((count) => count >= 0) || !counts.some((count) => count > 0)) {
    part.fail('counts', 'must be ≥ 0, not all 0');
  }
  if (!means.every(Number.isFinite)) part.fail('means', 'must be finite');
  if (!variances.every((variance) => variance >= 0)) part.fail('variances', 'must be ≥ 0');
  return { counts, means, variances };
}
