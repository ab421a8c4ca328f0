import { describe, expect, it } from 'vitest';
import { murmurHash3 } from '../../../src/learn/math/murmur-hash3.js';
import { hashColumn, TermHasher } from '../../../src/learn/preprocessing/text/terms/term-hasher.js';
import { readFixture } from '../fixture.js';

const { hashes, seeded } = readFixture('text') as {
  readonly hashes: readonly [text: string, hash: number][];
  readonly seeded: readonly [text: string, seed: number, hash: number][];
};
const encoder = new TextEncoder();

describe('murmurHash3', () => {
  it.each(hashes)('agrees with scikit-learn on %j', (text, hash) => {
    expect(murmurHash3(encoder.encode(text))).toBe(hash);
    expect(new TermHasher().hash(text)).toBe(hash);
  });

  it.each(seeded)('agrees with scikit-learn on %j with seed %i', (text, seed, hash) => {
    const bytes = encoder.encode(text);
    expect(murmurHash3(bytes, bytes.length, seed)).toBe(hash);
  });

  it('reads no further than it is told', () => {
    expect(murmurHash3(encoder.encode('foobar'), 3)).toBe(murmurHash3(encoder.encode('foo')));
  });
});

describe('hashColumn', () => {
  it('has a column even for the number without an opposite', () => {
    expect(hashColumn(-(2 ** 31), 8)).toBe((2 ** 31 - 1 - 7) % 8);
    expect(hashColumn(-(2 ** 31), 1)).toBe(0);
    expect([hashColumn(-9, 8), hashColumn(9, 8), hashColumn(0, 8)]).toEqual([1, 1, 0]);
  });
});
