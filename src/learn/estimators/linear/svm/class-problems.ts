import { ModelMountError } from '../../../../core/errors.js';
import type { Label } from '../../../../core/session.js';
import { resolveClassWeight, type ClassWeight } from '../../common/class-weight.js';

/** One class against the rest: which samples are of it, and their weights. */
export interface ClassProblem {
  /** 1 where a sample is of the class, else 0. */
  readonly isSecond: Uint8Array;
  readonly weights: Float64Array;
}

/**
 * A problem for the second of two classes, else one for each class. Of two, the weights of both count; of more that of
 * the class itself.
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` where no sample has a weight above 0.
 */
export function classProblems(
  labels: readonly Label[],
  sampleWeights: Float64Array,
  { classes, classWeight }: { readonly classes: readonly Label[]; readonly classWeight: ClassWeight | undefined },
): ClassProblem[] {
  const indexOf = new Map(classes.map((label, k) => [label, k]));
  const classOf = Int32Array.from(labels, (label) => indexOf.get(label) as number);
  const totals = new Float64Array(classes.length);
  classOf.forEach((k, i) => (totals[k] = (totals[k] as number) + (sampleWeights[i] as number)));
  const classWeights = resolveClassWeight(classWeight, classes, totals);
  const isBinary = classes.length === 2;
  return (isBinary ? [1] : [...classes.keys()]).map((own) => {
    const isSecond = Uint8Array.from(classOf, (k) => (k === own ? 1 : 0));
    const weights = sampleWeights.map((weight, i) => {
      const k = classOf[i] as number;
      return isBinary || k === own ? weight * (classWeights[k] as number) : weight;
    });
    if (!weights.some((weight) => weight > 0)) {
      throw new ModelMountError(
        'INVALID_ARGUMENT',
        'sampleWeight and classWeight leave no sample with a weight above 0',
      );
    }
    return { isSecond, weights };
  });
}
