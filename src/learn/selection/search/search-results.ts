import { Matrix } from '../../math/matrix.js';
import type { FitOutcome, NamedScorer } from '../run/fit-job.js';
import { pairwiseSum } from '../splits/common/pairwise.js';
import type { OptionChanges } from '../with-options.js';

/** A quantity of each candidate over the splits. */
export interface CandidateStatistics {
  /** Shape `[nCandidates]`. */
  readonly mean: Float64Array;
  /** Standard deviation over the splits (of the population, divided by nSplits). */
  readonly std: Float64Array;
}

/** Scores of each candidate. */
export interface CandidateScores extends CandidateStatistics {
  /** A row per candidate and a column per split. */
  readonly splits: Matrix;
  /** 1 is the best mean; equal ones share the lower rank, NaN comes last. */
  readonly rank: Int32Array;
}

/** What a search tried, and how good it was: one element or row per candidate. */
export interface SearchResults {
  readonly params: readonly OptionChanges[];
  /** Scores of the test parts by scorer; those of a single one are called `score`. */
  readonly testScores: Readonly<Record<string, CandidateScores>>;
  /** Scores of the training parts, with `returnTrainScore`. */
  readonly trainScores: Readonly<Record<string, CandidateScores>> | undefined;
  /** How long a fit took, ms. */
  readonly fitTimeMs: CandidateStatistics;
  /** How long the scores of a test part took, ms. */
  readonly scoreTimeMs: CandidateStatistics;
}

/** The outcomes of a search in a table. */
export function makeSearchResults(
  outcomes: readonly FitOutcome[],
  {
    params,
    scorers,
    isTrainScored,
  }: {
    readonly params: readonly OptionChanges[];
    readonly scorers: readonly NamedScorer[];
    readonly isTrainScored: boolean;
  },
): SearchResults {
  const nSplits = outcomes.length / params.length;
  const table = (read: (outcome: FitOutcome) => number | undefined): Matrix =>
    new Matrix(
      params.length,
      nSplits,
      Float64Array.from(outcomes, (outcome) => read(outcome) ?? NaN),
    );
  const scores = (read: (outcome: FitOutcome) => Float64Array | undefined): Record<string, CandidateScores> =>
    Object.fromEntries(
      scorers.map(({ name }, k) => {
        const splits = table((outcome) => read(outcome)?.[k]);
        const statistics = summarize(splits);
        return [name, { splits, ...statistics, rank: rankScores(statistics.mean) }];
      }),
    );
  return {
    params,
    testScores: scores(({ testScores }) => testScores),
    trainScores: isTrainScored ? scores(({ trainScores }) => trainScores) : undefined,
    fitTimeMs: summarize(table(({ fitTimeMs }) => fitTimeMs)),
    scoreTimeMs: summarize(table(({ scoreTimeMs }) => scoreTimeMs)),
  };
}

/** Added in numpy's order, since candidates that tie there should tie here. */
function summarize(splits: Matrix): CandidateStatistics {
  const { nRows, nColumns } = splits;
  const mean = new Float64Array(nRows);
  const std = new Float64Array(nRows);
  for (let i = 0; i < nRows; i++) {
    const row = splits.row(i);
    const average = pairwiseSum(row) / nColumns;
    mean[i] = average;
    std[i] = Math.sqrt(pairwiseSum(row.map((value) => (value - average) * (value - average))) / nColumns);
  }
  return { mean, std };
}

/** 1 for the highest; equal ones share the lower rank, NaN is last. */
export function rankScores(means: Float64Array): Int32Array {
  const order = [...means.keys()].sort((a, b) => compare(means[a] as number, means[b] as number));
  const ranks = new Int32Array(means.length);
  order.forEach((i, k) => {
    const before = order[k - 1];
    const isTie = before !== undefined && compare(means[before] as number, means[i] as number) === 0;
    ranks[i] = isTie ? (ranks[before] as number) : k + 1;
  });
  return ranks;
}

/** Higher first, NaN last; infinities are equal to themselves, of which a difference would be NaN. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a === b ? 0 : a > b ? -1 : 1;
}
