import type { TfLike } from './tf-like.js';

const QUEUE = Symbol.for('modelmount.tfjs.setUp');
const PROCESS_EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Starts a backend, in silence and without side effects on the process.
 *
 * TensorFlow.js has one engine per thread, whoever imports it. Two starts of one backend at once would each make
 * an instance, of which one is dropped together with its tensors; so they queue, and the queue is kept on the
 * engine, where every copy of this package finds it.
 */
export async function setUpBackend(tf: TfLike, backend: string): Promise<void> {
  const engine = tf.engine() as { [QUEUE]?: Promise<void> };
  const turn = (engine[QUEUE] ?? Promise.resolve()).catch(() => undefined).then(() => start(tf, backend));
  engine[QUEUE] = turn;
  await turn;
}

async function start(tf: TfLike, backend: string): Promise<void> {
  const before = tf.getBackend() as string | undefined;
  if (before === backend) return;
  const isStarted = withoutProcessListeners(() => tf.setBackend(backend));
  if (!(await isStarted)) throw new Error('setBackend answered false');
  if (backend === 'cpu') warmUpSilently(tf);
  // Whoever chose a backend before keeps it; sessions switch for the time of a run.
  if (before !== undefined) await tf.setBackend(before);
}

/**
 * The WASM loader adds listeners that rethrow every uncaught error and rejection, which would overrule the
 * application's own handlers. It does so at the start, before anything else gets a turn.
 */
async function withoutProcessListeners<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = PROCESS_EVENTS.map((event) => new Set(process.listeners(event as 'uncaughtException')));
  const working = work();
  // Callbacks of nextTick run once all promise jobs are done.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  for (const [i, event] of PROCESS_EVENTS.entries()) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i]?.has(listener)) process.off(event, listener);
    }
  }
  return working;
}

/** The first tensor of the CPU backend prints an advertisement for tfjs-node, except in production mode. */
function warmUpSilently(tf: TfLike): void {
  const env = tf.env();
  const isProduction = env.getBool('PROD');
  env.set('PROD', true);
  try {
    tf.tensor([0] as never, [1], 'float32' as never).dispose();
  } finally {
    env.set('PROD', isProduction);
  }
}
