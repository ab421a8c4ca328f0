/** What is used of a model of the npm package `ml-regression`. */
export interface MlRegressionModel {
  predict(X: never): unknown;
  toJSON(): unknown;
}

/** What is used of its classes; declared here so that nothing depends on the package. */
export interface MlRegressionClass {
  new (x: never, y: never, ...rest: never[]): MlRegressionModel;
  load(json: never): MlRegressionModel;
}

/**
 * How the package wants its data: numbers for one feature and numbers as targets (`vectors`), rows and rows (`rows`),
 * or rows and numbers (`rowsAndVector`).
 */
export type MlRegressionLayout = 'vectors' | 'rows' | 'rowsAndVector';

export const LAYOUTS: readonly MlRegressionLayout[] = ['vectors', 'rows', 'rowsAndVector'];

/** The classes that do not take one feature as numbers. */
const LAYOUT_OF: Readonly<Record<string, MlRegressionLayout>> = {
  MultivariateLinearRegression: 'rows',
  KernelRidgeRegression: 'rows',
  PolynomialFitRegression2D: 'rowsAndVector',
};

/** How the class of that name wants its data. A bundler may have changed the name; then it has to be said. */
export function layoutOf(model: MlRegressionClass): MlRegressionLayout {
  return Object.hasOwn(LAYOUT_OF, model.name) ? (LAYOUT_OF[model.name] as MlRegressionLayout) : 'vectors';
}
