import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Label } from '../../../../src/core/session.js';
import { Matrix } from '../../../../src/learn/math/matrix.js';
import { checkCv } from '../../../../src/learn/selection/splits/check-cv.js';
import { GroupKFold } from '../../../../src/learn/selection/splits/folds/group-k-fold.js';
import { KFold } from '../../../../src/learn/selection/splits/folds/k-fold.js';
import { PredefinedSplit } from '../../../../src/learn/selection/splits/folds/predefined-split.js';
import { RepeatedKFold } from '../../../../src/learn/selection/splits/folds/repeated-k-fold.js';
import { RepeatedStratifiedKFold } from '../../../../src/learn/selection/splits/folds/repeated-stratified-k-fold.js';
import { StratifiedGroupKFold } from '../../../../src/learn/selection/splits/folds/stratified-group-k-fold.js';
import { StratifiedKFold } from '../../../../src/learn/selection/splits/folds/stratified-k-fold.js';
import { TimeSeriesSplit } from '../../../../src/learn/selection/splits/folds/time-series-split.js';
import { LeaveOneGroupOut } from '../../../../src/learn/selection/splits/leave-out/leave-one-group-out.js';
import { LeaveOneOut } from '../../../../src/learn/selection/splits/leave-out/leave-one-out.js';
import { LeavePGroupsOut } from '../../../../src/learn/selection/splits/leave-out/leave-p-groups-out.js';
import { LeavePOut } from '../../../../src/learn/selection/splits/leave-out/leave-p-out.js';
import { GroupShuffleSplit } from '../../../../src/learn/selection/splits/shuffled/group-shuffle-split.js';
import { ShuffleSplit } from '../../../../src/learn/selection/splits/shuffled/shuffle-split.js';
import { StratifiedShuffleSplit } from '../../../../src/learn/selection/splits/shuffled/stratified-shuffle-split.js';
import type { Split, Splitter } from '../../../../src/learn/selection/splits/splitter.js';
import { codeOf, readFixture } from '../../fixture.js';

interface SplitCase {
  splitter: string;
  options: object;
  n: number;
  y: Label[] | null;
  groups: Label[] | null;
  warns: boolean;
  nSplits: number;
  /** `null` where scikit-learn refuses; a training part of `null` is what the test part leaves. */
  splits: [train: number[] | null, test: number[]][] | null;
}

const SPLITTERS: Record<string, new (options: never) => Splitter> = {
  KFold,
  StratifiedKFold,
  GroupKFold,
  StratifiedGroupKFold,
  TimeSeriesSplit,
  ShuffleSplit,
  StratifiedShuffleSplit,
  GroupShuffleSplit,
  RepeatedKFold,
  RepeatedStratifiedKFold,
  LeaveOneOut,
  LeavePOut,
  LeaveOneGroupOut,
  LeavePGroupsOut,
  PredefinedSplit,
};
const { cases } = readFixture('selection-splits') as { cases: SplitCase[] };
const rows = (n: number): Matrix => new Matrix(n, 1);
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const tests = (splits: Iterable<Split>): number[][] => Array.from(splits, ({ testIndices }) => [...testIndices]);

describe('the splitters', () => {
  it.each(Object.keys(SPLITTERS))('give the indices of scikit-learn: %s', (name) => {
    const own = cases.filter(({ splitter }) => splitter === name);
    expect(own.length).toBeGreaterThan(0);
    for (const { options, n, y, groups, splits, nSplits } of own) {
      const context = JSON.stringify({ name, options, n, y, groups });
      const splitter = new SPLITTERS[name]!(options as never);
      const split = (): Split[] => [...splitter.split(rows(n), y ?? undefined, groups ?? undefined)];
      if (splits === null) {
        expect(codeOf(split), context).toBe('INVALID_ARGUMENT');
        continue;
      }
      const got = split();
      expect(got.length, context).toBe(splits.length);
      expect(splitter.getNSplits(rows(n), y ?? undefined, groups ?? undefined), context).toBe(nSplits);
      got.forEach(({ trainIndices, testIndices }, k) => {
        const [train, test] = splits[k]!;
        expect([...testIndices], context).toEqual(test);
        const left = range(n).filter((i) => !test.includes(i));
        expect([...trainIndices], context).toEqual(train ?? left);
        expect(trainIndices).toBeInstanceOf(Int32Array);
      });
    }
  });

  it('have golden values from another source', () => {
    const y = [0, 0, 0, 0, 1, 1, 1, 0, 1, 1];
    const seeded = { nSplits: 3, shuffle: true, randomState: 0 };
    expect(tests(new KFold(seeded).split(rows(10)))).toEqual([
      [2, 4, 8, 9],
      [1, 6, 7],
      [0, 3, 5],
    ]);
    expect(tests(new StratifiedKFold(seeded).split(rows(10), y))).toEqual([
      [1, 2, 4, 6],
      [0, 3, 5],
      [7, 8, 9],
    ]);
    const groups = [1, 1, 2, 2, 2, 3, 3, 4, 4, 5];
    expect(tests(new GroupKFold({ nSplits: 3 }).split(rows(10), undefined, groups))).toEqual([
      [2, 3, 4],
      [0, 1, 7, 8],
      [5, 6, 9],
    ]);
  });

  it('warn where scikit-learn does: a class with fewer samples than folds', () => {
    for (const { splitter, options, n, y, groups, splits, warns } of cases) {
      if (!['StratifiedKFold', 'StratifiedGroupKFold', 'RepeatedStratifiedKFold'].includes(splitter)) continue;
      const warnings: string[] = [];
      const onWarning = (warning: { code: string }): void => void warnings.push(warning.code);
      const cv = new SPLITTERS[splitter]!({ ...options, onWarning } as never);
      if (splits !== null) tests(cv.split(rows(n), y!, groups ?? undefined));
      expect(warnings.includes('smallClass')).toBe(splits !== null && warns);
    }
  });

  it('test each sample once where they make folds, and never train on what they test', () => {
    const shape = fc.record({
      n: fc.integer({ min: 12, max: 60 }),
      nSplits: fc.integer({ min: 2, max: 4 }),
      randomState: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    });
    fc.assert(
      fc.property(shape, ({ n, nSplits, randomState }) => {
        const y = range(n).map((i) => ['a', 'b'][i % 2]!);
        const groups = range(n).map((i) => (i * 7 + (randomState % 5)) % 6);
        for (const Kind of [KFold, StratifiedKFold, GroupKFold, StratifiedGroupKFold]) {
          const cv = new Kind({ nSplits, shuffle: true, randomState });
          const splits = [...cv.split(rows(n), y, groups)];
          expect(splits.flatMap(({ testIndices }) => [...testIndices]).sort((a, b) => a - b)).toEqual(range(n));
          for (const { trainIndices, testIndices } of splits) {
            expect(new Set([...trainIndices, ...testIndices]).size).toBe(n);
            if (!cv.usesGroups) continue;
            const tested = new Set(Array.from(testIndices, (i) => groups[i]));
            expect([...trainIndices].some((i) => tested.has(groups[i]))).toBe(false);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('give other splits at each call without a seed', () => {
    const cv = new KFold({ nSplits: 2, shuffle: true });
    expect(tests(cv.split(rows(200)))).not.toEqual(tests(cv.split(rows(200))));
  });

  it('make their like from their options', () => {
    for (const { splitter, options } of cases) {
      const cv = new SPLITTERS[splitter]!(options as never);
      expect(new SPLITTERS[splitter]!({ ...cv.options } as never).options).toEqual(options);
    }
  });

  const bad: [string, () => unknown, RegExp][] = [
    ['an unknown option', () => new KFold({ n_splits: 3 } as object), /unknown option "n_splits" of KFold/],
    ['one split', () => new KFold({ nSplits: 1 }), /"nSplits" of KFold must be a whole number ≥ 2, got 1/],
    ['a seed without shuffle', () => new StratifiedKFold({ randomState: 1 }), /no effect without shuffle/],
    ['a seed that is none', () => new ShuffleSplit({ randomState: -1 }), /from 0 to 4294967295, got -1/],
    ['a share above 1', () => new ShuffleSplit({ testSize: 1.5 }), /"testSize" of ShuffleSplit must be a share/],
    ['a negative gap', () => new TimeSeriesSplit({ gap: -1 }), /"gap" of TimeSeriesSplit must be a whole number ≥ 0/],
    ['no p', () => new LeavePOut({} as never), /option "p" of LeavePOut is needed: a whole number ≥ 1/],
    ['nothing at all', () => new LeavePGroupsOut(undefined as never), /"nGroups" of LeavePGroupsOut is needed/],
    ['options of one without', () => new LeaveOneOut({ p: 1 }), /unknown option "p" of LeaveOneOut; it has none/],
    ['a fold that is none', () => new PredefinedSplit({ testFold: [0, -2] }), /testFold\[1\].*≥ -1, got -2/],
    ['nothing to test', () => new PredefinedSplit({ testFold: [-1, -1] }), /at least one sample/],
    ['a fold too few', () => new PredefinedSplit({ testFold: [0, 1] }).split(rows(3)), /testFold has length 2/],
    ['no y', () => new StratifiedKFold().split(rows(9)), /StratifiedKFold needs y/],
    ['y of another length', () => new StratifiedKFold().split(rows(9), [1, 0]), /y has length 2, but X has 9/],
    [
      'scores for labels',
      () => new StratifiedKFold().split(rows(9), [0.5, ...range(8)]),
      /y\[0\] must be a class label/,
    ],
    ['small classes', () => new StratifiedKFold().split(rows(9), range(9)), /largest has 1; lower nSplits/],
    ['no groups', () => new GroupKFold().split(rows(9)), /GroupKFold needs groups/],
    [
      'few groups',
      () =>
        new GroupKFold().split(
          rows(9),
          undefined,
          range(9).map((i) => i % 2),
        ),
      /as many groups, got 2/,
    ],
    [
      'a missing group',
      () => new GroupKFold().split(rows(5), undefined, [1, NaN, 2, 3, 4]),
      /groups\[1\] is NaN after 1/,
    ],
    ['mixed groups', () => new GroupKFold().split(rows(5), undefined, [1, '1', 2, 3, 4]), /groups\[1\] is "1" after 1/],
    ['one group', () => new LeaveOneGroupOut().split(rows(3), undefined, [1, 1, 1]), /needs as many groups, got 1/],
    ['few samples', () => new KFold().split(rows(4)), /KFold needs at least 5 samples, got 4/],
    ['late tests', () => new TimeSeriesSplit({ testSize: 3 }).split(rows(15)), /needs more than 15 samples, got 15/],
  ];
  it.each(bad)('refuse %s', (_, act, message) => {
    expect(act).toThrow(message);
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
  });
});

describe('checkCv', () => {
  it('stratifies for a classifier, and takes a splitter as it is', () => {
    expect(checkCv()).toEqual(new KFold({ nSplits: 5 }));
    expect(checkCv(3, [0, 1], { classifier: true })).toEqual(new StratifiedKFold({ nSplits: 3 }));
    expect(checkCv(3, undefined, { classifier: true })).toBeInstanceOf(KFold);
    const shuffled = { shuffle: true, randomState: 1 };
    expect(checkCv(3, [0, 1], { classifier: true, ...shuffled })).toEqual(
      new StratifiedKFold({ nSplits: 3, ...shuffled }),
    );
    const cv = new LeaveOneOut();
    expect(checkCv(cv)).toBe(cv);
  });

  it('takes splits, from any list', () => {
    const splits = [{ trainIndices: [0, 1], testIndices: [2] }] as unknown as Split[];
    const cv = checkCv(new Set(splits));
    expect(cv.getNSplits()).toBe(1);
    expect([...cv.split(rows(3))]).toEqual([{ trainIndices: Int32Array.of(0, 1), testIndices: Int32Array.of(2) }]);
    expect(() => cv.split(rows(2))).toThrow(/cv\[0\] names row 2, but X has 2 rows/);
  });

  const bad: [string, unknown, RegExp][] = [
    ['one fold', 1, /whole number ≥ 2, got 1/],
    ['a half', 2.5, /whole number ≥ 2, got 2\.5/],
    ['a word', 'loo', /a number of folds, a splitter like KFold, or a list/],
    ['nothing', [], /at least one split/],
    ['half a split', [{ trainIndices: [0] }], /cv\[0\]\.testIndices must be a list of at least one row/],
    [
      'a row that is none',
      [{ trainIndices: [0, -1], testIndices: [1] }],
      /trainIndices\[1\] must be a row, from 0, got -1/,
    ],
  ];
  it.each(bad)('refuses %s', (_, cv, message) => {
    expect(() => checkCv(cv as never)).toThrow(message);
    expect(codeOf(() => checkCv(cv as never))).toBe('INVALID_ARGUMENT');
  });
});
