import { ModelMountError } from '../../../core/errors.js';
import type { Label } from '../../../core/session.js';
import type { Estimator, Predictor } from '../../contracts.js';
import { checkLabelled } from '../../data/check-labelled.js';
import { takeTargets } from '../../data/take-rows.js';
import { checkOptions } from '../../estimators/common/check-options.js';
import type { RandomState } from '../../math/random-state.js';
import type { FitJob, FitOutcome, FitPlan } from '../run/fit-job.js';
import type { ValidationData } from '../run/plan-data.js';
import { runJob } from '../run/run-job.js';
import { VALIDATION_RULES } from '../run/validation-rules.js';
import { checkGroups } from '../splits/common/check-split-input.js';
import { encodeSorted } from '../splits/common/encode-labels.js';
import { range } from '../splits/common/fold-split.js';
import { makeRandom } from '../splits/common/split-options.js';
import type { Groups } from '../splits/splitter.js';
import type { CrossValScoreOptions } from './cross-val-score.js';
import { checkSingle } from './check-single.js';
import { planCrossValidation } from './cross-validate.js';
import { VALIDATION_OPTION_RULES } from './validation-options.js';

const WHO = 'permutationTestScore';

/** Options of `permutationTestScore`. */
export interface PermutationTestOptions extends Omit<CrossValScoreOptions, 'onProgress'> {
  /** How often the targets are shuffled, at least once; the p-value is at least 1 / (this + 1). @default 100 */
  readonly nPermutations?: number;
  /** Seed, a whole number from 0 to 2³² − 1. @default 0 */
  readonly randomState?: number;
}

/** What the test found. */
export interface PermutationTest {
  /** Mean score of cross-validation. */
  readonly score: number;
  /** The same with shuffled targets; shape `[nPermutations]`. */
  readonly permutationScores: Float64Array;
  /** The chance of such a score, or a better one, where the features say nothing of the targets. */
  readonly pValue: number;
}

/**
 * Whether a score is more than chance: the same cross-validation with the targets shuffled, many times over.
 *
 * With groups, targets are shuffled within each group. (nPermutations + 1) · nSplits fits.
 *
 * @throws {ModelMountError} As `crossValidate`.
 *
 * Method: p = (1 + number of shuffled scores at least as good) / (nPermutations + 1) (Ojala & Garriga 2010). Semantics
 * of scikit-learn's `permutation_test_score`, draw by draw.
 *
 * @example
 * ```ts
 * const X = Array.from({ length: 40 }, (_, i) => [i]);
 * const y = X.map((_, i) => (i < 20 ? 'low' : 'high'));
 * permutationTestScore(new LogisticRegression(), { X, y }, { cv: 2, nPermutations: 19 }).pValue; // 0.05
 * ```
 */
export function permutationTestScore(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: PermutationTestOptions = {},
): PermutationTest {
  const { rounds, assemble } = planRounds(estimator, data, options);
  const scores: number[] = [];
  // One round after the other: all of their splits at once would take much memory.
  for (const job of rounds()) scores.push(meanOf(runJob(job)));
  return assemble(scores);
}

/** The fits of all rounds in one job, and what they mean together. Memory O((nPermutations + 1) · nSplits · nSamples). */
export function planPermutationTest(
  estimator: Estimator<Predictor>,
  data: ValidationData,
  options: PermutationTestOptions,
): FitPlan<PermutationTest> {
  const { rounds, assemble } = planRounds(estimator, data, options);
  const [first, ...others] = [...rounds()] as [FitJob, ...FitJob[]];
  const nSplits = first.splits.length;
  if (others.some(({ splits }) => splits.length !== nSplits)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `cv of ${WHO} must give as many splits for shuffled targets as for others, to be used in threads`,
    );
  }
  const candidates = [first, ...others].flatMap((job) =>
    job.candidates.map((each) => ({ ...each, splits: job.splits })),
  );
  return {
    job: { ...first, candidates },
    assemble: (outcomes) =>
      assemble(candidates.map((_, round) => meanOf(outcomes.slice(round * nSplits, (round + 1) * nSplits)))),
  };
}

interface Rounds {
  /** Cross-validation with the targets as they are, then with shuffled ones. */
  readonly rounds: () => Iterable<FitJob>;
  /** @param scores - The mean score of each round. */
  readonly assemble: (scores: readonly number[]) => PermutationTest;
}

function planRounds(estimator: Estimator<Predictor>, data: ValidationData, options: PermutationTestOptions): Rounds {
  const { onProgress: _, ...rules } = VALIDATION_OPTION_RULES;
  checkOptions(WHO, options, {
    ...rules,
    nPermutations: VALIDATION_RULES.count,
    randomState: VALIDATION_RULES.seed,
  });
  const { nPermutations = 100, randomState = 0, ...others } = options;
  checkLabelled(WHO, data);
  checkSingle(WHO, others.scoring);
  const plan = (given: ValidationData): FitJob => planCrossValidation(estimator, given, others).job;
  function* rounds(): Generator<FitJob> {
    const first = plan(data);
    yield first;
    const random = makeRandom(randomState);
    for (let k = 0; k < nPermutations; k++) {
      const targetOrder = shuffleWithin(data, random);
      const y = takeTargets<ArrayLike<Label>>(data.y, targetOrder);
      const { splits } = plan({ ...data, X: first.X, y });
      yield { ...first, splits, candidates: [{ estimator, params: {}, targetOrder }] };
    }
  }
  return {
    rounds,
    assemble: ([score = NaN, ...shuffled]) => {
      const permutationScores = Float64Array.from(shuffled);
      const nAsGood = permutationScores.reduce((count, value) => count + (value >= score ? 1 : 0), 0);
      return { score, permutationScores, pValue: (nAsGood + 1) / (nPermutations + 1) };
    },
  };
}

function meanOf(outcomes: readonly FitOutcome[]): number {
  return outcomes.reduce((sum, { testScores }) => sum + (testScores[0] as number), 0) / outcomes.length;
}

/** The rows in random order; with groups each group's rows change places among themselves, group after group. */
function shuffleWithin(
  { y, groups }: { readonly y: ArrayLike<Label>; readonly groups?: Groups | undefined },
  random: RandomState,
): Int32Array {
  const order = range(0, y.length);
  if (groups === undefined) {
    random.shuffleInPlace(order);
    return order;
  }
  const { labels, codes } = encodeSorted(checkGroups(groups, y.length, WHO));
  for (let group = 0; group < labels.length; group++) {
    const rows = order.filter((i) => codes[i] === group);
    const shuffled = rows.slice();
    random.shuffleInPlace(shuffled);
    rows.forEach((row, k) => (order[row] = shuffled[k] as number));
  }
  return order;
}
