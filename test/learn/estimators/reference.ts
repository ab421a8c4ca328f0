import type { FitOptions } from '../../../src/learn/estimators/common/check-fit-input.js';
import { readFixture } from '../fixture.js';

/** A fit of scikit-learn's LinearRegression (`alpha: null`) or Ridge. */
export interface LinearCase {
  data: string;
  sampleWeight: boolean;
  alpha: number | null;
  fitIntercept: boolean;
  coef: number[];
  intercept: number;
  predictions: number[];
}

/** A fit of scikit-learn's LogisticRegression at its optimum; the last four are of every tenth sample. */
export interface LogisticCase {
  data: string;
  sampleWeight: boolean;
  classWeight: 'balanced' | [string, number][] | null;
  C: number;
  fitIntercept: boolean;
  classes: (string | number | boolean)[];
  coef: number[][];
  intercept: number[];
  objective: number;
  probabilities: number[][];
  decision: number[] | number[][];
  predictions: (string | number | boolean)[];
}

interface Reference {
  data: Record<string, { X: number[][]; y: (string | number | boolean)[] }>;
  linear: LinearCase[];
  logistic: LogisticCase[];
}

const reference = readFixture('estimators') as Reference;
export const { linear: linearCases, logistic: logisticCases } = reference;

/** A data set, with the weights that the generator gives the samples where it does. */
export function dataOf(name: string, isWeighted: boolean): Reference['data'][string] & { options: FitOptions } {
  const data = reference.data[name]!;
  const sampleWeight = data.y.map((_, i) => (1 + (i % 4)) / 2);
  return { ...data, options: isWeighted ? { sampleWeight } : {} };
}
