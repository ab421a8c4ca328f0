import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPool, type Build } from './build.js';
import { runProgram, writeSlowModels } from './program.js';

// Each program ends in its own way while a thread is inside ONNX Runtime, for some 400 ms more: on a machine that has
// other things to do, for seconds.
const RUN = '20000n';

// Longer than a deadline that the run has begun before.
const LONG_RUN = '80000n';

// Starts to load a model that takes a second, and goes on when a thread is at it.
const LOADING = `
void openLarge({ exitGraceMs: 20_000 });
await untilBusy();`;

let build: Build;
beforeAll(async () => {
  build = await buildPool();
  await writeSlowModels(build);
});
afterAll(() => build.remove());

const inside = (end: string, options = '{ workers: 2, exitGraceMs: 20_000 }'): string =>
  `const pool = await open(${options});\nawait runInside(pool, ${RUN});\n${end}`;

describe('a program that ends while a thread is inside a native call', () => {
  it('would abort without the guard', async () => {
    const code = inside(`process.removeAllListeners('exit');\nprocess.exit(7);`);
    const endings: (NodeJS.Signals | null)[] = [];
    // It takes a moment in which the thread is where it hurts.
    for (let i = 0; i < 10 && !endings.includes('SIGABRT'); i++) endings.push((await runProgram(build, code)).signal);
    expect(endings).toContain('SIGABRT');
  });

  it.each([
    ['process.exit()', 'process.exit(7);', { code: 7, signal: null }],
    ['an uncaught exception', `throw new Error('thrown');`, { code: 1, signal: null }],
    ['an unhandled rejection', `void Promise.reject(new Error('rejected'));`, { code: 1, signal: null }],
    ['SIGTERM', `process.kill(process.pid, 'SIGTERM');`, { code: null, signal: 'SIGTERM' }],
    [
      'SIGTERM with a handler that exits',
      `process.on('SIGTERM', () => process.exit(3));\nprocess.kill(process.pid, 'SIGTERM');`,
      { code: 3, signal: null },
    ],
    ['close() and exit', 'await pool.close();\nprocess.exit(7);', { code: 7, signal: null }],
    ['exit during close()', 'void pool.close();\nprocess.exit(7);', { code: 7, signal: null }],
  ])('ends as it should by %s', async (_name, end, ending) => {
    for (let i = 0; i < 3; i++) expect(await runProgram(build, inside(end))).toMatchObject(ending);
  });

  it('ends as it should after the run was aborted, or was late', async () => {
    const aborted = `
      const pool = await open({ exitGraceMs: 20_000 });
      const controller = new AbortController();
      const { outcome } = await runInside(pool, ${RUN}, { signal: controller.signal });
      controller.abort();
      console.log(await outcome);
      process.exit(7);`;
    expect(await runProgram(build, aborted)).toMatchObject({ code: 7, stdout: 'ABORTED\n' });
    const late = `
      const pool = await open({ exitGraceMs: 20_000 });
      const { outcome } = await runInside(pool, ${LONG_RUN}, { deadlineMs: performance.now() + 200 });
      console.log(await outcome);
      process.exit(7);`;
    expect(await runProgram(build, late)).toMatchObject({ code: 7, stdout: 'DEADLINE_EXCEEDED\n' });
  });

  it('ends by SIGKILL, not by an abort or never, where the call does not return within exitGraceMs', async () => {
    const code = `const pool = await open({ exitGraceMs: 100 });\nawait runInside(pool, 2n ** 60n);\nprocess.exit(7);`;
    expect(await runProgram(build, code)).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  it('would abort during the loading of the model, too, without the guard', async () => {
    const code = `${LOADING}\nsetTimeout(() => { process.removeAllListeners('exit'); process.exit(7); }, 150);`;
    const endings: (NodeJS.Signals | null)[] = [];
    for (let i = 0; i < 10 && !endings.includes('SIGABRT'); i++) endings.push((await runProgram(build, code)).signal);
    expect(endings).toContain('SIGABRT');
  });

  it('ends as it should during the loading of the model', async () => {
    for (const ms of [0, 50, 100, 150, 200, 300]) {
      const code = `${LOADING}\nsetTimeout(() => process.exit(7), ${ms});`;
      expect(await runProgram(build, code)).toMatchObject({ code: 7, signal: null });
    }
  });

  it('ends as it should after the loading of the model was aborted', async () => {
    const abortAt = (ms: number): string => `
      const controller = new AbortController();
      const loading = openLarge({ signal: controller.signal, exitGraceMs: 20_000 }).catch((error) => console.log(error.code));
      setTimeout(() => controller.abort(), ${ms});
      await loading;`;
    // At the import of the runtime, before the native call and in it: the thread may be told to end between two steps.
    for (const ms of [60, 140, 200, 260, 320, 400]) {
      for (const end of ['', 'process.exit(0);']) {
        const ending = await runProgram(build, `${abortAt(ms)}\n${end}`);
        expect(ending).toMatchObject({ code: 0, signal: null, stdout: 'ABORTED\n' });
      }
    }
  });
});

describe('a program with a pool', () => {
  it.each(['thread', 'process'])('is not kept alive by idle %s workers', async (execution) => {
    const code = `
      const pool = await open({ execution: '${execution}', workers: 2 });
      console.log((await pool.run(inputs(1n))).get('y').shape.join());`;
    expect(await runProgram(build, code)).toMatchObject({ code: 0, stdout: '64,64\n', stderr: '' });
  });

  it.each(['thread', 'process'])('lives until its %s worker has answered', async (execution) => {
    const code = `
      const pool = await open({ execution: '${execution}' });
      pool.run(inputs(5000n)).then((answer) => console.log(answer.get('y').data[0]));
      pool.run(inputs(5000n)).then((answer) => console.log(answer.get('y').data[1]));`;
    expect(await runProgram(build, code)).toMatchObject({ code: 0, stdout: '1\n1\n', stderr: '' });
  });

  it.each(['thread', 'process'])('lives until close() of %s workers is done', async (execution) => {
    const code = `
      const pool = await open({ execution: '${execution}', workers: 2 });
      pool.close().then(() => console.log('closed'));`;
    expect(await runProgram(build, code)).toMatchObject({ code: 0, stdout: 'closed\n', stderr: '' });
  });

  it('lives until a run is answered that waits for a process which is killed', async () => {
    const code = `
      const pool = await open({ execution: 'process', hardDeadlineMs: 2000 });
      pool.run(inputs(2n ** 60n)).catch(({ code }) => console.log(code));
      pool.run(inputs(1n)).then((answer) => console.log(answer.get('y').data[0]));`;
    expect(await runProgram(build, code)).toMatchObject({ code: 0, stdout: 'DEADLINE_EXCEEDED\n1\n', stderr: '' });
  });

  // A child has its parent's standard output: runProgram hears of the end only when nobody holds it any more.
  it.each([
    ['exits', 'process.exit(7)', { code: 7 }],
    ['is killed', `process.kill(process.pid, 'SIGKILL')`, { signal: 'SIGKILL' }],
  ])('that %s leaves no process behind, whether it is idle or in an endless run', async (_name, end, ending) => {
    const code = `
      const pool = await open({ execution: 'process', workers: 2, hardDeadlineMs: 1e9 });
      pool.run(inputs(2n ** 60n)).catch(() => undefined);
      setTimeout(() => ${end}, 500);`;
    expect(await runProgram(build, code)).toMatchObject(ending);
  });
});
