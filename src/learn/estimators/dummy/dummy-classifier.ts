import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Target } from '../../contracts.js';
import { checkLabels } from '../../data/labels/check-labels.js';
import { checkSameLength } from '../../data/check-numbers.js';
import { checkSampleWeight } from '../../data/check-sample-weight.js';
import { sortedLabels } from '../../data/labels/labels.js';
import { featureNamesOf, toTable, type Samples } from '../../data/samples.js';
import { checkOptionNames } from '../../../core/options.js';
import type { FitOptions } from '../common/check-fit-input.js';
import { checkOptions } from '../common/check-options.js';
import { oneOf } from '../common/one-of.js';
import { DUMMY_STRATEGIES, FittedDummyClassifier, type DummyStrategy } from './fitted-dummy-classifier.js';

/** Options of `DummyClassifier`. */
export interface DummyClassifierOptions {
  /**
   * `mostFrequent` and `prior` answer the most common class, `stratified` draws by the shares of the classes,
   * `uniform` draws all alike, `constant` answers `constant`. @default 'prior'
   */
  readonly strategy?: DummyStrategy;
  /** The answer of `constant`. */
  readonly constant?: Label;
  /** Seed of the draws, a whole number from 0 to 2³² − 1; the same one gives scikit-learn's. @default a random one */
  readonly randomState?: number;
}

/**
 * A classifier that does not look at the features: the baseline that any other must beat.
 *
 * @example
 * ```ts
 * const model = new DummyClassifier().fit([[1], [2], [3]], ['a', 'b', 'b']);
 * model.predict([[9]]); // ['b']
 * ```
 */
export class DummyClassifier implements Estimator<FittedDummyClassifier> {
  readonly estimatorType = 'classifier';
  readonly fitOptions = ['sampleWeight'] as const;
  readonly options: DummyClassifierOptions;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for an unknown option or a value that it does not allow. */
  constructor(options: DummyClassifierOptions = {}) {
    checkOptions('DummyClassifier', options, {
      strategy: oneOf(DUMMY_STRATEGIES),
      constant: {
        expected: 'a label',
        accepts: (value) => ['string', 'boolean'].includes(typeof value) || Number.isSafeInteger(value),
      },
      randomState: {
        expected: 'a whole number from 0 to 4294967295',
        accepts: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff,
      },
    });
    if ((options.strategy === 'constant') !== (options.constant !== undefined)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `strategy "constant" of DummyClassifier and the option "constant" go together; got ${show(options.strategy)} and ${show(options.constant)}`,
      );
    }
    this.options = options;
  }

  /**
   * @param X - Anything with rows; only their number counts.
   * @param y - Labels, all strings, all booleans or all whole numbers; shape `[nSamples]`.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if they are not, or `constant` is none of them.
   */
  fit(X: Samples, y: Target, options: FitOptions = {}): FittedDummyClassifier {
    checkOptionNames('DummyClassifier.fit', options, ['sampleWeight']);
    const { strategy = 'prior', constant, randomState = Math.floor(Math.random() * 2 ** 32) } = this.options;
    const labels = checkLabels(y, 'y');
    const table = toTable(X);
    checkSameLength(['y', labels.length], ['X', table.nRows]);
    const weights = checkSampleWeight(options.sampleWeight, labels.length);
    const classes = sortedLabels(labels);
    const indexOf = new Map(classes.map((label, k) => [label, k]));
    const shares = new Float64Array(classes.length);
    labels.forEach((label, i) => {
      const k = indexOf.get(label) as number;
      shares[k] = (shares[k] as number) + (weights[i] as number);
    });
    const total = shares.reduce((sum, share) => sum + share, 0);
    const answer = constant === undefined ? undefined : indexOf.get(constant);
    if (constant !== undefined && answer === undefined) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        `option "constant" of DummyClassifier must be a class of y, got ${show(constant)}`,
      );
    }
    return new FittedDummyClassifier({
      ...{ strategy, classes, answer, randomState, nFeatures: table.nColumns, featureNames: featureNamesOf(X) },
      classPrior: shares.map((share) => share / total),
    });
  }
}
