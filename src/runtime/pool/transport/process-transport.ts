import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FromWorker } from '../wire/messages.js';
import { PROCESS_ARGUMENT } from '../wire/worker-data.js';
import { guardExit } from './guard-exit.js';
import type { LossReason, StartTransport } from './transport.js';

/** How long a process that has freed its model may take to end, ms. */
const END_GRACE_MS = 2000;

/** How long the last messages of a process may take to be read after its end, ms. */
const LAST_WORDS_MS = 1000;

/** Starts a child process. */
export const processTransport: StartTransport = (
  { url, heapLimitBytes, exitGraceMs, hardDeadlineMs, niceness },
  events,
) => {
  // Who sets a hard deadline reckons with calls that never return: those must not outlive a parent that was killed.
  const watched = hardDeadlineMs === undefined ? [] : [String(process.pid)];
  const child = fork(fileURLToPath(url), [PROCESS_ARGUMENT, ...watched], {
    serialization: 'advanced',
    execArgv: nodeArguments(heapLimitBytes),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  if (niceness > 0 && child.pid !== undefined) setPriority(child.pid, niceness);
  const kill = (): void => void child.kill('SIGKILL');
  const release = guardExit({ stop: kill, wait: () => true, exitGraceMs });
  let isGone = false;
  const gone = (reason: LossReason): void => {
    if (isGone) return;
    isGone = true;
    release();
    events.onGone(reason);
  };
  child.on('message', (message) => events.onMessage(message as FromWorker));
  child.on('exit', (exitCode, signal) => {
    const reason: LossReason =
      signal === null ? { reason: 'exit', exitCode: exitCode ?? 0 } : { reason: 'signal', signal };
    // What it had answered before its end counts: the channel is read to its end first.
    if (!child.connected) gone(reason);
    else {
      const timer = setTimeout(() => gone(reason), LAST_WORDS_MS);
      child.once('disconnect', () => {
        clearTimeout(timer);
        gone(reason);
      });
    }
  });
  // It could not be started. A failure to send is followed by its exit.
  child.on('error', (cause) => {
    if (child.pid === undefined) gone({ reason: 'exception', cause });
  });

  return {
    post: (message) => {
      // What cannot be sent any more is answered when the exit is heard of.
      child.send(message, () => undefined);
    },
    hold: (isHeld) => {
      if (isHeld) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    },
    end: () => {
      // It exits once it hears that nobody is there.
      if (child.connected) child.disconnect();
      const timer = setTimeout(kill, END_GRACE_MS);
      child.once('exit', () => clearTimeout(timer));
    },
    abandon: kill,
  };
};

// The parent's arguments, without those that two processes cannot share, and without its program where that stands
// among them.
function nodeArguments(heapLimitBytes: number | undefined): string[] {
  const kept: string[] = [];
  for (let i = 0; i < process.execArgv.length; i++) {
    const argument = process.execArgv[i] as string;
    if (/^(?:-e|-p|-pe|--eval|--print|--input-type)$/.test(argument)) i += 1;
    else if (!/^--(?:inspect|debug|input-type|eval|print)/.test(argument)) kept.push(argument);
  }
  if (heapLimitBytes !== undefined) kept.push(`--max-old-space-size=${Math.ceil(heapLimitBytes / 2 ** 20)}`);
  return kept;
}
