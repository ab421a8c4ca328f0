import { show } from '../../../core/issue.js';
import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { Predictor } from '../../contracts.js';
import { toJsonNumbers } from '../../data/json-number.js';
import { countRows, type Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { RandomState } from '../../math/random-state.js';
import { JsonFields } from '../../preprocessing/common/json-fields.js';
import { readClasses } from '../common/read-classes.js';
import { drawClass } from './draw-class.js';

export const DUMMY_STRATEGIES = ['mostFrequent', 'prior', 'stratified', 'uniform', 'constant'] as const;

/** How a `DummyClassifier` answers. */
export type DummyStrategy = (typeof DUMMY_STRATEGIES)[number];

/** What a fitted `DummyClassifier` knows. */
export interface DummyClassifierState {
  readonly strategy: DummyStrategy;
  readonly classes: readonly Label[];
  /** Share of each class; shape `[nClasses]`. */
  readonly classPrior: Float64Array;
  /** Position of the class that `constant` answers. */
  readonly answer: number | undefined;
  readonly randomState: number;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** A fitted `DummyClassifier`. */
export class FittedDummyClassifier implements Predictor, DummyClassifierState {
  readonly kind = 'dummyClassifier';
  readonly strategy: DummyStrategy;
  readonly classes: readonly Label[];
  readonly classPrior: Float64Array;
  readonly answer: number | undefined;
  /** Seed of the draws: each `predict` begins with it anew. */
  readonly randomState: number;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;

  constructor(state: DummyClassifierState) {
    this.strategy = state.strategy;
    this.classes = state.classes;
    this.classPrior = state.classPrior;
    this.answer = state.answer;
    this.randomState = state.randomState;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** A class per row; shape `[nSamples]`. Only the number of rows counts. */
  predict(X: Samples): Label[] {
    const nRows = countRows(X);
    const random = new RandomState(this.randomState);
    const best = this.#bestClass();
    return Array.from({ length: nRows }, () => {
      if (this.strategy === 'uniform') return this.classes[random.randint(0, this.classes.length)] as Label;
      if (this.strategy === 'stratified') return this.classes[drawClass(random, this.classPrior)] as Label;
      return this.classes[best] as Label;
    });
  }

  /**
   * Probabilities of the classes in order, shape `[nSamples, classes.length]`: their shares for `prior`, equal ones for
   * `uniform`, else 1 for the class that `predict` answers.
   */
  predictProba(X: Samples): Matrix {
    const nRows = countRows(X);
    const nClasses = this.classes.length;
    const random = new RandomState(this.randomState);
    const best = this.#bestClass();
    const probabilities = new Matrix(nRows, nClasses);
    for (let i = 0; i < nRows; i++) {
      const row = probabilities.row(i);
      if (this.strategy === 'prior') row.set(this.classPrior);
      else if (this.strategy === 'uniform') row.fill(1 / nClasses);
      else row[this.strategy === 'stratified' ? drawClass(random, this.classPrior) : best] = 1;
    }
    return probabilities;
  }

  toJSON(): JsonObject {
    const { kind, strategy, classes, answer, randomState, nFeatures, featureNames } = this;
    const classPrior = toJsonNumbers(this.classPrior);
    return { kind, strategy, classes, classPrior, answer, randomState, nFeatures, featureNames };
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedDummyClassifier {
    const fields = new JsonFields(json, '', {
      kind: 'dummyClassifier',
      known: ['strategy', 'classes', 'classPrior', 'answer', 'randomState', 'nFeatures', 'featureNames'],
    });
    const strategy = fields.choice('strategy', DUMMY_STRATEGIES);
    const classes = readClasses(fields);
    const classPrior = fields.numbers('classPrior', classes.length);
    if (!classPrior.every((share) => share >= 0 && share <= 1)) fields.fail('classPrior', 'must be from 0 to 1');
    const answer = strategy === 'constant' ? fields.integer('answer') : undefined;
    if (answer !== undefined && answer >= classes.length) {
      fields.fail('answer', `must be below ${classes.length}, got ${show(answer)}`);
    }
    const randomState = fields.integer('randomState');
    if (randomState > 0xffffffff) fields.fail('randomState', 'must be at most 4294967295');
    const nFeatures = fields.nFeatures();
    const featureNames = fields.featureNames(nFeatures);
    return new FittedDummyClassifier({
      ...{ strategy, classes, classPrior, answer, randomState, nFeatures, featureNames },
    });
  }

  #bestClass(): number {
    if (this.answer !== undefined) return this.answer;
    let best = 0;
    for (let k = 1; k < this.classPrior.length; k++) {
      if ((this.classPrior[k] as number) > (this.classPrior[best] as number)) best = k;
    }
    return best;
  }
}
