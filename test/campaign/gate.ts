import { setTimeout as sleep } from 'node:timers/promises';

/** Lets writers rest all at once: each passes it between two things it intends. */
export class Gate {
  #open = true;
  #resting = 0;
  #wake: (() => void)[] = [];

  /** Returns at once while the gate is open, and when it opens otherwise. */
  async pass(): Promise<void> {
    if (this.#open) return;
    this.#resting += 1;
    await new Promise<void>((resolve) => this.#wake.push(resolve));
    this.#resting -= 1;
  }

  /** Shuts the gate and waits until so many rest there; throws when they do not within `limit_ms`. */
  async shut(writers: number, limit_ms: number): Promise<void> {
    this.#open = false;
    for (const deadline = performance.now() + limit_ms; this.#resting < writers; await sleep(5))
      if (performance.now() > deadline)
        throw new Error(`${writers - this.#resting} of ${writers} writers have no answer for ${limit_ms} ms`);
  }

  open(): void {
    this.#open = true;
    for (const wake of this.#wake.splice(0)) wake();
  }
}
