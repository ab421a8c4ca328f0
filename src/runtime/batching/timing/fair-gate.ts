import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';
import { checkOptionNames } from '../../../core/options.js';
import { SYSTEM_CLOCK, type BatchClock } from './batch-clock.js';

/** How many turns at once, and on which clock they are measured. */
export interface FairGateOptions {
  /** Most turns at once, a whole number ≥ 1: the number of workers of the pool. */
  readonly maxTurns: number;
  /** For tests. @default `performance.now` */
  readonly clock?: Pick<BatchClock, 'now'>;
}

/** Shares the workers of one pool between the sessions that use it. */
export interface FairGate {
  /**
   * A place at the gate.
   *
   * @param weight - Share of the time while others want it too, relative to theirs; finite and > 0, 1 by default.
   * @throws {ModelMountError} `INVALID_ARGUMENT`.
   */
  join(weight?: number): GateMember;
  /** How many turns are under way, and how many are asked for. */
  stats(): { readonly running: number; readonly waiting: number };
}

/** One session's place at a gate. */
export interface GateMember {
  /** Asks for a turn. `start` is called when it comes, perhaps at once; what it is given ends the turn. */
  ask(start: (end: () => void) => void): void;
}

/** A gate that never holds anyone up. */
export const OPEN_GATE: GateMember = {
  ask: (start) => {
    start(() => undefined);
  },
};

interface Member {
  readonly weight: number;
  /** Weighted time that it has had, milliseconds: the smallest goes next. */
  usedMs: number;
  /** How long its last turn took; charged in advance, so that turns under way count. */
  typicalMs: number;
  /** When it last had a turn, as a number of turns: decides between equals. */
  lastTurn: number;
  running: number;
  readonly waiting: ((end: () => void) => void)[];
}

/**
 * A gate that gives each session its share of the time, however many requests the others have. Time is what is
 * shared, not turns: a model with slow batches does not get more of the pool than one with fast batches.
 *
 * Method: start-time fair queueing (Goyal, Vin & Cheng 1996).
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * const gate = fairGate({ maxTurns: 2 });
 * const churn = batchSession(session, { gate: gate.join() });
 * const fraud = batchSession(session, { gate: gate.join(3) }); // three quarters of the time when both are busy
 * ```
 */
export function fairGate(options: FairGateOptions): FairGate {
  checkOptionNames('fairGate', options, ['maxTurns', 'clock']);
  const { maxTurns, clock = SYSTEM_CLOCK } = options;
  if (!Number.isSafeInteger(maxTurns) || maxTurns < 1) {
    throw new ModelMountError('INVALID_ARGUMENT', `maxTurns must be a whole number ≥ 1, got ${show(maxTurns)}`);
  }
  const members = new Set<Member>(); // only those that run or wait
  let running = 0;
  let nTurns = 0;
  let servedMs = 0; // the weighted time up to which everyone has been served

  const grant = (): void => {
    while (running < maxTurns) {
      const next = nextOf(members);
      const start = next?.waiting.shift();
      if (next === undefined || start === undefined) return;
      servedMs = Math.max(servedMs, next.usedMs);
      running += 1;
      next.running += 1;
      next.lastTurn = ++nTurns;
      const chargedMs = next.typicalMs;
      next.usedMs += chargedMs / next.weight;
      const startedMs = clock.now();
      let isOver = false;
      start(() => {
        if (isOver) return;
        isOver = true;
        running -= 1;
        next.running -= 1;
        next.typicalMs = clock.now() - startedMs;
        next.usedMs += (next.typicalMs - chargedMs) / next.weight;
        if (next.running === 0 && next.waiting.length === 0) members.delete(next);
        grant();
      });
    }
  };

  return {
    join: (weight = 1) => {
      if (!(Number.isFinite(weight) && weight > 0)) {
        throw new ModelMountError('INVALID_ARGUMENT', `weight must be finite and > 0, got ${show(weight)}`);
      }
      const member: Member = { weight, usedMs: 0, typicalMs: 0, lastTurn: 0, running: 0, waiting: [] };
      return {
        ask: (start) => {
          // Who comes back after a pause has saved up nothing.
          if (!members.has(member)) member.usedMs = Math.max(member.usedMs, servedMs);
          members.add(member);
          member.waiting.push(start);
          grant();
        },
      };
    },
    stats: () => ({ running, waiting: [...members].reduce((sum, { waiting }) => sum + waiting.length, 0) }),
  };
}

function nextOf(members: ReadonlySet<Member>): Member | undefined {
  let next: Member | undefined;
  for (const member of members) {
    if (member.waiting.length === 0) continue;
    const isEarlier =
      next === undefined ||
      member.usedMs < next.usedMs ||
      (member.usedMs === next.usedMs && member.lastTurn < next.lastTurn);
    if (isEarlier) next = member;
  }
  return next;
}
