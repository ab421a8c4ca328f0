import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import webpack, { type Configuration, type Stats } from 'webpack';
import { special } from '../backends/onnx/fixtures.js';
import { buildPool, ROOT, type Build } from './build.js';

let build: Build;
beforeAll(async () => {
  build = await buildPool();
});
afterAll(() => build.remove());

const app = (options: string): string => `
import path from 'node:path';
import { onnx, openArtifact, poolSession, poolSpec, Tensor } from 'modelmount';

(async () => {
  for (const execution of ['thread', 'process']) {
    const artifact = await openArtifact(${JSON.stringify(special('identity-float.onnx'))});
    const pool = await poolSession(poolSpec(onnx({ runtime: 'native' }), artifact), { execution${options} });
    const answer = await pool.run(new Map([['x', Tensor.of('FP32', [1, 2], [1, 2])]]));
    console.log(answer.get('y').toFlat().join());
    await pool.close();
  }
})();
`;

/** The configurations that the guide shows. */
function documented(): readonly string[] {
  const guide = readFileSync(path.join(ROOT, 'docs/guide/load-a-model.md'), 'utf8');
  return Array.from(guide.matchAll(/```js\n(\/\/ webpack\.config\.mjs\n.*?)```/gs), ([, code]) => code as string);
}

function run(configuration: Configuration): Promise<Stats> {
  return new Promise((resolve, reject) => {
    webpack(configuration, (error, stats) => {
      if (stats === undefined) reject(error ?? new Error('no stats'));
      else resolve(stats);
    });
  });
}

describe('a webpack bundle by the configuration in the guide', () => {
  it.each([
    ['ES modules', 0, 'module', ''],
    ['CommonJS', 1, 'commonjs', `, workerUrl: path.join(__dirname, 'worker.js')`],
  ])(
    'has workers: %s',
    async (_name, which, type, options) => {
      const folder = path.join(build.folder, `webpack-${type}`);
      const sources = path.join(folder, 'sources');
      const out = path.join(folder, 'out');
      await mkdir(sources, { recursive: true });
      const config = path.join(folder, 'webpack.config.mjs');
      await writeFile(config, documented()[which] as string);
      await writeFile(path.join(sources, 'app.js'), app(options));
      const { default: shown } = (await import(pathToFileURL(config).href)) as { default: Configuration };
      // The library lies in the build of the tests, and goes away after the bundling: the bundle must not look for it.
      const names = (await readdir(build.folder)).filter((name) => name.endsWith('.js'));
      const lent = path.join(folder, 'library');
      await mkdir(lent);
      for (const name of names) await writeFile(path.join(lent, name), readFileSync(path.join(build.folder, name)));
      const stats = await run({
        ...shown,
        context: sources,
        mode: 'production',
        optimization: { minimize: false },
        output: { ...shown.output, path: out },
        resolve: {
          alias: { 'modelmount/worker$': path.join(lent, 'worker.js'), modelmount$: path.join(lent, 'pool.js') },
        },
      });
      expect(stats.toJson({ all: false, errors: true, warnings: true })).toMatchObject({ errors: [], warnings: [] });
      await rename(lent, `${lent}-gone`);
      await writeFile(path.join(out, 'package.json'), JSON.stringify({ type }));
      await symlink(path.join(ROOT, 'node_modules'), path.join(out, 'node_modules'), 'junction');
      const { stdout, stderr } = spawnSync(process.execPath, [path.join(out, 'app.js')], { encoding: 'utf8' });
      expect(stdout + stderr).toBe('1,2\n1,2\n');
    },
    120_000,
  );
});
