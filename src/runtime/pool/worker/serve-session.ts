import { ModelMountError } from '../../../core/errors.js';
import type { Session } from '../../../core/session.js';
import { openReference } from '../../artifact/open-reference.js';
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
  /** Lets go of the way, so that nothing holds the worker any more. */
  close(): void;
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
        loading = load(port, message);
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
          if (cell?.enter() === false) return;
          // The model's memory goes with the worker, whatever the runtime says.
          await session?.close().catch(() => undefined);
          cell?.leave();
          port.post({ kind: 'closed' }, []);
          port.close();
        });
    }
  });
}

async function load(port: PoolPort, { backend: reference, artifact, files }: LoadMessage): Promise<Session | undefined> {
  try {
    const backend = await loadBackend(reference);
    const digests = digestArtifact(openReference(artifact), files);
    const session = await backend.load(digests.artifact);
    const { signature, info } = session;
    port.post({ kind: 'ready', signature, info, files: digests.files() }, []);
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
  // The program is ending; nobody waits for the answer.
  if (cell?.enter() === false) return;
  try {
    if (session === undefined) throw new ModelMountError('SESSION_CLOSED', 'the worker has no model');
    const answer = await session.run(unpack(inputs), outputs === undefined ? {} : { outputs });
    cell?.leave();
    send(port, id, answer);
  } catch (error) {
    cell?.leave();
    ...
  }
}
