/** Replacements that may be lost in a row before no more are started for a while. */
const MAX_CRASHES = 5;
const FIRST_DELAY_MS = 100;
const MAX_COOLDOWN_MS = 60_000;

/**
 * When lost workers are replaced: at once, then after pauses that double, and after a crash loop only one at a time
 * after a long pause, which doubles too. Any completed run makes all well again.
 */
export class CrashBreaker {
  readonly #cooldownMs: number;
  #state: 'closed' | 'open' | 'trying' = 'closed';
  #crashes = 0;
  #openings = 0;

  constructor(cooldownMs: number) {
    this.#cooldownMs = cooldownMs;
  }

  /** `open`: nothing is started. `trying`: one worker is, to see. */
  get state(): 'closed' | 'open' | 'trying' {
    return this.#state;
  }

  /**
   * A worker was lost.
   *
   * @param isCrash - Whether it was a replacement that completed no run.
   * @returns How long to wait before others are started, ms; `undefined` where that is settled already.
   */
  lost(isCrash: boolean): number | undefined {
    if (this.#state === 'open') return undefined;
    if (isCrash) this.#crashes += 1;
    if (this.#crashes >= MAX_CRASHES) {
      this.#state = 'open';
      this.#openings += 1;
      return Math.min(this.#cooldownMs * 2 ** (this.#openings - 1), MAX_COOLDOWN_MS);
    }
    return this.#crashes === 0 ? 0 : FIRST_DELAY_MS * 2 ** (this.#crashes - 1);
  }

  /** The wait is over. */
  retry(): void {
    if (this.#state === 'open') this.#state = 'trying';
  }

  /** A run was completed; whether that ended a crash loop. */
  worked(): boolean {
    const wasBroken = this.#state !== 'closed';
    this.#state = 'closed';
    this.#crashes = 0;
    this.#openings = 0;
    return wasBroken;
  }
}
