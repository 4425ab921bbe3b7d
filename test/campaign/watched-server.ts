import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from '../../infra/servers/server.ts';

/** How a process ends that was told to. */
const WANTED = /^(killed by SIG(KILL|TERM)|exit code 143)$/;
/** As long as a crashed container takes to be replaced, about. */
const RESTART_AFTER_MS = 200;

/**
 * A server nobody but its owner may end: when it ends by itself `died` is told why, and it is started again. Starting one
 * that runs is harmless, for whoever killed it and its owner may both want to.
 */
export class WatchedServer implements Server {
  readonly #server: Server;
  readonly #died: (reason: string) => void;
  #starting: Promise<void> | undefined;
  #over = false;

  constructor(server: Server, died: (reason: string) => void) {
    this.#server = server;
    this.#died = died;
  }

  get name(): string {
    return this.#server.name;
  }

  get pid(): number | undefined {
    return this.#server.pid;
  }

  get exited(): Promise<string> {
    return this.#server.exited;
  }

  start(): Promise<void> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  stop(how: 'fast' | 'kill'): Promise<void> {
    return this.#server.stop(how);
  }

  /** Stops it for good. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#starting?.catch(() => {});
    await this.#server.stop('kill');
  }

  pause(): void {
    this.#server.pause();
  }

  resume(): void {
    this.#server.resume();
  }

  async #start(): Promise<void> {
    if (this.pid !== undefined || this.#over) return;
    await this.#server.start();
    void this.#server.exited.then(async (reason) => {
      if (WANTED.test(reason)) return;
      this.#died(`${this.name} died by itself: ${reason}`);
      await sleep(RESTART_AFTER_MS);
      // What cannot be started is found by whoever needs it.
      await this.start().catch(() => {});
    });
  }
}
