import { Refusal } from './refusal.ts';
import type { WhiskLimits } from './whisk-limits.ts';

type Rates = Pick<WhiskLimits, 'invocations_per_minute' | 'concurrent_invocations' | 'fires_per_minute'>;

/**
 * What one namespace has used of its rates. Our reading of RateThrottler.scala and ActivationThrottler.scala: a minute is one of the
 * clock, refused calls count, and of invocations those count as concurrent that have begun and not ended.
 */
export class Throttle {
  readonly #limits: Rates;
  readonly #counts = { invocations: { minute: 0, count: 0 }, fires: { minute: 0, count: 0 } };
  #in_flight = 0;

  constructor(limits: Rates) {
    this.#limits = limits;
  }

  /** Whether one more may begin. Throws a Refusal 429. */
  admit(): void {
    this.#count('invocations', this.#limits.invocations_per_minute);
    const allowed = this.#limits.concurrent_invocations;
    if (this.#in_flight >= allowed)
      throw new Refusal(
        429,
        `Too many concurrent requests in flight (count: ${this.#in_flight}, allowed: ${allowed}).`,
      );
  }

  /** Begins an invocation; what it returns ends it. */
  begin(): () => void {
    this.#in_flight += 1;
    return () => {
      this.#in_flight -= 1;
    };
  }

  /** Counts a trigger that is fired. Throws a Refusal 429. */
  fire(): void {
    this.#count('fires', this.#limits.fires_per_minute);
  }

  #count(kind: 'invocations' | 'fires', allowed: number): void {
    const used = this.#counts[kind];
    const minute = Math.floor(Date.now() / 60_000);
    if (used.minute !== minute) Object.assign(used, { minute, count: 0 });
    used.count += 1;
    if (used.count > allowed)
      throw new Refusal(429, `Too many requests in the last minute (count: ${used.count}, allowed: ${allowed}).`);
  }
}
