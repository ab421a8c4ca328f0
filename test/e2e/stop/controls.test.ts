import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { read, ROOT } from '../../meta/repository.js';
import { startInstance, type Instance } from './instance.js';
import { expectedOf, rollingStop } from './rolling-stop.js';

const RECIPE = 'examples/shared/stop-gracefully.js';

/** The recipe without the lines that hold one of `parts`. */
const without =
  (...parts: readonly string[]) =>
  (recipe: string): string =>
    parts.reduce((text, part) => {
      const lines = text.split('\n');
      const kept = lines.filter((line) => !line.includes(part));
      expect(kept).toHaveLength(lines.length - 1);
      return kept.join('\n');
    }, recipe);

// Windows has no signals to send.
describe.skipIf(process.platform === 'win32')('a server that stops in another way', () => {
  const folder = join(ROOT, '.cache/stop');
  rmSync(folder, { recursive: true, force: true });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts the Koa example with a recipe of its own. */
  const start = async (name: string, recipe: string): Promise<Instance> => {
    mkdirSync(join(folder, name), { recursive: true });
    for (const part of ['koa', 'models', 'shared']) {
      cpSync(join(ROOT, 'examples', part), join(folder, name, part), { recursive: true });
    }
    writeFileSync(join(folder, name, 'shared/stop-gracefully.js'), recipe);
    const instance = await startInstance(`../.cache/stop/${name}/koa/index.js`, 1000);
    onTestFinished(() => instance.process.kill());
    return instance;
  };

  it.each<[string, (recipe: string) => string]>([
    ['process.exit at once', (recipe) => recipe.replace('handler.drain();', 'process.exit();')],
    ['server.close alone', without('handler.drain()', 'prependListener', 'await wait(')],
    ['no drain delay', without('await wait(')],
    ['readiness as before', without('handler.drain()')],
  ])('loses requests: %s', { timeout: 120_000 }, async (name, change) => {
    const recipe = read(RECIPE);
    const changed = change(recipe);
    expect(changed).not.toBe(recipe);
    // Some of them would otherwise hold out until then.
    const from = await start(`${name}/from`, changed.replace('timeoutMs = 10_000', 'timeoutMs = 1000'));
    const to = await start(`${name}/to`, recipe);
    const requests = await expectedOf(to, [to.predict, { path: '/', body: undefined }]);
    const { losses } = await rollingStop(from, to, requests);
    expect(losses.length).toBeGreaterThan(0);
  });
});
