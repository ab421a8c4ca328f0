import { describe, expect, it } from 'vitest';
import type { Target } from '../../../../src/learn/contracts.js';
import type { Cell } from '../../../../src/learn/data/samples.js';
import {
  TargetEncoder,
  type TargetEncoderOptions,
} from '../../../../src/learn/preprocessing/encoding/target/target-encoder.js';
import { reviveTransformer } from '../../../../src/learn/preprocessing/revive.js';
import { codeOf, readFixture } from '../../fixture.js';
import { expectCells, expectRows, throughJson } from '../reference.js';

interface Case {
  readonly X: 'X' | 'missing';
  readonly y: string;
  readonly options: TargetEncoderOptions;
  readonly type: string;
  readonly mean: number | number[];
  readonly encodings: number[][];
  readonly crossed: number[][];
  readonly output: number[][];
  readonly names: string[];
}
const fixture = readFixture('encoding') as {
  rows: Record<'X' | 'missing' | 'new', Cell[][]>;
  targets: Record<string, Target>;
  target: Case[];
  unshuffled: number[][][];
};

describe('TargetEncoder', () => {
  it.each(fixture.target.map((sample) => [sample.X, sample.y, sample.options, sample] as const))(
    'encodes %s by a %s target with %j as scikit-learn does, crosswise too',
    (rows, target, options, sample) => {
      const X = fixture.rows[rows];
      const y = fixture.targets[target]!;
      const encoder = new TargetEncoder(options);
      const { fitted, transformed } = encoder.fitTransform(X, y);
      expect(fitted.targetType).toBe(sample.type);
      expectCells(Array.from(fitted.targetMean), [sample.mean].flat());
      expect(fitted.encodings.length).toBe(sample.encodings.length);
      for (const [k, list] of fitted.encodings.entries()) expectCells(Array.from(list), sample.encodings[k]!, 1);
      expectRows(transformed, sample.crossed, 1);
      expectRows(fitted.transform(fixture.rows.new), sample.output, 1);
      expect(fitted.featureNamesOut()).toEqual(sample.names);
      expect(fitted).toEqual(encoder.fit(X, y));
      const revived = reviveTransformer(throughJson(fitted));
      expect(revived).toEqual(fitted);
      expect(revived.transform(X)).toEqual(fitted.transform(X));
    },
  );

  it('cuts blocks without shuffling', () => {
    const y = fixture.targets['binary']!;
    const { transformed } = new TargetEncoder({ shuffle: false, cv: 3 }).fitTransform(fixture.rows.X, y);
    expectRows(transformed, fixture.unshuffled[0]!, 1);
  });

  it('never lets a row see its own target', () => {
    // Each category occurs once: without its row there is only the mean of the other folds.
    const X = Array.from({ length: 20 }, (_, i) => [`only ${i}`]);
    const y = X.map((_, i) => i + 0.5);
    const { fitted, transformed } = new TargetEncoder({ randomState: 1, smooth: 0 }).fitTransform(X, y);
    expect(Array.from(fitted.transform(X).data)).toEqual(y);
    expect(new Set(transformed.data).size).toBe(5);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['no target', () => new TargetEncoder().fit([['a']]), /y has length 0, but X has 1/],
    ['one class', () => new TargetEncoder().fit([['a'], ['b']], [1, 1]), /at least two classes, got 1/],
    [
      'three classes as two',
      () => new TargetEncoder({ targetType: 'binary' }).fit([[1], [2], [3]], [1, 2, 3]),
      /two classes, got 3/,
    ],
    [
      'strings as numbers',
      () => new TargetEncoder({ targetType: 'continuous' }).fit([[1]], ['a']),
      /y\[0\] must be a finite number/,
    ],
    ['too few rows', () => new TargetEncoder().fitTransform([[1], [2]], [0.5, 1]), /KFold/],
    [
      'a seed without use',
      () => new TargetEncoder({ shuffle: false, randomState: 1 }).fit([[1], [2]], [0, 1]),
      /randomState/,
    ],
    ['a negative smooth', () => new TargetEncoder({ smooth: -1 }), /smooth/],
    ['one fold', () => new TargetEncoder({ cv: 1 }), /cv/],
    ['another type of target', () => new TargetEncoder({ targetType: 'ordinal' as never }), /targetType/],
  ])('refuses %s', (_, act, message) => {
    expect(codeOf(act)).toBe('INVALID_ARGUMENT');
    expect(act).toThrow(message);
  });

  it.each([
    [{ targetType: 'x' }, '/targetType'],
    [{ classes: [1, 0] }, '/classes'],
    [{ encodings: [[1]] }, '/encodings'],
    [{ encodings: [[1], [1]] }, '/encodings/0'],
    [{ targetMean: [1, 2] }, '/targetMean'],
    [{ categories: [['a', 1]] }, '/categories/0'],
  ])('refuses JSON with %j', (change, place) => {
    const json = throughJson(
      new TargetEncoder().fit(
        [
          ['a', 1],
          ['b', 2],
        ],
        [0, 1],
      ),
    ) as object;
    expect(() => reviveTransformer({ ...json, ...change })).toThrow(place);
  });
});
