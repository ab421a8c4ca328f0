import type { JsonObject } from '../../../../core/json.js';
import { factsToJson, readFacts } from '../../common/fit-facts.js';
import { checkClasses, readLinearDocument, readOptionalNumber } from '../../common/linear-document.js';
import { FittedLinearClassifier, type LinearClassifierFacts } from '../fitted-linear-classifier.js';

/** What a `LinearSVC` is known by, beside its coefficients; of many classes the worst of their fits. */
export type LinearSVCFitFacts = LinearClassifierFacts;

/**
 * A fitted `LinearSVC`. With two classes `coef` has one row, for the second class; with more one for each class, which
 * tells it from all others. It has scores, but no probabilities.
 */
export class FittedLinearSVC extends FittedLinearClassifier {
  readonly kind = 'linearSVC';

  toJSON(): JsonObject {
    return this.toDocument({ ...factsToJson(this), C: this.C }, { classes: this.classes });
  }

  /** The model that `toJSON` wrote. @throws {ModelMountError} `INVALID_ARGUMENT` if the JSON is not one. */
  static fromJSON(json: unknown): FittedLinearSVC {
    const { classes, metadata, ...parts } = readLinearDocument(json, 'linearSVC');
    return new FittedLinearSVC({
      ...parts,
      ...readFacts(metadata),
      classes: checkClasses(classes, parts.coef, 'linear SVC'),
      C: readOptionalNumber(metadata, 'C'),
    });
  }
}
