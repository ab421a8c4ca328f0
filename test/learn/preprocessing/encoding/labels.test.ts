import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Label } from '../../../../src/core/session.js';
import type { PreprocessingWarning } from '../../../../src/learn/preprocessing/common/warning.js';
import { FittedLabelBinarizer } from '../../../../src/learn/preprocessing/encoding/labels/fitted-label-binarizer.js';
import { LabelBinarizer } from '../../../../src/learn/preprocessing/encoding/labels/label-binarizer.js';
import { FittedLabelEncoder, LabelEncoder } from '../../../../src/learn/preprocessing/encoding/labels/label-encoder.js';
import {
  FittedMultiLabelBinarizer,
  MultiLabelBinarizer,
} from '../../../../src/learn/preprocessing/encoding/labels/multi-label-binarizer.js';
import { codeOf, readFixture } from '../../fixture.js';
import { throughJson } from '../reference.js';

const fixture = readFixture('encoding') as {
  labels: {
    y: Label[];
    options: object;
    classes: Label[];
    codes: number[];
    output: number[][];
    scores: number[][];
    inverse: Label[];
  }[];
  tags: { y: string[][]; classes: string[]; output: number[][] }[];
};

describe('encoders of labels', () => {
  it.each(fixture.labels.map((sample) => [sample.y, sample.options, sample] as const))(
    'number and spread %j with %j as those of scikit-learn',
    (y, options, sample) => {
      const encoder = new LabelEncoder().fit(y);
      expect(encoder.classes).toEqual(sample.classes);
      expect(Array.from(encoder.transform(y))).toEqual(sample.codes);
      expect(encoder.inverseTransform(sample.codes)).toEqual(y);
      expect(FittedLabelEncoder.fromJSON(throughJson(encoder))).toEqual(encoder);
      const binarizer = new LabelBinarizer(options).fit(y);
      expect(binarizer.transform(y).toRows()).toEqual(sample.output);
      expect(binarizer.inverseTransform(sample.output)).toEqual(y);
      expect(binarizer.inverseTransform(sample.scores)).toEqual(sample.inverse);
      expect(FittedLabelBinarizer.fromJSON(throughJson(binarizer))).toEqual(binarizer);
    },
  );

  it.each(fixture.tags)('spread lists of labels as scikit-learn does', ({ y, classes, output }) => {
    const binarizer = new MultiLabelBinarizer().fit(y);
    expect(binarizer.classes).toEqual(classes);
    expect(binarizer.transform(y).toRows()).toEqual(output);
    expect(FittedMultiLabelBinarizer.fromJSON(throughJson(binarizer)).transform(y)).toEqual(binarizer.transform(y));
  });

  it('give the labels back', () => {
    const label = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(label, { minLength: 1 }), fc.array(fc.uniqueArray(label)), (y, lists) => {
        const encoder = new LabelEncoder().fit(y);
        expect(encoder.inverseTransform(encoder.transform(y))).toEqual(y);
        const binarizer = new LabelBinarizer().fit(y);
        expect(binarizer.inverseTransform(binarizer.transform(y))).toEqual(y);
        const many = new MultiLabelBinarizer({ classes: ['a', 'b', 'c', 'd'] }).fit(lists);
        expect(many.inverseTransform(many.transform(lists))).toEqual(lists.map((list) => [...list].sort()));
      }),
    );
  });

  it('refuse or leave out what they did not see, each in its way', () => {
    expect(() => new LabelEncoder().fit(['a']).transform(['b'])).toThrow(
      /y\[0\] is "b", which LabelEncoder did not see/,
    );
    expect(new LabelBinarizer({ negLabel: -1 }).fit(['a', 'b', 'c']).transform(['d']).toRows()).toEqual([[-1, -1, -1]]);
    const warnings: PreprocessingWarning[] = [];
    const onWarning = (warning: PreprocessingWarning): number => warnings.push(warning);
    expect(
      new MultiLabelBinarizer({ onWarning })
        .fit([['a']])
        .transform([['b', 'a']])
        .toRows(),
    ).toEqual([[1]]);
    expect(warnings).toMatchObject([{ code: 'unknownCategory' }]);
  });

  it.each<[string, string, () => unknown]>([
    ['no labels', 'INVALID_ARGUMENT', () => new LabelEncoder().fit([])],
    ['labels of two types', 'INVALID_ARGUMENT', () => new LabelBinarizer().fit(['a', 1])],
    ['an option', 'INVALID_ARGUMENT', () => new LabelEncoder({ sparse: true })],
    ['negLabel above posLabel', 'INVALID_ARGUMENT', () => new LabelBinarizer({ negLabel: 2 })],
    ['half a label', 'INVALID_ARGUMENT', () => new LabelBinarizer({ posLabel: 1.5 })],
    ['repeated classes', 'INVALID_ARGUMENT', () => new MultiLabelBinarizer({ classes: [1, 1] })],
    ['one list', 'INVALID_ARGUMENT', () => new MultiLabelBinarizer().fit(['a'] as never)],
    ['only empty lists', 'INVALID_ARGUMENT', () => new MultiLabelBinarizer().fit([[]])],
    ['a code beyond', 'INVALID_INPUT', () => new LabelEncoder().fit(['a']).inverseTransform([1])],
    ['half a code', 'INVALID_INPUT', () => new LabelEncoder().fit(['a', 'b']).inverseTransform([0.5])],
    ['too many columns', 'INVALID_INPUT', () => new LabelBinarizer().fit([1, 2]).inverseTransform([[1, 0]])],
    ['a missing score', 'INVALID_INPUT', () => new LabelBinarizer().fit([1, 2]).inverseTransform([[NaN]])],
    ['neither 0 nor 1', 'INVALID_INPUT', () => new MultiLabelBinarizer().fit([['a']]).inverseTransform([[0.5]])],
    ['a column too many', 'INVALID_INPUT', () => new MultiLabelBinarizer().fit([['a']]).inverseTransform([[0, 1]])],
    [
      'classes out of order',
      'INVALID_ARGUMENT',
      () => FittedLabelEncoder.fromJSON({ kind: 'labelEncoder', classes: [2, 1] }),
    ],
    [
      'null as a class',
      'INVALID_ARGUMENT',
      () => FittedLabelEncoder.fromJSON({ kind: 'labelEncoder', classes: [null] }),
    ],
    [
      'equal labels in JSON',
      'INVALID_ARGUMENT',
      () => FittedLabelBinarizer.fromJSON({ kind: 'labelBinarizer', classes: [1], negLabel: 1, posLabel: 1 }),
    ],
    [
      'repeated classes in JSON',
      'INVALID_ARGUMENT',
      () => FittedMultiLabelBinarizer.fromJSON({ kind: 'multiLabelBinarizer', classes: ['a', 'a'] }),
    ],
  ])('refuse %s', (_, code, act) => {
    expect(codeOf(act)).toBe(code);
  });
});
