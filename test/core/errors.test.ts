import { describe, expect, it } from 'vitest';
import { errorFromIssues, ModelMountError } from '../../src/core/errors.js';
import { pointer, show } from '../../src/core/issue.js';

describe('ModelMountError', () => {
  it('is recognised by other copies of the package, and nothing else is', () => {
    expect(ModelMountError.is(new ModelMountError('INTERNAL', 'x'))).toBe(true);
    expect(ModelMountError.is(Object.defineProperty(new Error('x'), Symbol.for('modelmount.error'), {}))).toBe(true);
    expect(ModelMountError.is(new Error('x'))).toBe(false);
  });

  it('keeps the error that led to it', () => {
    const cause = new Error('disk');
    expect(new ModelMountError('INVALID_MODEL', 'x', { cause }).cause).toBe(cause);
  });
});

describe('errorFromIssues', () => {
  it('carries every issue and shows the first three', () => {
    const issues = ['a', 'b', 'c', 'd'].map((name) => ({
      path: `/${name}`,
      code: 'missing' as const,
      message: 'is missing',
    }));
    const error = errorFromIssues('INVALID_INPUT', 'the rows', issues);
    expect(error.issues).toHaveLength(4);
    expect(error.message).toBe('the rows: /a: is missing; /b: is missing; /c: is missing; and 1 more');
  });
});

describe('pointer', () => {
  it('escapes as RFC 6901 asks', () => {
    expect(pointer('a/b', 'm~n', 3)).toBe('/a~1b/m~0n/3');
    expect(pointer()).toBe('');
  });
});

describe('show', () => {
  it('quotes at most 64 characters and no control characters', () => {
    expect(show('\u001b[31m\n')).toBe('"\\u001b[31m\\n"');
    expect(show('x'.repeat(1e6)).length).toBeLessThan(70);
    expect(show('😀'.repeat(100))).not.toMatch(/[\ud800-\udbff]…$/);
    expect(show(10n ** 100n).length).toBeLessThan(70);
  });

  it('names what it does not quote', () => {
    expect([
      show([1, 2]),
      show({}),
      show(null),
      show(undefined),
      show(-0),
      show(new Uint8Array(2)),
      show(() => 1),
    ]).toEqual(['an array of 2', 'an object', 'null', 'undefined', '-0', 'a Uint8Array', 'a function']);
  });
});
