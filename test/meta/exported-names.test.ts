import { describe, expect, it } from 'vitest';
import { exportedNames } from './exported-names.js';

describe('the public names', { timeout: 120_000 }, () => {
  it('are those in exported-names.txt; adding or removing one is a decision', async () => {
    const lines = [...exportedNames()].flatMap(([specifier, names]) => [
      specifier,
      ...names.map(({ name, isType }) => `  ${isType ? 'type ' : ''}${name}`),
      '',
    ]);
    await expect(lines.join('\n')).toMatchFileSnapshot('exported-names.txt');
  });
});
