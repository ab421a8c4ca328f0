import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether a process can be kept to one core: on Linux with `taskset`, and more than one core. */
export const canPin =
  process.platform === 'linux' && availableParallelism() > 1 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;

/**
 * Starts a Node process that answers calls (see `expose.js`).
 *
 * @param file - URL of the program.
 * @param options.core - The core it is kept to, where that can be done; `undefined` for none.
 * @returns `call(name, argument)`, `ready` (what the program said when it was up) and `stop()`.
 */
export async function startChild(file, { args = [], core, nodeFlags = [] } = {}) {
  const program = fileURLToPath(file);
  const node = [...nodeFlags, program, ...args];
  const [command, argv] =
    core === undefined || !canPin
      ? [process.execPath, node]
      : ['taskset', ['-c', String(core), process.execPath, ...node]];
  // 'advanced': figures such as NaN and bigint arrive as they are.
  const child = spawn(command, argv, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' });
  const waiting = new Map();
  let nextId = 1;
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const ready = new Promise((resolve, reject) => {
    child.on('message', ({ id, result, error }) => {
      if (id === 0) return resolve(result);
      const { settle, fail } = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) settle(result);
      else fail(new Error(error));
    });
    child.once('error', reject);
    void ended.then((how) => {
      const error = new Error(`${path.basename(program)} ${args[0] ?? ''} ended (${how})`);
      reject(error);
      for (const { fail } of waiting.values()) fail(error);
    });
  });
  const call = (name, argument) =>
    new Promise((settle, fail) => {
      const id = nextId++;
      waiting.set(id, { settle, fail });
      child.send({ id, name, argument });
    });
  const stop = async () => {
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(timer);
  };
  return { call, ready: await ready, stop, pid: child.pid };
}
