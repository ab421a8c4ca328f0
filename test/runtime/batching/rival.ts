import type { FairGate, GateMember } from '../../../src/runtime/batching/timing/fair-gate.js';

/** Somebody else at a gate, who asks for turns and ends them at random. */
export class Rival {
  readonly #member: GateMember | undefined;
  readonly #random: () => number;
  readonly #ends: (() => void)[] = [];

  /** @param gate - `undefined` for a rival who does nothing. */
  constructor(gate: FairGate | undefined, random: () => number) {
    this.#member = gate?.join();
    this.#random = random;
  }

  /** Turns under way. */
  get nTurns(): number {
    return this.#ends.length;
  }

  act(): void {
    if (this.#random() < 0.15) this.#member?.ask((end) => this.#ends.push(end));
    if (this.#random() < 0.1) this.endTurn();
  }

  /** Ends the oldest turn, if there is one. */
  endTurn(): void {
    this.#ends.shift()?.();
  }
}
