import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { identify, isAlive } from './process-tree.ts';

const owner = z.object({ pid: z.number(), started: z.string() });

/** A lock by a file: while the process that took it lives, nobody else has it. A killed one's does not count. */
export class ProcessLock {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Takes it. Throws an Error that says what is running already, and in which process, when another one has it. */
  take(running: string): void {
    const own = `${this.#file}.${process.pid}`;
    writeFileSync(own, JSON.stringify(identify(process.pid)));
    try {
      if (this.#claim(own)) return;
      const other = this.holder();
      if (other !== undefined) throw new Error(`${running} already (process ${other})`);
      rmSync(this.#file, { force: true }); // a killed one's
      if (!this.#claim(own)) throw new Error(`${running} already`);
    } finally {
      rmSync(own, { force: true });
    }
  }

  /** Whole or not at all, and only if nobody has come first. */
  #claim(own: string): boolean {
    try {
      linkSync(own, this.#file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  /** Lets the next one in. */
  release(): void {
    rmSync(this.#file, { force: true });
  }

  /** The pid of the living process that has it; undefined when none has. */
  holder(): number | undefined {
    try {
      const other = owner.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
      return isAlive(other) ? other.pid : undefined;
    } catch {
      return undefined;
    }
  }
}
