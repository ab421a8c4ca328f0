import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ROOT } from '../../meta/repository.js';

// A process of its own: a test runner has listeners too.
const PROGRAM = `
  import { constants } from 'node:os';
  import { createHandler, loadModel } from 'modelmount';

  const listened = [];
  const note = () => listened.push(...Object.keys(constants.signals).filter((name) => process.listenerCount(name) > 0));
  const request = () => new Request('http://test/predict', {
    method: 'POST',
    body: '{"rows":[[5.1,3.5,1.4,0.2]]}',
    headers: { 'content-type': 'application/json' },
  });
  const statuses = [];
  for (const execution of ['inline', 'thread', 'process']) {
    const model = await loadModel('examples/models/iris', { execution });
    note();
    const handler = createHandler({ models: { model } });
    statuses.push((await handler(request())).status);
    note();
    handler.drain();
    statuses.push((await handler(request())).status);
    note();
    await handler.close();
    note();
  }
  console.log(JSON.stringify({ statuses, listened }));
`;

it('a program that loads, serves and closes models has no listeners for signals but its own', () => {
  const text = execFileSync(process.execPath, ['--input-type=module', '--eval', PROGRAM], { cwd: ROOT });
  expect(JSON.parse(text.toString())).toEqual({ statuses: [200, 200, 200, 200, 200, 200], listened: [] });
});
