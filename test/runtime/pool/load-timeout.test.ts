import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ModelMountError } from '../../../src/core/errors.js';
import { buildPool, type Build } from './build.js';
import { faulty } from './faulty-backend.js';
import { ask, failure, openFaulty, untilReady } from './faulty-pool.js';
import { runProgram } from './program.js';
import { slowToLoadModel } from './slow-model.js';

let build: Build;
beforeAll(async () => {
  build = await buildPool();
  // Minutes of native code.
  await writeFile(path.join(build.folder, 'endless.onnx'), slowToLoadModel(1000));
  spawnSync('mkfifo', [pipe()]);
});
afterAll(() => build.remove());

const pipe = (): string => path.join(build.folder, 'pipe');

const LOST = { code: 'WORKER_LOST', details: { reason: 'loadTimeout', step: 'load', retryAfterMs: 1000 } };

describe.each(['thread', 'process'] as const)('a %s that does not come to the end of loading', (execution) => {
  it('fails poolSession once loadTimeoutMs has passed', async () => {
    const opening = openFaulty(build, { execution, workers: 2, loadTimeoutMs: 300 }, { load: 'hang' });
    expect(await failure(opening)).toMatchObject({
      ...LOST,
      message: expect.stringMatching(/had not loaded the model within loadTimeoutMs \(300 ms\)$/) as string,
    });
  });

  it('is given up for another where it was to replace a worker', async () => {
    const counter = path.join(build.folder, `loads-${execution}`);
    const losses: ModelMountError[] = [];
    const pool = await openFaulty(
      build,
      { execution, loadTimeoutMs: 3000, onWorkerLost: (error) => losses.push(error) },
      { load: 'hang', at: '2', counter },
    );
    const lost = failure(ask(pool, 'exit 1'));
    expect(await ask(pool, 'echo later')).toBe('later');
    expect(await lost).toMatchObject({ details: { reason: 'exit' } });
    expect(losses).toMatchObject([{ details: { reason: 'exit' } }, LOST]);
    await untilReady(pool, 1);
    expect(pool.status.nStarted).toBe(3);
    await pool.close();
    await rm(counter);
  });

  it('does not keep close() from ending', async () => {
    const counter = path.join(build.folder, `closes-${execution}`);
    const pool = await openFaulty(build, { execution, loadTimeoutMs: 3000 }, { load: 'hang', at: '2', counter });
    expect(await failure(ask(pool, 'exit 1'))).toMatchObject({ code: 'WORKER_LOST' });
    await vi.waitFor(() => expect(pool.status).toMatchObject({ workers: ['loading'], nStarted: 2 }), 20_000);
    await pool.close();
    expect(pool.status.workers).toEqual([]);
    await rm(counter);
  });

  // A thread that waits ends itself. One that cannot hear, or not end, goes with the program by SIGKILL.
  const deaf = execution === 'thread' ? { signal: 'SIGKILL' } : { code: 0 };
  it.each<readonly [name: string, model: string, option: string, ending: object]>([
    // By then it is in native code, on a busy machine too.
    ['in native code', 'endless', 'loadTimeoutMs: 3000', deaf],
    ['in native code, aborted', 'endless', 'signal: AbortSignal.timeout(3000)', deaf],
    ...(process.platform === 'win32' ? [] : [['in the file system', 'pipe', 'loadTimeoutMs: 500', deaf] as const]),
    ['waiting', 'waiting', 'loadTimeoutMs: 500', { code: 0 }],
    ['waiting, aborted', 'waiting', 'signal: AbortSignal.timeout(500)', { code: 0 }],
  ])('does not keep the program alive: %s', async (_name, model, option, ending) => {
    const code = `
      const bad = { backend: { name: 'faulty', module: ${JSON.stringify(faulty().reference.module)} },
        artifact: { kind: 'value', value: 1 }, label: 'bad' };
      const specs = {
        endless: poolSpec(backend, await openArtifact(new URL('endless.onnx', import.meta.url))),
        // Who opens a pipe waits until somebody writes to it, which nobody does.
        pipe: { ...bad, backend: { ...bad.backend, options: { load: 'readFile', argument: ${JSON.stringify(pipe())} } } },
        waiting: { ...bad, backend: { ...bad.backend, options: { load: 'hang' } } },
      };
      await poolSession(specs.${model}, { execution: '${execution}', exitGraceMs: 100, ${option} })
        .catch(({ code, details }) => console.log(code, details.reason ?? ''));`;
    const { stdout, ...ended } = await runProgram(build, code);
    expect(stdout).toBe(option.startsWith('signal') ? 'ABORTED \n' : 'WORKER_LOST loadTimeout\n');
    expect(ended).toMatchObject({ ...ending, stderr: '' });
  });
});
