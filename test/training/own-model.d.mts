import type { Estimator, Predictor } from '../../src/learn/contracts.js';
import type { Scorer } from '../../src/learn/metrics/scoring/scorer.js';

export declare class Mean implements Estimator<Predictor> {
  readonly options: object;
  constructor(options?: {
    shift?: number;
    breaksAt?: number;
    ends?: boolean;
    isEndless?: boolean;
    onWarning?: (warning: Error) => void;
  });
  fit: Estimator<Predictor>['fit'];
}

export declare const negativeBias: Scorer;
