import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as z from 'zod';

/**
 * Entities of one kind by name, a file for each in a folder of their own, which only its owner may read: parameters hold
 * secrets. A file appears whole or not at all, and before the change is answered.
 */
export class EntityStore<Entity> {
  readonly #folder: string;
  readonly #entities = new Map<string, Entity>();

  /** Reads what is there. Throws a ZodError for a file that holds something else. */
  constructor(folder: string, shape: z.ZodType<Entity>) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      this.#entities.set(decodeURIComponent(file.slice(0, -'.json'.length)), shape.parse(JSON.parse(text)));
    }
  }

  get(name: string): Entity | undefined {
    return this.#entities.get(name);
  }

  put(name: string, entity: Entity): Entity {
    const file = this.#file(name);
    writeFileSync(`${file}.new`, JSON.stringify(entity), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    this.#entities.set(name, entity);
    return entity;
  }

  delete(name: string): void {
    rmSync(this.#file(name), { force: true });
    this.#entities.delete(name);
  }

  values(): Entity[] {
    return [...this.#entities.values()];
  }

  #file(name: string): string {
    return path.join(this.#folder, `${encodeURIComponent(name)}.json`);
  }
}
