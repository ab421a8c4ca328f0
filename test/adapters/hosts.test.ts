import { describe, expect, it } from 'vitest';
import { hostChecks } from '../../src/testing/check-host.js';
import { EXCEPTIONS, exceptionTo } from './exceptions.js';
import { VARIANTS } from './hosts.js';

describe.each(VARIANTS)('a handler in $name', (variant) => {
  for (const check of hostChecks(variant)) {
    const reason = exceptionTo(variant, check.name);
    if (reason === undefined) {
      it(`gets a host that ${check.name}`, check.run);
    } else {
      // Fails once the host has learnt it: the exception has to go then.
      it(`gets no host that ${check.name}: ${reason}`, async () => {
        await expect(check.run()).rejects.toThrow(`Not so "${variant.name}"`);
      });
    }
  }
});

describe('the exceptions', () => {
  it('name checks that exist', () => {
    const names = VARIANTS.slice(0, 1)
      .flatMap(hostChecks)
      .map((check) => check.name);
    expect(names).toEqual(expect.arrayContaining(EXCEPTIONS.flatMap(({ checks }) => checks)));
  });
});
