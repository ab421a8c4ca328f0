import { expect, it } from 'vitest';
import { read } from '../meta/repository.js';

it('the guide to stopping shows the file that the examples use, to the letter', () => {
  const recipe = read('examples/shared/stop-gracefully.js');
  expect(read('docs/guide/stop-gracefully.md')).toContain(`\`\`\`js\n// stop-gracefully.js\n${recipe}\`\`\``);
});
