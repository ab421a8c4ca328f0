import type { JsonObject } from '../../../core/json.js';
import type { Label } from '../../../core/session.js';
import type { LabelsWithProba, Predictor } from '../../contracts.js';
import type { Samples } from '../../data/samples.js';
import { Matrix } from '../../math/matrix.js';
import { JsonFields } from '../../preprocessing/common/json-fields.js';
import { within } from '../../preprocessing/common/within.js';
import { bestClasses } from '../common/best-classes.js';
import { readClasses } from '../common/read-classes.js';
import { calibrate, calibratorToJson, readCalibrator, type Calibrator } from './calibrator.js';
import { respond, responseMethodOf, type ResponseMethod } from './response.js';

/** A classifier and what turns its answers into probabilities. */
export interface CalibratedMember {
  readonly estimator: Predictor;
  readonly calibrator: Calibrator;
}

/** What a calibrated classifier is made of. */
export interface CalibratedParts {
  readonly classes: readonly Label[];
  /** At least one; their probabilities are averaged. */
  readonly calibratedClassifiers: readonly CalibratedMember[];
  /** Whether each calibration reached its optimum. */
  readonly isConverged: boolean;
}

/** A fitted `CalibratedClassifierCV`. */
export class FittedCalibratedClassifier implements Predictor {
  readonly kind = 'calibratedClassifier';
  /** The classes in order, at least two. */
  readonly classes: readonly Label[];
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  /** One for each fold with `ensemble`, else one. */
  readonly calibratedClassifiers: readonly CalibratedMember[];
  readonly isConverged: boolean;
  readonly #response: ResponseMethod;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if a member has nothing to calibrate, or other classes. */
  constructor({ classes, calibratedClassifiers, isConverged }: CalibratedParts) {
    const [first] = calibratedClassifiers as readonly [CalibratedMember];
    this.classes = classes;
    this.calibratedClassifiers = calibratedClassifiers;
    this.isConverged = isConverged;
    this.nFeatures = first.estimator.nFeatures;
    this.featureNames = first.estimator.featureNames;
    this.#response = responseMethodOf(first.estimator, classes);
    for (const { estimator } of calibratedClassifiers) responseMethodOf(estimator, classes);
  }

  /**
   * The most probable class of each row; of equals the first. Shape `[nSamples]`.
   *
   * @throws {ModelMountError} What the classifiers throw.
   */
  predict(X: Samples): Label[] {
    return this.predictWithProba(X).labels;
  }

  /** Calibrated probabilities of the classes in order; shape `[nSamples, classes.length]`. */
  predictProba(X: Samples): Matrix {
    const response = this.#response;
    const all = this.calibratedClassifiers.map(({ estimator, calibrator }) =>
      calibrate(calibrator, respond(estimator, response, X), response),
    );
    const [first, ...others] = all as [Matrix, ...Matrix[]];
    if (others.length === 0) return first;
    return new Matrix(
      first.nRows,
      first.nColumns,
      first.data.map((p, k) => others.reduce((total, other) => total + (other.data[k] as number), p) / all.length),
    );
  }

  /** What `predict` and `predictProba` give, for the cost of one of them. Throws as `predict` does. */
  predictWithProba(X: Samples): LabelsWithProba {
    const probabilities = this.predictProba(X);
    return { labels: bestClasses(probabilities, this.classes), probabilities };
  }

  toJSON(): JsonObject {
    const { kind, classes, isConverged } = this;
    const calibratedClassifiers = this.calibratedClassifiers.map(({ estimator, calibrator }) => ({
      estimator: estimator.toJSON(),
      calibrator: calibratorToJson(calibrator),
    }));
    return { kind, classes, isConverged, calibratedClassifiers };
  }

  /**
   * The model that `toJSON` wrote.
   *
   * @param revivePredictor - Makes a classifier from its own JSON.
   * @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one.
   */
  static fromJSON(json: unknown, revivePredictor: (json: unknown) => Predictor): FittedCalibratedClassifier {
    const fields = new JsonFields(json, '', {
      kind: 'calibratedClassifier',
      known: ['classes', 'isConverged', 'calibratedClassifiers'],
    });
    const classes = readClasses(fields, 2);
    const calibratedClassifiers = fields.list('calibratedClassifiers').map((member, k) => {
      const part = new JsonFields(member, fields.at(`calibratedClassifiers/${k}`), {
        known: ['estimator', 'calibrator'],
      });
      const estimator = within(part.at('estimator'), () => {
        const revived = revivePredictor(part.raw('estimator'));
        responseMethodOf(revived, classes);
        return revived;
      });
      return {
        estimator,
        calibrator: readCalibrator(part.raw('calibrator'), classes.length, part.at('calibrator')),
      };
    });
    const [first] = calibratedClassifiers as [CalibratedMember, ...CalibratedMember[]];
    const hasScores = ({ estimator }: CalibratedMember): boolean => 'decisionFunction' in estimator;
    const isAlike = (member: CalibratedMember): boolean =>
      member.estimator.nFeatures === first.estimator.nFeatures && hasScores(member) === hasScores(first);
    if (!calibratedClassifiers.every(isAlike))
      fields.fail('calibratedClassifiers', 'must all take the same features and answer alike');
    return new FittedCalibratedClassifier({
      classes,
      calibratedClassifiers,
      isConverged: fields.boolean('isConverged'),
    });
  }
}
