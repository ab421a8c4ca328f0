import type { Label } from '../../../src/core/session.js';
import { readFixture } from '../fixture.js';

/** What scikit-learn answers; predictions of `bayes` are of every tenth sample, of `calibrated` every fifteenth. */
export interface ModelsReference {
  neighbors: {
    data: string;
    options: object;
    /** Empty where they are those of the case before. */
    queries: number[][];
    /** Of the first three queries, the ten nearest. */
    distances: number[][];
    indices: number[][] | null;
    predictions: Label[];
    probabilities?: number[][];
  }[];
  ties: { X: number[][]; y: number[]; predictions: number[] };
  bayes: {
    data: string;
    sampleWeight: boolean;
    options: object;
    theta: number[][];
    variance: number[][];
    classPrior: number[];
    classCount: number[];
    epsilon: number;
    probabilities: number[][];
    predictions: Label[];
  }[];
  isotonic: {
    name: string;
    x: number[];
    y: number[];
    weights: number[] | null;
    options: object;
    isIncreasing: boolean;
    xThresholds: number[];
    yThresholds: number[];
    at: number[];
    predictions: number[];
  }[];
  sigmoid: {
    name: string;
    scores: number[];
    positive: number[];
    weights: number[];
    a: number;
    b: number;
    objective: number;
  }[];
  calibrated: {
    data: string;
    base: 'logistic' | 'bayes';
    method: 'sigmoid' | 'isotonic' | 'temperature';
    sampleWeight: boolean;
    isFrozen: boolean;
    ensemble: boolean | 'auto';
    probabilities: number[][];
    betas: number[] | null;
  }[];
  dummies: {
    /** In scikit-learn's words. */
    strategy: string;
    options: { constant?: string };
    isWeighted: boolean;
    predictions: string[];
    probabilities: number[][];
  }[];
  skewed: number[];
  numbers: {
    strategy: 'mean' | 'median' | 'quantile' | 'constant';
    options: object;
    isWeighted: boolean;
    constant: number;
  }[];
}

export const modelsReference = readFixture('estimators-models') as ModelsReference;
