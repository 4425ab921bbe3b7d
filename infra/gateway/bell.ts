/** Waits until the time has passed or the signal says to stop. A timer of ours, for a signal made of others may be collected and never come. */
export function pause(limit_ms: number, stopping: AbortSignal, woken?: (end: () => void) => () => void): Promise<void> {
  if (stopping.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', end);
      forget?.();
      resolve();
    };
    const timer = setTimeout(end, limit_ms);
    stopping.addEventListener('abort', end);
    const forget = woken?.(end);
  });
}

/** Wakes those who wait in this process. A ring between a look and the wait that follows it is not missed. */
export class Bell {
  readonly #waiting = new Set<() => void>();
  #rung = 0;

  /** How often it has been rung: taken before a look, it tells `wait` what the look may have missed. */
  get rung(): number {
    return this.#rung;
  }

  /** Wakes all who wait. */
  ring(): void {
    this.#rung += 1;
    for (const end of this.#waiting) end();
  }

  /** Waits until it has been rung since `rung`, the time has passed, or the signal says to stop. */
  async wait(rung: number, limit_ms: number, stopping: AbortSignal): Promise<void> {
    if (this.#rung !== rung) return;
    await pause(limit_ms, stopping, (end) => {
      this.#waiting.add(end);
      return () => this.#waiting.delete(end);
    });
  }
}
