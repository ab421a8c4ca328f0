import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.js';

/** What examples find in the folder that they run in. */
const FILES: Readonly<Record<string, string>> = {
  'iris.onnx': 'test/fixtures/iris-logistic/model.onnx',
  'coefficients.json': 'test/fixtures/logistic-breast-cancer/coefficients.json',
};

/**
 * Runs ES modules one after the other in one process of their own, each in a folder of its own; the error of each
 * that fails, by name.
 */
export function runModules(modules: ReadonlyMap<string, string>): Map<string, string> {
  const folder = join(ROOT, '.cache/doc-run');
  rmSync(folder, { recursive: true, force: true });
  const names = [...modules.keys()];
  names.forEach((name, index) => {
    mkdirSync(join(folder, String(index)), { recursive: true });
    writeFileSync(join(folder, String(index), 'block.mjs'), modules.get(name) as string);
    for (const [file, source] of Object.entries(FILES)) cpSync(join(ROOT, source), join(folder, String(index), file));
  });
  const main = `
    import { join } from 'node:path';
    const failures = {};
    console.log = console.info = () => {};
    for (let index = 0; index < ${names.length}; index++) {
      process.chdir(join(import.meta.dirname, String(index)));
      try {
        await import('./' + index + '/block.mjs');
      } catch (error) {
        failures[index] = String(error?.stack ?? error);
      }
    }
    process.stdout.write('\\n' + JSON.stringify(failures), () => process.exit());
  `;
  writeFileSync(join(folder, 'main.mjs'), main);
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'main.mjs')], {
    encoding: 'utf8',
    timeout: 120_000,
  });
  const report = stdout.split('\n').at(-1) ?? '';
  if (!report.startsWith('{')) throw new Error(`the examples ended early: ${stderr}`);
  const failures = Object.entries(JSON.parse(report) as Record<string, string>);
  return new Map(failures.map(([index, error]) => [names[Number(index)] as string, error]));
}
