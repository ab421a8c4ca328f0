import { describe, expect, it } from 'vitest';
import { filesBelow, read } from '../meta/repository.js';

describe('examples', () => {
  const entries = filesBelow('examples', ['index.js', 'index.cjs']).map((file) => file.slice('examples/'.length));
  const tests = filesBelow('test/examples', ['.test.ts']).map(read).join('\n');

  it('are there', () => {
    expect(entries.length).toBeGreaterThanOrEqual(9);
  });

  it.each(entries)('%s is run by a test', (entry) => {
    expect(tests).toContain(`'${entry}'`);
  });

  it.each(entries)('%s names its command, and stands in the list of examples', (entry) => {
    const command = entry === 'express/index.js' ? 'npm start' : `node examples/${entry}`;
    expect(read(`examples/${entry}`)).toContain(command);
    expect(read('examples/README.md')).toContain(`node examples/${entry}`);
  });
});
