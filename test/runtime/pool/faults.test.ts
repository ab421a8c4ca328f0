import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ModelMountError } from '../../../src/core/errors.js';
import { openArtifact } from '../../../src/runtime/artifact/open-artifact.js';
import { onnx } from '../../../src/runtime/backends/onnx/onnx.js';
import { poolSession } from '../../../src/runtime/pool/pool-session.js';
import { poolSpec, type PoolSpec } from '../../../src/runtime/pool/pool-spec.js';
import { buildPool, type Build } from './build.js';
import { faulty } from './faulty-backend.js';
import { ask, failure, openFaulty, untilReady } from './faulty-pool.js';
import { runProgram } from './program.js';
import { FOREVER, slowInputs, slowModel } from './slow-model.js';

let build: Build;
beforeAll(async () => {
  build = await buildPool();
});
afterAll(() => build.remove());

const HEAP = 32 * 2 ** 20;

type Fault = readonly [act: string, details: Readonly<Record<string, unknown>>];

const EVERYWHERE: readonly Fault[] = [['exit 3', { reason: 'exit', exitCode: 3 }]];
const IN_THREADS: readonly Fault[] = [
  ['throwLater', { reason: 'exception' }],
  ['rejectLater', { reason: 'exception' }],
  ['fillHeap', { reason: 'outOfMemory' }],
];
const IN_PROCESSES: readonly Fault[] = [
  ['throwLater', { reason: 'exit', exitCode: 1 }],
  ['rejectLater', { reason: 'exit', exitCode: 1 }],
  ['fillHeap', { reason: 'signal', signal: 'SIGABRT' }],
  ['signal SIGKILL', { reason: 'signal', signal: 'SIGKILL' }],
  ['signal SIGSEGV', { reason: 'signal', signal: 'SIGSEGV' }],
  ['signal SIGFPE', { reason: 'signal', signal: 'SIGFPE' }],
];
const CASES = [
  ...[...EVERYWHERE, ...IN_THREADS].map(([act, details]) => ['thread', act, details] as const),
  ...[...EVERYWHERE, ...IN_PROCESSES].map(([act, details]) => ['process', act, details] as const),
];

describe('a worker that is lost', () => {
  it.each(CASES)('in a %s by "%s" fails its own run only, and is replaced', async (execution, act, details) => {
    const losses: ModelMountError[] = [];
    const onWorkerLost = (error: ModelMountError): number => losses.push(error);
    const pool = await openFaulty(build, { execution, workers: 2, heapLimitBytes: HEAP, onWorkerLost });
    // The first goes to one worker, the second to the other; the rest wait for whoever is free.
    const lost = failure(ask(pool, act));
    const others = Array.from({ length: 8 }, (_, i) => ask(pool, `echo ${i}`));
    expect(await Promise.all(others)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
    expect(await lost).toMatchObject({ code: 'WORKER_LOST', details: { ...details, step: 'run', retryAfterMs: 1000 } });
    expect(losses).toHaveLength(1);
    expect(losses[0]).toMatchObject({ code: 'WORKER_LOST', details });
    await untilReady(pool, 2);
    expect(await Promise.all([ask(pool, 'echo a'), ask(pool, 'echo b')])).toEqual(['a', 'b']);
    expect(pool.status).toMatchObject({ nStarted: 3, nRunning: 0, nWaiting: 0, isBroken: false });
    await pool.close();
  });

  it.each(['thread', 'process'] as const)('in a %s after its answer was sent keeps the answer', async (execution) => {
    const pool = await openFaulty(build, { execution });
    for (let i = 1; i <= 5; i++) {
      expect(await ask(pool, `answerAndExit ${i}`)).toBe(String(i));
      await vi.waitFor(() => expect(pool.status.nStarted).toBe(i + 1), 20_000);
    }
    expect(await ask(pool, 'echo after')).toBe('after');
    await pool.close();
  });

  it('makes runs wait for its replacement where it was the only one', async () => {
    const pool = await openFaulty(build, {});
    const lost = failure(ask(pool, 'exit 1'));
    expect(await ask(pool, 'echo later')).toBe('later');
    expect(await lost).toMatchObject({ code: 'WORKER_LOST' });
    await pool.close();
  });

  it('does not keep close() from ending, with the runs that were taken answered', async () => {
    const pool = await openFaulty(build, {});
    const lost = failure(ask(pool, 'exit 1'));
    const waiting = ask(pool, 'echo taken');
    await pool.close();
    expect(await lost).toMatchObject({ code: 'WORKER_LOST' });
    expect(await waiting).toBe('taken');
    expect(pool.status.workers).toEqual([]);
  });
});

describe('an error in a worker', () => {
  it.each(['thread', 'process'] as const)('of the backend crosses from a %s, which stays', async (execution) => {
    const pool = await openFaulty(build, { execution });
    expect(await failure(ask(pool, 'throw'))).toMatchObject({
      code: 'RUN_FAILED',
      message: 'the model failed while it ran: thrown by the backend',
      cause: { name: 'TypeError', message: 'thrown by the backend' },
    });
    expect(await failure(ask(pool, 'reject'))).toMatchObject({
      code: 'RUN_FAILED',
      message: 'the model failed while it ran: rejected by the backend',
      cause: { name: 'TypeError', message: 'rejected by the backend' },
    });
    expect(await failure(ask(pool, 'unclonable'))).toMatchObject({ code: 'RUN_FAILED' });
    expect(await failure(ask(pool, 'misshapen'))).toMatchObject({
      code: 'RUN_FAILED',
      message: expect.stringMatching(/answered what is no tensor/) as string,
    });
    expect(await ask(pool, 'echo still')).toBe('still');
    expect(pool.status.nStarted).toBe(1);
    await pool.close();
  });

  it.each(['thread', 'process'] as const)('on loading rejects poolSession, in a %s', async (execution) => {
    expect(await failure(openFaulty(build, { execution, workers: 2 }, { load: 'throw' }))).toMatchObject({
      code: 'INTERNAL',
      message: 'backend "faulty" failed to load the model: thrown by the backend',
    });
    expect(await failure(openFaulty(build, { execution }, { load: 'exit', argument: '9' }))).toMatchObject({
      code: 'WORKER_LOST',
      details: { reason: 'exit', exitCode: 9, step: 'load' },
    });
  });

  it('on closing does not keep close() from ending', async () => {
    for (const execution of ['thread', 'process'] as const) {
      for (const close of ['throw', 'exit']) {
        const pool = await openFaulty(build, { execution }, { close, argument: '1' });
        await pool.close();
      }
    }
  });
});

describe('a process past hardDeadlineMs', () => {
  it('in an endless loop is killed and replaced, its run answered with DEADLINE_EXCEEDED', async () => {
    const pool = await openFaulty(build, { execution: 'process', hardDeadlineMs: 200 });
    const late = failure(ask(pool, 'loop'));
    expect(await ask(pool, 'echo next')).toBe('next');
    expect(await late).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(pool.status.nStarted).toBe(2);
    await pool.close();
  });

  it('in a native call that never returns is killed and replaced, too', async () => {
    const spec = poolSpec(onnx({ runtime: 'native' }), await openArtifact(slowModel())) as PoolSpec;
    const { workerUrl } = build;
    const pool = await poolSession(spec, { execution: 'process', hardDeadlineMs: 1000, workerUrl });
    const late = failure(pool.run(slowInputs(FOREVER)));
    const next = pool.run(slowInputs(1n, 7));
    expect(await late).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect((await next).get('y')?.data[0]).toBe(7);
    expect(pool.status).toMatchObject({ nStarted: 2, nRunning: 0 });
    await pool.close();
  });
});

describe('a thread in an endless loop', () => {
  it('holds up neither the callers, nor the other worker, nor the end of the program', async () => {
    const code = `
      const spec = { backend: { name: 'faulty', module: ${JSON.stringify(faulty().reference.module)}, options: {} },
        artifact: { kind: 'value', value: 1 }, label: 'm' };
      const pool = await poolSession(spec, { workers: 2, exitGraceMs: 100 });
      const ask = async (act, options) =>
        (await pool.run(new Map([['act', new Tensor('BYTES', [1], [act])]]), options)).get('echo').data[0];
      const late = ask('loop', { deadlineMs: performance.now() + 200 }).catch(({ code }) => code);
      console.log(await ask('echo other'), await late, await ask('echo after'));`;
    expect(await runProgram(build, code)).toMatchObject({
      stdout: 'other DEADLINE_EXCEEDED after\n',
      stderr: '',
      signal: 'SIGKILL',
    });
  });
});
