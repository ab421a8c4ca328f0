import { ModelMountError } from '../../../../core/errors.js';
import type { FeatureExpectation } from '../../../data/samples.js';

/** Names of the input columns: those given, else those seen when fitting, else `x0`, `x1` … */
export function inputNames(expected: FeatureExpectation, given: readonly string[] | undefined): readonly string[] {
  if (given !== undefined && given.length !== expected.nFeatures) {
    throw new ModelMountError('INVALID_ARGUMENT', `expected ${expected.nFeatures} feature names, got ${given.length}`);
  }
  return given ?? expected.featureNames ?? Array.from({ length: expected.nFeatures }, (_, j) => `x${j}`);
}

/** What column `j` is called in messages: its name where it has one, else its position. */
export function columnLabel(names: readonly string[] | undefined, j: number): string | number {
  return names?.[j] ?? j;
}
