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
  readonly predictor: Predictor;
  readonly calibrator: Calibrator;
}

/** What a calibrated classifier is made of. */
export interface CalibratedParts {
  readonly classes: readonly Label[];
  /** At least one; their probabilities are averaged. */
  readonly members: readonly CalibratedMember[];
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
  readonly members: readonly CalibratedMember[];
  readonly isConverged: boolean;
  readonly #response: ResponseMethod;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` if a member has nothing to calibrate, or other classes. */
  constructor({ classes, members, isConverged }: CalibratedParts) {
    const [first] = members as readonly [CalibratedMember];
    this.classes = classes;
    this.members = members;
    this.isConverged = isConverged;
    this.nFeatures = first.predictor.nFeatures;
    this.featureNames = first.predictor.featureNames;
    this.#response = responseMethodOf(first.predictor, classes);
    for (const { predictor } of members) responseMethodOf(predictor, classes);
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
    const all = this.members.map(({ predictor, calibrator }) =>
      calibrate(calibrator, respond(predictor, response, X), response),
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
    const members = this.members.map(({ predictor, calibrator }) => ({
      predictor: predictor.toJSON(),
      calibrator: calibratorToJson(calibrator),
    }));
    return { kind, classes, isConverged, members };
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
      known: ['classes', 'isConverged', 'members'],
    });
    const classes = readClasses(fields, 2);
    const members = fields.list('members').map((member, k) => {
      const part = new JsonFields(member, fields.at(`members/${k}`), { known: ['predictor', 'calibrator'] });
      const predictor = within(part.at('predictor'), () => {
        const revived = revivePredictor(part.raw('predictor'));
        responseMethodOf(revived, classes);
        return revived;
      });
      return {
        predictor,
        calibrator: readCalibrator(part.raw('calibrator'), classes.length, part.at('calibrator')),
      };
    });
    const [first] = members as [CalibratedMember, ...CalibratedMember[]];
    const hasScores = ({ predictor }: CalibratedMember): boolean => 'decisionFunction' in predictor;
    const isAlike = (member: CalibratedMember): boolean =>
      member.predictor.nFeatures === first.predictor.nFeatures && hasScores(member) === hasScores(first);
    if (!members.every(isAlike)) fields.fail('members', 'must all take the same features and answer alike');
    return new FittedCalibratedClassifier({ classes, members, isConverged: fields.boolean('isConverged') });
  }
}
