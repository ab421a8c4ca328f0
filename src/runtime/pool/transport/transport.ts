import type { FromWorker, ToWorker } from '../wire/messages.js';

/** The way to one worker, whether it is a thread or a process. */
export interface Transport {
  /** Sends; buffers in `transfer` are gone afterwards where the way allows it. */
  post(message: ToWorker, transfer: readonly ArrayBuffer[]): void;
  /** Whether the worker keeps the program alive. */
  hold(isHeld: boolean): void;
  /** Ends a worker that has said `closed`, or that has not said `ready`. */
  end(): void;
  /**
   * Ends it whatever it does, as soon as that harms nobody else: a process at once, a thread when it comes out of the
   * native call that it is in, if ever.
   */
  abandon(): void;
}

/** Why a worker is gone. */
export interface LossReason {
  readonly reason: 'exception' | 'outOfMemory' | 'exit' | 'signal' | 'loadTimeout';
  readonly exitCode?: number;
  readonly signal?: string;
  readonly loadTimeoutMs?: number;
  readonly cause?: unknown;
}

/** What a transport tells, each `onGone` once and last. */
export interface TransportEvents {
  onMessage(message: FromWorker): void;
  onGone(reason: LossReason): void;
}

/** What a worker is started with. */
export interface TransportSettings {
  /** The worker's file. */
  readonly url: URL;
  /** Limit of its JavaScript heap, bytes. */
  readonly heapLimitBytes: number | undefined;
  /** The longest that the end of the program waits for a native call, ms. */
  readonly exitGraceMs: number;
  /** How far it stands back for others where the processor is short, 0 to 19. */
  readonly niceness: number;
  /** After this long a run is killed with its process, ms. */
  readonly hardDeadlineMs: number | undefined;
}

/** Starts a worker. */
export type StartTransport = (settings: TransportSettings, events: TransportEvents) => Transport;
