import type { Scorer } from '../scorers.js';

/** The part of a model that its family's formula gives. */
export interface Formula {
  readonly nFeatures: number;
  readonly nOutputs: number;
  readonly score: Scorer;
}
