import { ModelMountError } from '../../../core/errors.js';
import type { Session } from '../../../core/session.js';
import type { Tensor } from '../../../core/tensor/tensor.js';
import { openReference } from '../../artifact/open-reference.js';
import { warmUp } from '../../warm-up/warm-up.js';
import type { BusyCell } from '../wire/busy-cell.js';
import { packError } from '../wire/errors.js';
import type { FromWorker, LoadMessage, RunMessage, ToWorker } from '../wire/messages.js';
import { packGive, unpack } from '../wire/tensors.js';
import { digestArtifact } from './digest-artifact.js';
import { loadBackend } from './load-backend.js';

/** A worker's way to its pool, whether it is a thread or a process. */
export interface PoolPort {
  /** Sends; buffers in `transfer` are gone afterwards where the way allows it. */
  post(message: FromWorker, transfer: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: ToWorker) => void): void;
}

/**
 * Loads the model that the pool names and runs it for the pool, until the pool says to close.
 *
 * @param cell - Guards every call into the runtime, where the worker is a thread.
 */
export function serveSession(port: PoolPort, cell: BusyCell | undefined): void {
  const running = new Set<Promise<void>>();
  let loading: Promise<Session | undefined> = Promise.resolve(undefined);
  port.onMessage((message) => {
    switch (message.kind) {
      case 'load':
        loading = load(message, port, cell);
        break;
      case 'run': {
        const done = loading.then((session) => run(session, message, { port, cell }));
        running.add(done);
        void done.finally(() => running.delete(done));
        break;
      }
      case 'close':
        void loading.then(async (session) => {
          await Promise.all(running);
          // The model's memory goes with the worker, whatever the runtime says.
          await inside(cell, async () => session?.close()).catch(() => undefined);
          port.post({ kind: 'closed' }, []);
        });
    }
  });
}

async function load(
  { backend: reference, artifact, files, threads }: LoadMessage,
  port: PoolPort,
  cell: BusyCell | undefined,
): Promise<Session | undefined> {
  try {
    const start = performance.now();
    const backend = await loadBackend(reference);
    const digests = digestArtifact(openReference(artifact), files);
    const session = await inside(cell, () => backend.load(digests.artifact, { threads }));
    const loadMs = performance.now() - start;
    // In every worker, a replacement too: its first runs are the slow ones, and shall be nobody's.
    const trial = await inside(cell, () => warmUp(session));
    const { signature, info } = session;
    port.post({ kind: 'ready', signature, info, files: digests.files(), loadMs, warmUp: trial }, []);
    return session;
  } catch (error) {
    const subject = `backend "${reference.name}" failed to load the model`;
    port.post({ kind: 'loadFailed', error: packError(error, { code: 'INTERNAL', subject }) }, []);
    return undefined;
  }
}

async function run(
  session: Session | undefined,
  { id, inputs, outputs }: RunMessage,
  { port, cell }: { readonly port: PoolPort; readonly cell: BusyCell | undefined },
): Promise<void> {
  try {
    if (session === undefined) throw new ModelMountError('SESSION_CLOSED', 'the worker has no model');
    const tensors = unpack(inputs);
    const answer = await inside(cell, () => session.run(tensors, outputs === undefined ? {} : { outputs }));
    postAnswer(port, id, answer);
  } catch (error) {
    const subject = 'the model failed while it ran';
    port.post({ kind: 'failure', id, error: packError(error, { code: 'RUN_FAILED', subject }) }, []);
  }
}

/** A call that may be in native code until it settles. It is not made, and never settles, once the worker is ended. */
async function inside<T>(cell: BusyCell | undefined, call: () => Promise<T>): Promise<T> {
  if (cell?.enter() === false) return new Promise<never>(() => undefined);
  try {
    return await call();
  } finally {
    cell?.leave();
  }
}

function postAnswer(port: PoolPort, id: number, answer: ReadonlyMap<string, Tensor>): void {
  const { tensors, transfer } = packGive(answer);
  const message: FromWorker = { kind: 'answer', id, outputs: tensors };
  try {
    port.post(message, transfer);
  } catch {
    // A runtime may hold on to its buffers; nothing was sent or detached, and they are copied then.
    port.post(message, []);
  }
}
