import { readFixture } from '../../fixture.js';

/** A review of `COMPOSE`. */
export interface Review {
  readonly [name: string]: string | number;
  readonly title: string;
  readonly body: string;
  readonly stars: number;
  readonly city: string;
}

interface Output {
  readonly output: number[][];
  readonly names: string[];
}

/** What `test/reference/learn/compose.py` wrote. */
export const COMPOSE = readFixture('compose') as {
  readonly functions: [name: string, values: number[], results: number[]][];
  readonly functionTransformer: { X: number[][]; output: number[][] };
  readonly reviews: Review[];
  readonly columns: (Output & { name: string; sparseThreshold: number; isSparse: boolean })[];
  readonly numbers: number[][];
  readonly union: (Output & { name: string })[];
  readonly textUnion: Output;
};
