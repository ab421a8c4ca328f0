import { describe, expect, it } from 'vitest';
import type { FittedMinMaxScaler } from '../../../src/learn/preprocessing/scaling/fitted-min-max-scaler.js';
import { reviveTransformer, TRANSFORMERS } from '../../../src/learn/preprocessing/revive.js';
import { rowsOf, throughJson } from './reference.js';
import { FITTED_SAMPLES, inputOf, X } from './samples.js';

function nest(depth: number, inner: unknown): unknown {
  let json = inner;
  for (let i = 0; i < depth; i++) json = { kind: 'pipeline', steps: [{ name: 'a', transformer: json }] };
  return json;
}

describe('reviveTransformer', () => {
  it.each(Object.keys(TRANSFORMERS))('revives a %s bit for bit', (kind) => {
    const fitted = FITTED_SAMPLES[kind]!;
    const revived = reviveTransformer(throughJson(fitted));
    expect(revived.constructor).toBe(fitted.constructor);
    expect(fitted.kind).toBe(kind);
    expect(revived).toEqual(fitted.constructor.name === 'FittedPipeline' ? expect.anything() : fitted);
    expect(throughJson(revived)).toEqual(throughJson(fitted));
    const input = inputOf(kind);
    const names = ['p', 'q'].slice(0, fitted.nFeatures);
    expect(rowsOf(revived.transform(input))).toEqual(rowsOf(fitted.transform(input)));
    expect(revived.featureNamesOut(names)).toEqual(fitted.featureNamesOut(names));
    expect(revived.nFeaturesOut).toBe(revived.featureNamesOut().length);
    expect(() => revived.featureNamesOut(['p', 'q', 'r'])).toThrow(/expected \d feature names?, got 3/);
    expect([revived.transform([]).nRows, revived.transform([]).nColumns]).toEqual([0, fitted.nFeaturesOut]);
  });

  it.each([null, undefined, 'minMaxScaler', 3, [], {}, { kind: 'toString' }, { kind: '__proto__' }, { kind: 3 }])(
    'refuses %j',
    (json) => {
      expect(() => reviveTransformer(json)).toThrow(
        expect.objectContaining({
          code: 'INVALID_ARGUMENT',
          message: expect.stringContaining('minMaxScaler') as string,
        }),
      );
    },
  );

  it('puts the place within a larger document before its messages', () => {
    const json = { kind: 'pipeline', steps: [{ name: 'a', transformer: { kind: 'minMaxScaler', dataMin: ['x'] } }] };
    expect(() => reviveTransformer(json, { path: '/preprocessing' })).toThrow(
      '/preprocessing/steps/0/transformer/dataMin/0 must be a number',
    );
  });

  it('goes 64 deep and no deeper', () => {
    const scaler = throughJson(FITTED_SAMPLES['minMaxScaler']);
    expect(reviveTransformer(nest(63, scaler)).nFeatures).toBe(2);
    expect(() => reviveTransformer(nest(64, scaler))).toThrow(/nested more than 64 deep/);
    expect(() => reviveTransformer(nest(5_000, scaler))).toThrow(/nested more than 64 deep/);
  });

  it('takes 10,000 transformers and no more', () => {
    const scaler = throughJson(FITTED_SAMPLES['minMaxScaler']);
    const steps = (n: number): object[] =>
      Array.from({ length: n }, (_, i) => ({ name: `s${i}`, transformer: scaler }));
    expect(reviveTransformer({ kind: 'pipeline', steps: steps(9_999) }).nFeatures).toBe(2);
    expect(() => reviveTransformer({ kind: 'pipeline', steps: steps(10_000) })).toThrow(/more than 10000 transformers/);
  });

  it('does not let a number in JSON ask for gigabytes', () => {
    const nFeatures = 2 ** 40;
    const none = { kind: 'standardScaler', nFeatures, withMean: false, withStd: false, nSamplesSeen: 1 };
    const steps = [{ name: 'a', transformer: 'passthrough' }];
    const transformers = [{ name: 'a', columns: [0], transformer: 'passthrough' }];
    for (const json of [
      none,
      { kind: 'pipeline', nFeatures, steps },
      { kind: 'columnTransformer', nFeatures, verboseFeatureNamesOut: true, transformers },
    ]) {
      expect(() => reviveTransformer(json)).toThrow('/nFeatures must be at most 2097152, got 1099511627776');
    }
  });

  it('takes kinds of others, which cannot replace its own', () => {
    const scaler = FITTED_SAMPLES['minMaxScaler'] as FittedMinMaxScaler;
    const transformers = { custom: () => scaler, minMaxScaler: () => FITTED_SAMPLES['standardScaler']! };
    const revived = reviveTransformer(
      { kind: 'pipeline', steps: [{ name: 'a', transformer: { kind: 'custom' } }] },
      { transformers },
    );
    expect(revived.transform(X)).toEqual(scaler.transform(X));
    expect(reviveTransformer(throughJson(scaler), { transformers })).toEqual(scaler);
  });
});
