import type { Verdict } from '../history.ts';

/** Counts the facts a checker compares and keeps those that are not as they must be. */
export class Findings {
  readonly #violations: string[] = [];
  #checks = 0;

  /** One fact compared. The message is only made when it is wrong; it names ids and times. */
  check(holds: boolean, message: () => string): void {
    this.#checks += 1;
    if (!holds) this.#violations.push(message());
  }

  verdict(): Verdict {
    return { checks: this.#checks, violations: this.#violations };
  }
}
