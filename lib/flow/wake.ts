import { attempted, type Listener, listen, type Redis } from '../redis/connect.ts';

/** Calls within this time are heard as one: what many recordings at once wake looks fifty times a second at most. */
const GATHER_MS = 20;

/**
 * Tells the processes of a site that something has changed, by Pub/Sub on its volatile Redis. Only a hint to look at once:
 * whoever waits looks every second anyway, and without that Redis it stays at that.
 */
export class Wake {
  readonly #redis: Redis | undefined;
  readonly #channel: string;
  readonly #waiting = new Set<() => void>();
  #listener: Listener | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #heard = 0;
  #calling = false;
  #call_again = false;

  constructor(redis: Redis | undefined, site: string) {
    this.#redis = redis;
    this.#channel = `ops:{${site}}:events`;
  }

  /** How often a call has been heard: taken before a look, it tells `wait` what the look may have missed. */
  get heard(): number {
    return this.#heard;
  }

  /** Wakes all who wait. Nobody waits for this: while one call is on its way, the next ones are one that follows it. */
  call(): void {
    this.#call_again = this.#calling;
    if (this.#calling) return;
    this.#calling = true;
    void attempted(this.#redis, (redis) => redis.publish(this.#channel, ''))
      .catch(() => {}) // a hint that is lost
      .finally(() => {
        this.#calling = false;
        if (this.#call_again) this.call();
      });
  }

  /** Listens from now on, on one connection for the whole process. Waits a moment until it does, if it can. */
  async listen(): Promise<void> {
    if (this.#redis === undefined) return;
    this.#listener ??= listen(this.#redis, this.#channel, () => this.#hear());
    await this.#listener.listening;
  }

  /** Waits until a call has been heard since `heard`, the time has passed or the signal says to stop. */
  async wait(heard: number, limit_ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (this.#heard !== heard || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(end);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, limit_ms);
      this.#waiting.add(end);
      signal?.addEventListener('abort', end);
    });
  }

  /** Ends the connection and lets go whoever waits. */
  close(): void {
    this.#listener?.close();
    clearTimeout(this.#gathering);
    for (const end of this.#waiting) end();
  }

  #hear(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#heard += 1;
      for (const end of this.#waiting) end();
    }, GATHER_MS);
  }
}
