import { readFixture } from '../fixture.js';
import { dataOf } from './reference.js';

interface FitCase {
  sampleWeight: boolean;
  fitIntercept: boolean;
}

/** A fit of scikit-learn's Lasso (`l1Ratio: 1`) or ElasticNet, at the end of what its tolerance allows. */
export interface ElasticNetCase extends FitCase {
  data: string;
  alpha: number;
  l1Ratio: number;
  positive: boolean;
  coef: number[];
  intercept: number;
  objective: number;
  dualGap: number;
}

/** A fit of scikit-learn's LogisticRegression with an L1 penalty. */
export interface SparseLogisticCase extends FitCase {
  data: string;
  classWeight: 'balanced' | null;
  C: number;
  l1Ratio: number;
  coef: number[][];
  intercept: number[];
}

/** A fit of scikit-learn's PoissonRegressor to `counts`. */
export interface PoissonCase extends FitCase {
  alpha: number;
  coef: number[];
  intercept: number;
  predictions: number[];
}

/** A fit of scikit-learn's LinearSVC; of libsvm's linear SVC where `interceptScaling` is infinite. */
export interface SvcCase extends FitCase {
  data: string;
  C: number;
  loss: 'hinge' | 'squaredHinge';
  penalty: 'l1' | 'l2';
  interceptScaling: number;
  classWeight: 'balanced' | null;
  coef: number[][];
  intercept: number[];
}

/** A fit of scikit-learn's LinearRegression with positive=True. */
export interface PositiveCase extends FitCase {
  data: string;
  coef: number[];
  intercept: number;
}

interface LinearReference {
  counts: { y: number[] };
  elasticNet: ElasticNetCase[];
  logistic: SparseLogisticCase[];
  poisson: PoissonCase[];
  svc: SvcCase[];
  positive: PositiveCase[];
}

export const linearReference = readFixture('estimators-linear') as LinearReference;

/** As `dataOf`, with the target as numbers. */
export function numbersOf(name: string, isWeighted: boolean): { X: number[][]; y: number[]; options: object } {
  const { X, y, options } = dataOf(name, isWeighted);
  return { X, y: y.map(Number), options };
}
