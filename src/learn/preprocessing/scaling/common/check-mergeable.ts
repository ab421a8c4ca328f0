import { ModelMountError } from '../../../../core/errors.js';
import type { FeatureExpectation } from '../../../data/samples.js';

/** What two fitted values must share to be merged: their columns, and the options named. */
export type Mergeable = FeatureExpectation & Readonly<Record<string, unknown>>;

/**
 * The names of the columns of both.
 *
 * @param options - Names of the options in which they must not differ.
 * @throws {ModelMountError} `INVALID_ARGUMENT` if they differ in their columns or options.
 */
export function checkMergeable(
  who: string,
  [a, b]: readonly [FeatureExpectation, FeatureExpectation],
  options: readonly string[],
): readonly string[] | undefined {
  const fail = (message: string): never => {
    throw new ModelMountError('INVALID_ARGUMENT', `${who} cannot be merged: ${message}`);
  };
  if (a.constructor !== b.constructor) fail('the other is no such fitted value');
  if (a.nFeatures !== b.nFeatures) fail(`one was fitted on ${a.nFeatures} features, the other on ${b.nFeatures}`);
  const [names, others] = [a.featureNames, b.featureNames];
  const j = names === undefined || others === undefined ? -1 : names.findIndex((name, k) => name !== others[k]);
  if (j !== -1) fail(`their columns ${j} have different names`);
  for (const option of options) {
    const [x, y] = [a, b].map((fitted) => JSON.stringify((fitted as Mergeable)[option]));
    if (x !== y) fail(`one has ${option} ${x}, the other ${y}`);
  }
  return names ?? others;
}
