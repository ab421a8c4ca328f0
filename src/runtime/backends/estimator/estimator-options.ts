import type { MlRegressionClass } from '../../../learn/estimators/ml-regression/ml-regression-model.js';
import type { FunctionRegistry } from '../../../learn/preprocessing/functions/registered-function.js';
import type { TransformerReviver } from '../../../learn/preprocessing/revive.js';

/** Options of the backend of fitted models: what their JSON refers to and does not have. */
export interface EstimatorOptions {
  /** What revives transformers of kinds that are not built in, in pipelines within, by kind. @default none */
  readonly transformers?: Readonly<Record<string, TransformerReviver>> | undefined;
  /** The functions that `FunctionTransformer`s in pipelines within were made with, by name. @default none */
  readonly functions?: FunctionRegistry | undefined;
  /** Classes of the package `ml-regression`, for models of it within. @default those of the package, if it is installed */
  readonly mlRegression?: readonly MlRegressionClass[] | undefined;
}
