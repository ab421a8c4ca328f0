import { ModelMountError } from '../../../core/errors.js';
import type { MlRegressionClass } from '../../../learn/estimators/ml-regression/ml-regression-model.js';

/**
 * The classes of the package `ml-regression`.
 *
 * @param label - What the model is called that needs them.
 * @throws {ModelMountError} `RUNTIME_MISSING` if the package is not there.
 */
export async function importMlRegression(label: string): Promise<readonly MlRegressionClass[]> {
  try {
    // Unbundled, so that a build without the package does not fail. It is CommonJS: what it exports may be `default`.
    const name: string = 'ml-regression';
    const module = (await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as Record<string, unknown>;
    const all = { ...(module['default'] as object | undefined), ...module };
    return Object.values(all).filter((value): value is MlRegressionClass => {
      return typeof value === 'function' && typeof (value as Partial<MlRegressionClass>).load === 'function';
    });
  } catch (cause) {
    throw new ModelMountError(
      'RUNTIME_MISSING',
      `"${label}" has a model of ml-regression in it, which is not installed; run "npm install ml-regression"`,
      { cause, details: { packages: ['ml-regression'] } },
    );
  }
}
