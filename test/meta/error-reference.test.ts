import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../../src/core/errors.js';
import { STATUS } from '../../src/serve/problem.js';
import { read } from './repository.js';

/** The sections of the page: heading and text. */
function sections(): Map<string, string> {
  const [, ...parts] = read('docs/reference/errors.md').split(/^## /m);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end).trim()];
    }),
  );
}

describe('docs/reference/errors.md', () => {
  it('has a section for every code, and none for another, in the order of the table', () => {
    expect([...sections().keys()]).toEqual(Object.keys(ERROR_CODES));
  });

  it.each(Object.entries(ERROR_CODES))(
    'says of %s what the table says, a message, a way out and the status',
    (code, meaning) => {
      const [first, ...rest] = (sections().get(code) ?? '').split('\n\n');
      expect(first).toBe(meaning);
      expect(rest[0]).toMatch(/^`.{10,}`$/);
      expect(rest[1]).toMatch(/^[\p{L}`].{20,}\.$/u);
      expect(rest.at(-1)).toBe(`HTTP status: ${STATUS[code as ErrorCode]}`);
    },
  );
});
