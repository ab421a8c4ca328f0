import { ModelMountError } from '../../core/errors.js';
import { isObject } from '../../core/json.js';
import type { MlRegressionClass } from '../../learn/estimators/ml-regression/ml-regression-model.js';

/** What a class of the package `ml-regression` is called between threads. */
export function mlRegressionName(model: MlRegressionClass): string {
  return `ml-regression ${model.name}`;
}

/**
 * The classes of the installed package by these names.
 *
 * @throws {ModelMountError} `RUNTIME_MISSING` if it is not installed, or cannot be loaded.
 */
export async function importMlRegression(): Promise<Map<string, MlRegressionClass>> {
  const classes = new Map<string, MlRegressionClass>();
  try {
    // Unbundled, so that a build does not fail where it is not installed.
    // @ts-expect-error the package has no types
    const exported = (await import(/* webpackIgnore: true */ /* @vite-ignore */ 'ml-regression')) as object;
    addClasses('default' in exported ? exported.default : exported, classes);
  } catch (cause) {
    throw new ModelMountError(
      'RUNTIME_MISSING',
      'an MlRegression in threads needs the package ml-regression where modelmount is, and it is not installed there; npm install ml-regression',
      { cause, details: { packages: ['ml-regression'] } },
    );
  }
  return classes;
}

/** Some are members of an object that is exported: `NLR.PotentialRegression`. */
function addClasses(exported: unknown, classes: Map<string, MlRegressionClass>): void {
  if (!isObject(exported)) return;
  for (const value of Object.values(exported)) {
    if (typeof value === 'function')
      classes.set(mlRegressionName(value as MlRegressionClass), value as MlRegressionClass);
    else addClasses(value, classes);
  }
}

/** Whether the JSON of a fitted model is one of `MlRegression`, or holds one. */
export function holdsMlRegression(json: unknown): boolean {
  if (Array.isArray(json)) return json.some(holdsMlRegression);
  if (!isObject(json)) return false;
  return json['kind'] === 'mlRegression' || Object.values(json).some(holdsMlRegression);
}
