import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { type BuiltFunction, builtFunction } from '../build/manifest.ts';
import { ProcessLock } from '../servers/process-lock.ts';

const history = z.object({
  /** Versions of each function that have run here, by hash, the one that runs now last. */
  versions: z.record(z.string(), z.array(z.string())),
  /** What was deployed together last. */
  latest: z.array(z.string()),
});

type History = z.infer<typeof history>;

/** A function that can be put at a site: what was built, and its zip. */
export interface StoredBundle {
  built: BuiltFunction;
  zip: Buffer;
}

/**
 * What has been deployed from this machine: bundles by their hash, which never change, and for each site which version followed which.
 * A file appears whole or not at all; a bundle is there before the history names it.
 */
export class Store {
  readonly #bundles: string;
  readonly #history: string;
  /** Held while the site is changed from here. */
  readonly lock: ProcessLock;

  constructor(folder: string, site: string) {
    this.#bundles = path.join(folder, 'bundles');
    this.#history = path.join(folder, `${site}.json`);
    mkdirSync(this.#bundles, { recursive: true });
    this.lock = new ProcessLock(path.join(folder, `${site}.lock`));
  }

  /** Keeps a bundle. */
  keep({ built, zip }: StoredBundle): void {
    const file = path.join(this.#bundles, built.hash);
    if (existsSync(`${file}.json`)) return;
    write(`${file}.zip`, zip);
    write(`${file}.json`, JSON.stringify(built));
  }

  /** A bundle that was kept; undefined for one that was deployed from elsewhere. */
  bundle(hash: string): StoredBundle | undefined {
    const file = path.join(this.#bundles, hash);
    if (!existsSync(`${file}.json`)) return undefined;
    return {
      built: builtFunction.parse(JSON.parse(readFileSync(`${file}.json`, 'utf8'))),
      zip: readFileSync(`${file}.zip`),
    };
  }

  /** The version that was deployed last, by hash. */
  current(name: string): string | undefined {
    return this.#read().versions[name]?.at(-1);
  }

  /** The version before it. */
  previous(name: string): string | undefined {
    return this.#read().versions[name]?.at(-2);
  }

  /** The functions that were deployed together last. */
  latest(): string[] {
    return this.#read().latest;
  }

  /** A deployment begins: what it deploys is the latest from now on. */
  begin(): void {
    this.#change((read) => {
      read.latest = [];
    });
  }

  /** A version runs that was deployed just now, after the one that ran. */
  deployed(name: string, before: string | undefined, hash: string): void {
    if (before !== undefined) this.found(name, before);
    this.found(name, hash);
    this.#change(({ latest }) => {
      latest.push(name);
    });
  }

  /** A version was found running, whoever deployed it. */
  found(name: string, hash: string): void {
    if (this.current(name) === hash) return;
    this.#change(({ versions }) => {
      versions[name] = [...(versions[name] ?? []), hash];
    });
  }

  /** The previous version runs again. */
  rolledBack(name: string): void {
    this.#change((read) => {
      read.versions[name]?.pop();
      read.latest = read.latest.filter((other) => other !== name);
    });
  }

  #change(change: (read: History) => void): void {
    const read = this.#read();
    change(read);
    write(this.#history, JSON.stringify(read, undefined, 2));
  }

  #read(): History {
    if (!existsSync(this.#history)) return { versions: {}, latest: [] };
    return history.parse(JSON.parse(readFileSync(this.#history, 'utf8')));
  }
}

function write(file: string, content: string | Uint8Array): void {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}
