import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTRIES, read, ROOT, specifierOf } from '../meta/repository.js';
import { chunk, differenceBetween, reference, type ReferenceTensor } from './reference.js';
import { fixture, ScratchProject, type Tarball } from './scratch-project.js';
import { TRACE } from './trace.js';

const PEERS = Object.keys(
  (JSON.parse(read('package.json')) as { peerDependencies: Record<string, string> }).peerDependencies,
);
/** The peers that the development install has; the native one of TensorFlow is not among them. */
const INSTALLED_PEERS = PEERS.filter((name) => name !== '@tensorflow/tfjs-node');

let bare: ScratchProject;
let tarball: Tarball;

beforeAll(() => {
  ({ project: bare, tarball } = ScratchProject.install());
}, 180_000);

afterAll(() => {
  bare.remove();
});

/** Runs `code` from both module systems; `load` is `import` or `require`, as a promise. */
function runBoth(project: ScratchProject, code: string, flags: readonly string[] = []): unknown[] {
  const body = `(async () => { ${code} })().then((value) => console.log(JSON.stringify(value)));`;
  return [
    project.run('main.mjs', `const load = (name) => import(name); ${body}`, flags),
    project.run('main.cjs', `const load = async (name) => require(name); ${body}`, flags),
  ];
}

/** Size of a file of the build and of all that it imports before it runs. */
function bytesLoadedBy(entry: string): number {
  const sizes = new Map<string, number>();
  const add = (file: string): void => {
    if (sizes.has(file)) return;
    const code = bare.read(`node_modules/modelmount/dist/${file}`);
    sizes.set(file, code.length);
    for (const [, from] of code.matchAll(/^(?:import|export)\b[^;]*?'\.\/([^']+)';/gm)) add(from as string);
  };
  add(entry);
  return Array.from(sizes.values()).reduce((total, size) => total + size, 0);
}

describe('the tarball', () => {
  it('holds the build and the documents, nothing else', () => {
    const others = tarball.files
      .map(({ path }) => path)
      .filter((path) => !/^dist\/[\w.-]+\.(js|cjs|d\.ts|d\.cts)$/.test(path))
      .filter((path) => !/^dist\/schemas\/\w+\.schema\.json$/.test(path));
    expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  });

  it('holds every file that package.json points to', () => {
    const targets = Array.from(
      bare.read('node_modules/modelmount/package.json').matchAll(/"\.\/([^"]+)"/g),
      ([, path]) => path,
    );
    expect(targets.length).toBeGreaterThan(4 * ENTRIES.length);
    const files = new Set(tarball.files.map(({ path }) => path));
    expect(
      targets.filter((path) => path?.includes('.') && !path.includes('*') && path.includes('/') && !files.has(path)),
    ).toEqual([]);
  });

  it('stays small', () => {
    // Two builds, types with their documentation, and what scikit-learn has of preprocessing, metrics, training and
    // selection, which replaces packages of this size; there is one dependency, which is counted elsewhere.
    expect(tarball.size).toBeLessThan(1_100_000);
    expect(tarball.unpackedSize).toBeLessThan(4_600_000);
  });

  it.each([
    ['index.js', 600_000], // with the estimators and transformers that it exports
    ['worker.js', 90_000], // what a thread that runs models loads at once
    ['express.js', 100_000],
  ])('loads no more than is needed with %s', (entry, bytes) => {
    expect(bytesLoadedBy(entry)).toBeLessThan(bytes);
  });

  it('names no folder of the machine that built it, and logs nothing', () => {
    const texts = tarball.files.map(({ path }) => [path, bare.read(`node_modules/modelmount/${path}`)] as const);
    const root = ROOT.slice(0, -1);
    expect(texts.filter(([, text]) => text.includes(root)).map(([path]) => path)).toEqual([]);
    const code = texts.filter(([path]) => /\.c?js$/.test(path));
    expect(code.filter(([, text]) => /\bconsole\.\w+\(/.test(text)).map(([path]) => path)).toEqual([]);
    expect(code.filter(([, text]) => text.includes('sourceMappingURL')).map(([path]) => path)).toEqual([]);
  });

  it('brings along no package with an install script', () => {
    const lock = JSON.parse(bare.read('node_modules/.package-lock.json')) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    const paths = Object.keys(lock.packages);
    expect(paths).toContain('node_modules/@bufbuild/protobuf');
    expect(paths.filter((path) => lock.packages[path]?.hasInstallScript)).toEqual([]);
    expect(PEERS.filter((name) => paths.includes(`node_modules/${name}`))).toEqual([]);
  });
});

describe('without any runtime installed', () => {
  it('every entry point loads, with the same names from import and require', () => {
    const [fromImport, fromRequire] = runBoth(
      bare,
      `const names = {};
       for (const name of ${JSON.stringify(ENTRIES.map(specifierOf))}) {
         names[name] = Object.keys(await load(name)).filter((key) => key !== 'default' && key !== 'module.exports').sort();
       }
       return names;`,
    ) as Record<string, string[]>[];
    expect(fromImport).toEqual(fromRequire);
    for (const [specifier, names] of Object.entries(fromImport ?? {}))
      expect([specifier, names]).not.toEqual([specifier, []]);
  });

  it('package.json can be read', () => {
    expect(bare.run('main.cjs', "console.log(JSON.stringify(require('modelmount/package.json').name));")).toBe(
      'modelmount',
    );
  });

  it('a class is one in all entry points of a module system', () => {
    const code = `
      const { ModelMountError } = await load('modelmount');
      const { MinMaxScaler } = await load('modelmount/preprocessing');
      try { new MinMaxScaler({ misspelt: 1 }); } catch (error) {
        return [error.code, error instanceof ModelMountError, ModelMountError.is(error)];
      }`;
    const expected = ['INVALID_ARGUMENT', true, true];
    expect(runBoth(bare, code)).toEqual([expected, expected]);
  });

  it('errors of one module system are known in the other', () => {
    const code = `
      import { createRequire } from 'node:module';
      import { ModelMountError } from 'modelmount';
      const other = createRequire(import.meta.url)('modelmount');
      const error = new other.ModelMountError('ABORTED', 'x');
      console.log(JSON.stringify([error instanceof ModelMountError, ModelMountError.is(error)]));`;
    expect(bare.run('main.mjs', code)).toEqual([false, true]);
  });

  it.each([
    ['onnxruntime-node', 'iris-logistic/model.onnx'],
    ['@tensorflow/tfjs', 'keras-digits-layers'],
  ])('a model that needs %s says what to install', (name, path) => {
    const code = `
      const { loadModel } = await load('modelmount');
      try { await loadModel(${fixture(path)}); } catch (error) { return [error.code, error.message]; }`;
    for (const result of runBoth(bare, code)) {
      const [errorCode, message] = result as [string, string];
      expect(errorCode).toBe('RUNTIME_MISSING');
      expect(message).toContain(`npm install ${name}`);
    }
  });

  it('a linear model predicts', () => {
    const { inputs, outputs } = reference('linear-diabetes');
    const rows = chunk(inputs['X']?.data ?? [], 10);
    const code = `
      const { loadModel } = await load('modelmount');
      const model = await loadModel(${fixture('linear-diabetes/coefficients.json')});
      return (await model.predict(${JSON.stringify(rows)})).map(({ value }) => value);`;
    for (const values of runBoth(bare, code) as number[][]) {
      expect(differenceBetween(values, outputs['prediction']?.data)).toBeLessThan(1e-9);
    }
  });

  it('a saved model is loaded, checks rows and answers requests where no code may be made of text', () => {
    const code = `
      const { createHandler, loadModel, saveModel } = await load('modelmount');
      let isForbidden = false;
      try { new Function('return 1'); } catch { isForbidden = true; }
      const folder = (await load('node:fs')).mkdtempSync('model-');
      await saveModel(folder, { kind: 'ridge', coef: [[2, -1]], intercept: [0.5] }, { example: { rows: [[3, 4]] } });
      const model = await loadModel(folder, { features: [{ name: 'a', type: 'number' }, { name: 'b', type: 'integer' }] });
      const issues = await model.predict([{ a: 'x', c: 1 }]).catch((error) => error.issues.map(({ path }) => path));
      const body = JSON.stringify({ inputs: [{ name: 'X', shape: [1, 2], datatype: 'FP64', data: [3, 4] }] });
      const url = 'http://localhost/v2/models/m/infer';
      const handler = createHandler({ models: { m: model } });
      const answer = await handler(new Request(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } }));
      return [isForbidden, issues, (await answer.json()).outputs[0].data];`;
    const flags = ['--disallow-code-generation-from-strings'];
    const expected = [true, ['/0/b', '/0/c', '/0/a'], [2.5]];
    expect(runBoth(bare, code, flags)).toEqual([expected, expected]);
  });
});

describe('with a runtime installed', () => {
  const projects: ScratchProject[] = [];
  const projectWith = (packages: readonly string[]): ScratchProject => {
    const project = bare.copyWith(packages);
    projects.push(project);
    return project;
  };

  afterAll(() => {
    for (const project of projects) project.remove();
  });

  it.each(['onnxruntime-node', 'onnxruntime-web'])('%s predicts, from both module systems', (runtime) => {
    const { inputs, outputs } = reference('iris-logistic');
    const rows = chunk(inputs['X']?.data ?? [], 4);
    const code = `
      const { loadModel } = await load('modelmount');
      const model = await loadModel(${fixture('iris-logistic/model.onnx')});
      const predictions = await model.predict(${JSON.stringify(rows)});
      await model.close();
      return { runtime: model.info.runtime, labels: predictions.map(({ label }) => label) };`;
    for (const result of runBoth(projectWith([runtime]), code)) {
      expect(result).toEqual({
        runtime: expect.stringContaining(`${runtime} 1.`),
        labels: outputs['output_label']?.data,
      });
    }
  });

  it('TensorFlow.js predicts, from both module systems', () => {
    const { inputs, outputs } = reference('keras-digits-layers');
    const pixels = inputs['pixels'] as ReferenceTensor;
    const code = `
      const { loadModel, Tensor } = await load('modelmount');
      const model = await loadModel(${fixture('keras-digits-layers')});
      const pixels = Tensor.of('FP32', ${JSON.stringify(pixels.shape)}, ${JSON.stringify(pixels.data)});
      const outputs = await model.run(new Map([['pixels', pixels]]));
      await model.close();
      return outputs.get('digit').toFlat();`;
    for (const values of runBoth(
      projectWith(['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm']),
      code,
    ) as number[][]) {
      expect(differenceBetween(values, outputs['digit']?.data)).toBeLessThan(1e-5);
    }
  });

  it('no entry point loads a runtime before a model needs it', () => {
    const project = projectWith(INSTALLED_PEERS);
    project.write({ 'trace.mjs': TRACE });
    const flags = ['--import', './trace.mjs'];
    const report = 'return globalThis.resolved().map((path) => RUNTIME.exec(path)?.[0]).filter(Boolean)';
    const loads = `const RUNTIME = /(onnxruntime-(node|web|common)|@tensorflow|@bufbuild|express|koa|fastify|hono)(?=[\\/\\\\])/;
      for (const name of ${JSON.stringify(ENTRIES.map(specifierOf))}) await load(name);`;
    expect(runBoth(project, `${loads} ${report};`, flags)).toEqual([[], []]);

    const model = `const { loadModel } = await load('modelmount');
      await (await loadModel(${fixture('iris-logistic/model.onnx')})).close();`;
    for (const found of runBoth(project, `${loads} ${model} ${report};`, flags)) {
      expect(found).toEqual(expect.arrayContaining(['onnxruntime-node', 'onnxruntime-common']));
      expect(found).not.toContain('@tensorflow');
    }
  });
});

describe('the types', () => {
  it('are sound for strict ES modules and CommonJS, without any runtime', () => {
    const project = bare.copyWith(['@types/node', 'undici-types']);
    const imports = ENTRIES.map((entry, i) => `import * as m${i} from '${specifierOf(entry)}';`).join('\n');
    const uses = `${imports}
      import { loadModel, ModelMountError, Tensor, type ErrorCode } from 'modelmount';
      export const all: readonly object[] = [${ENTRIES.map((_, i) => `m${i}`).join(', ')}];
      export async function answer(): Promise<string | undefined> {
        const model = await loadModel('model.onnx');
        const outputs = await model.run(new Map([['X', new Tensor('FP32', [1], Float32Array.of(1))]]));
        const shape: readonly number[] | undefined = outputs.get('Y')?.shape;
        return shape?.join();
      }
      export function codeOf(error: unknown): ErrorCode | undefined {
        return ModelMountError.is(error) ? error.code : undefined;
      }
      // @ts-expect-error: there is no such name
      import { noSuchName } from 'modelmount';
      // @ts-expect-error: there is no such dtype
      new Tensor('FLOAT', [1], Float32Array.of(1));`;
    const compilerOptions = {
      target: 'ES2022',
      lib: ['ES2023'],
      module: 'NodeNext',
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    };
    const files = ['consumer.mts', 'consumer.cts'];
    project.write({
      'tsconfig.json': JSON.stringify({ compilerOptions, files }),
      'consumer.mts': uses,
      'consumer.cts': uses,
    });
    expect(project.typeErrors()).toBe('');
    project.remove();
  }, 120_000);
});
