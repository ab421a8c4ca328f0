import { appendFileSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { threadId } from 'node:worker_threads';

// A backend of another package, as far as a pool can tell: it runs no model, but does to its worker what a broken
// native library, a leak or an operator does. The input says what.

/** Text in, text out: `echo` answers the second word, all else is a fault. */
const SIGNATURE = {
  inputs: [{ name: 'act', dtype: 'BYTES', shape: [1] }],
  outputs: [{ name: 'echo', dtype: 'BYTES', shape: [1] }],
};

const never = () => new Promise(() => {});

const ACTS = {
  echo: (word) => word,
  where: () => `${process.pid}/${threadId}`,
  throw: () => {
    throw new TypeError('thrown by the backend');
  },
  niceness: () => String(os.getPriority()),
  reject: () => Promise.reject(new TypeError('rejected by the backend')),
  throwLater: () => {
    setImmediate(() => {
      throw new Error('nobody catches it');
    });
    return never();
  },
  rejectLater: () => {
    void Promise.reject(new Error('nobody handles it'));
    return never();
  },
  exit: (code) => process.exit(Number(code)),
  fillHeap: () => {
    const kept = [];
    // Small steps: larger ones can take the whole process with them (nodejs/node#47224, on Node 24 always).
    for (;;) kept.push({ i: kept.length });
  },
  hang: never,
  readFile: (file) => readFile(file),
  loop: () => {
    for (;;);
  },
  signal: (name) => {
    process.kill(process.pid, name);
    return never();
  },
  misshapen: () => ['one', 'too many'],
  unclonable: () => () => 'a function does not cross',
  answerAndExit: (word) => {
    setImmediate(() => process.exit(1));
    return word;
  },
};

/** Whether the act of loading is to be done now: always, or at the load of which `at` tells, counted in a file. */
function isDue({ at, counter }) {
  if (at === undefined) return true;
  appendFileSync(counter, '+');
  return readFileSync(counter).length === Number(at);
}

async function answer(act, word) {
  return new Map([['echo', { dtype: 'BYTES', shape: [1], data: [await act(word)].flat() }]]);
}

export function faulty(options = {}) {
  return {
    name: 'faulty',
    flags: { isSynchronous: false, packages: [] },
    reference: { module: import.meta.url, options },
    accepts: () => Promise.resolve(true),
    load: async (artifact) => {
      if (options.load !== undefined && isDue(options)) await ACTS[options.load](options.argument);
      if (options.file !== undefined) await artifact.read(options.file);
      return {
        signature: SIGNATURE,
        info: { format: 'faulty', runtime: 'faulty', metadata: {}, classifiers: [] },
        run: (inputs) => {
          const [act, word] = inputs.get('act').data[0].split(' ');
          if (act === 'throw') return ACTS.throw();
          return answer(ACTS[act], word);
        },
        close: async () => {
          if (options.close !== undefined) await ACTS[options.close](options.argument);
        },
      };
    },
  };
}
