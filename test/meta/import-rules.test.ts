import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from './repository.js';

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

const scratch = mkdtempSync(join(tmpdir(), 'modelmount-imports-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

async function violationsIn(folder: string): Promise<string[]> {
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cruiser, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src'];
  // It exits with the number of errors; what counts is the report.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 }).catch(
    (error: unknown) => error as { stdout: string },
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[]; totalCruised: number } };
  if (summary.totalCruised === 0) throw new Error(`nothing was looked at in ${folder}`);
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

describe('the import rules', { timeout: 120_000 }, () => {
  it('hold in src', async () => {
    expect(await violationsIn(ROOT)).toEqual([]);
  });

  it('catch what they forbid', async () => {
    const files: Record<string, string> = {
      'core/up.ts': "export { above } from '../learn/above.js';",
      'core/io.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
      'core/package.ts': "import ajv from 'ajv';\nexport const made = ajv;",
      'learn/above.ts': 'export const above = 1;',
      'learn/math/sum.ts': 'export const sum = 1;',
      'learn/sideways.ts': "export type { Sessions } from '../runtime/sessions.js';",
      'learn/io.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
      'learn/package.ts': "import ajv from 'ajv';\nexport const made = ajv;",
      'runtime/sessions.ts': "export { above } from '../learn/above.js';\nexport type Sessions = string;",
      'runtime/backends/linear/score.ts':
        "export { sum } from '../../../learn/math/sum.js';\nexport { above } from '../../../learn/above.js';",
      'runtime/backends/estimator/load.ts':
        "export { above } from '../../../learn/above.js';\nexport { route } from '../../../serve/route.js';",
      'runtime/backends/onnx.ts': "import ort from 'onnxruntime-node';\nexport const runtime = ort;",
      'runtime/backends/typed.ts': "import type { Tensor } from 'onnxruntime-web';\nexport type Runtime = Tensor;",
      'runtime/backends/lazy.ts': "export const load = (): Promise<unknown> => import('onnxruntime-node');",
      'runtime/developer.ts': "import { it } from 'vitest';\nexport const test = it;",
      'runtime/missing.ts': "export { nothing } from './nowhere.js';",
      'runtime/one.ts': "import { two } from './two.js';\nexport const one = (): unknown => two;",
      'runtime/two.ts': "import { one } from './one.js';\nexport const two = (): unknown => one;",
      'model/up.ts': "export { route } from '../serve/route.js';",
      'model/index-user.ts': "export { all } from '../index.js';",
      'training/up.ts': "export { route } from '../serve/route.js';",
      'training/allowed.ts': "export { above } from '../learn/above.js';",
      'training/backends.ts': "export { runtime } from '../runtime/backends/onnx.js';",
      'serve/route.ts': 'export const route = 1;',
      'serve/node.ts': "import { createServer } from 'node:http';\nexport const make = createServer;",
      'adapters/deep.ts': "export { route } from '../serve/route.js';",
      'adapters/framework.ts': "import express from 'express';\nexport const app = express;",
      'testing/adapters.ts': "export { app } from '../adapters/framework.js';",
      'index.ts': "export { route as all } from './serve/route.js';",
    };
    for (const [file, code] of Object.entries(files)) {
      const path = join(scratch, 'src', file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, code);
    }
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, file), join(scratch, file));
    symlinkSync(join(ROOT, 'node_modules'), join(scratch, 'node_modules'), 'junction');

    const found = (await violationsIn(scratch)).map((line) => line.replace(/ -> .*\/(node_modules\/)/, ' -> $1'));
    const caught = (rule: string): string[] =>
      found.filter((line) => line.startsWith(`${rule}: `)).map((line) => line.replace(/^.*?: src\/| -> .*$/g, ''));

    expect(caught('room-core')).toEqual(['core/up.ts']);
    expect(caught('core-without-core')).toEqual(['core/io.ts']);
    expect(caught('core-without-npm')).toEqual(['core/package.ts']);
    expect(caught('room-learn')).toEqual(['learn/sideways.ts']);
    expect(caught('learn-without-core')).toEqual(['learn/io.ts']);
    expect(caught('learn-without-npm')).toEqual(['learn/package.ts']);
    expect(caught('room-runtime')).toEqual(['runtime/sessions.ts']);
    expect(caught('room-runtime-scorers')).toEqual(['runtime/backends/linear/score.ts']);
    expect(found.filter((line) => line.startsWith('room-runtime-estimator: '))).toEqual([
      'room-runtime-estimator: src/runtime/backends/estimator/load.ts -> src/serve/route.ts',
    ]);
    expect(caught('room-training').sort()).toEqual(['training/backends.ts', 'training/up.ts']);
    expect(caught('room-model').sort()).toEqual(['model/index-user.ts', 'model/up.ts']);
    expect(caught('serve-without-core')).toEqual(['serve/node.ts']);
    expect(caught('room-adapters')).toEqual(['adapters/deep.ts']);
    expect(caught('room-testing')).toEqual(['testing/adapters.ts']);
    expect(caught('no-cycle')).toEqual(['runtime/one.ts']); // once for each cycle
    expect(caught('runtimes-at-first-use').sort()).toEqual([
      'adapters/framework.ts',
      'runtime/backends/onnx.ts',
      'runtime/backends/typed.ts',
    ]);
    expect(caught('declared-packages')).toEqual(expect.arrayContaining(['runtime/developer.ts']));
    expect(caught('resolvable')).toEqual(['runtime/missing.ts']);
    expect(found.filter((line) => line.includes('lazy.ts'))).toEqual([]);
  });
});
