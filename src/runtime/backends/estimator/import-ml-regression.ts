import { ModelMountError } from '../../../core/errors.js';
import { isObject } from '../../../core/json.js';
import type { MlRegressionClass } from '../../../learn/estimators/ml-regression/ml-regression-model.js';

/**
 * The classes of the package `ml-regression`.
 *
 * @param label - What the model is called that needs them.
 * @throws {ModelMountError} `RUNTIME_MISSING` if the package is not installed, or cannot be loaded.
 */
export async function importMlRegression(label: string): Promise<readonly MlRegressionClass[]> {
  try {
    // Unbundled, so that a build does not fail where it is not installed.
    // @ts-expect-error the package has no types
    const exported = (await import(/* webpackIgnore: true */ /* @vite-ignore */ 'ml-regression')) as object;
    return classesIn('default' in exported ? exported.default : exported);
  } catch (cause) {
    throw new ModelMountError(
      'RUNTIME_MISSING',
      `"${label}" holds a model of the package ml-regression, which is not installed where modelmount is; npm install ml-regression`,
      { cause, details: { packages: ['ml-regression'] } },
    );
  }
}

/** Some are members of an object that is exported: `NLR.PotentialRegression`. */
function classesIn(exported: unknown): MlRegressionClass[] {
  if (!isObject(exported)) return [];
  return Object.values(exported).flatMap((value) => {
    return typeof value === 'function' ? [value as MlRegressionClass] : classesIn(value);
  });
}
