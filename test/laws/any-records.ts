import { randomUUID } from 'node:crypto';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { catalogue } from '../../lib/entities/catalogue.ts';
import type { Draft } from '../../lib/flow/draft.ts';
import { nextId } from '../../lib/flow/next-id.ts';
import type { Site } from '../../lib/flow/site.ts';
import { submit } from '../../lib/flow/submit.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import type { AnyEntity, Row } from '../../lib/model/entity.ts';

type Id = string | number;

/** Values no type tells of: what a constraint wants. */
const OWN: Record<string, (pick: number) => unknown> = {
  'audit_event.act': () => 'thing.change',
  'executed_obs_unit.start_time': () => utc(0),
  'executed_obs_unit.end_time': (pick) => (pick % 3 === 0 ? null : utc(pick)),
  'constant_elevation_source.dec_min_deg': () => -30,
  'fixed_source.aliases': (pick) => [`alias ${pick}`],
  'api_token.scopes': () => ['read:*'],
};

const utc = (pick: number) =>
  new Date(Date.UTC(2026, 5, 1) + (pick % 5_000) * 60_000).toISOString().replace('.000Z', 'Z');

/** An entity by its name. Throws a TypeError when there is none. */
export function entityNamed(name: string): AnyEntity {
  const found = catalogue.find((one) => one.name === name);
  if (found === undefined) throw new TypeError(`there is no entity ${name}`);
  return found;
}

/** Who only goes by a type that names his table. */
const isPart = (entity: AnyEntity) => entity.references.find(({ column }) => column === 'id');

/** Entities nobody refers to, whose rows main lets go. */
const LEAVES = catalogue.filter(
  ({ name }) =>
    name !== 'audit_event' && !catalogue.some((other) => other.references.some(({ entity }) => entity === name)),
);

/** Makes and changes records of whichever entity at a site, by its declaration alone. */
export class AnyRecords {
  readonly #site: Site;
  readonly #ids = new Map<string, Id[]>();
  /** Records made or changed of late. */
  readonly touched = new Map<string, Set<Id>>();
  #made = 0;

  constructor(site: Site) {
    this.#site = site;
  }

  forgetTouched(): void {
    this.touched.clear();
  }

  /** Names of the entities of which a record was made. */
  entities(): string[] {
    return [...this.#ids.keys()].sort();
  }

  async createOneOfEach(): Promise<void> {
    for (const entity of catalogue) if (!this.#ids.has(entity.name)) await this.create(entity, ++this.#made);
  }

  /** Creates a record, with those it cannot be without. */
  async create(entity: AnyEntity, pick: number): Promise<void> {
    const base = isPart(entity);
    for (const one of [entity, ...(base === undefined ? [] : [entityNamed(base.entity)])]) {
      const needed = one.references.filter(({ column }) => column !== 'id' && one.columns[column]?.notNull);
      for (const { entity: name } of needed) if (!this.#ids.has(name)) await this.create(entityNamed(name), pick);
    }
    const made: [string, Id][] = [];
    const done = await this.#submit(async (draft) => {
      made.splice(0, made.length, ...(await this.#draw(draft, entity, pick)));
    });
    if (done) for (const [name, id] of made) this.#note(name, id);
  }

  async #draw(draft: Draft, entity: AnyEntity, pick: number): Promise<[string, Id][]> {
    const base = catalogue.find(({ name }) => name === isPart(entity)?.entity);
    const type = base?.columns.type?.enumValues?.includes(entity.name) === true ? { type: entity.name } : {};
    const id = entity.columns.id?.dataType !== 'number' ? randomUUID() : await nextId(this.#site, base ?? entity);
    const bases = base === undefined ? [] : [[base.name, id] as [string, Id]];
    if (base !== undefined) draft.create(base, { ...this.#row(base, pick), ...type, id });
    draft.create(entity, { ...this.#row(entity, pick), id });
    return [...bases, [entity.name, id]];
  }

  /** Changes a record to whatever its states allow. */
  async update(pick: number): Promise<void> {
    const [entity, id] = this.#any(pick) ?? [];
    if (entity === undefined || id === undefined) return;
    await this.#submit(async (draft) => {
      const found = await draft.find(entity, id);
      const fresh = this.#row(entity, pick);
      const fixed = ['id', 'type', 'start_time', 'created_at', ...entity.naturalKey];
      const names = Object.keys(fresh).filter((name) => !fixed.includes(name));
      const patch = Object.fromEntries(
        names.filter((_, n) => (pick >> (n % 20)) % 2 === 0).map((name) => [name, fresh[name]]),
      );
      for (const [column, moves] of Object.entries(entity.transitions ?? {})) {
        const next = moves?.[String(found.row?.[column])] ?? [];
        if (!(column in patch)) continue;
        if (next.length === 0) delete patch[column];
        else patch[column] = next[pick % next.length];
      }
      draft.update(found, patch);
    });
    this.#note(entity.name, id);
  }

  /** Deletes a record that nobody refers to. */
  async delete(pick: number): Promise<void> {
    const leaves = LEAVES.filter(({ name }) => this.#ids.get(name)?.length);
    const entity = leaves[pick % leaves.length];
    const ids = this.#ids.get(entity?.name ?? '') ?? [];
    const id = ids[pick % ids.length];
    if (entity === undefined || id === undefined) return;
    await this.#submit(async (draft) => draft.delete(await draft.find(entity, id)));
    this.#ids.set(
      entity.name,
      ids.filter((one) => one !== id),
    );
    this.#touch(entity.name, id);
  }

  #any(pick: number): [AnyEntity, Id] | undefined {
    const made = catalogue.filter(({ name }) => name !== 'audit_event' && this.#ids.get(name)?.length);
    const entity = made[pick % Math.max(1, made.length)];
    const ids = this.#ids.get(entity?.name ?? '') ?? [];
    const id = ids[(pick >> 3) % Math.max(1, ids.length)];
    return entity === undefined || id === undefined ? undefined : [entity, id];
  }

  #note(name: string, id: Id): void {
    const ids = this.#ids.get(name) ?? [];
    if (!ids.includes(id)) this.#ids.set(name, [...ids, id]);
    this.#touch(name, id);
  }

  #touch(name: string, id: Id): void {
    this.touched.set(name, (this.touched.get(name) ?? new Set()).add(id));
  }

  #row(entity: AnyEntity, pick: number): Row {
    const columns = Object.values(entity.columns).filter(({ name }) => name !== 'id' && name !== 'deleted_at');
    return Object.fromEntries(columns.map((column, n) => [column.name, this.#value(entity, column, pick + n)]));
  }

  #value(entity: AnyEntity, column: PgColumn, pick: number): unknown {
    const own = OWN[`${entity.name}.${column.name}`];
    if (own !== undefined) return own(pick);
    const reference = entity.references.find(({ column: name }) => name === column.name);
    if (reference !== undefined) {
      const ids = this.#ids.get(reference.entity) ?? [];
      return ids.length === 0 || (!column.notNull && pick % 3 === 0) ? null : ids[pick % ids.length];
    }
    if (column.enumValues !== undefined && column.enumValues.length > 0)
      return entity.transitions?.[column.name]
        ? column.enumValues[0]
        : column.enumValues[pick % column.enumValues.length];
    if (!column.notNull && pick % 4 === 0) return null;
    switch (column.columnType) {
      case 'PgTimestampString':
        return utc(pick);
      case 'PgBoolean':
        return pick % 2 === 0;
      case 'PgJsonb':
        return { pick, deep: [pick, { ä: null }] };
      case 'PgUUID':
        return randomUUID();
      case 'PgText':
      case 'PgVarchar':
        return `${column.name.slice(0, 4)} ${++this.#made}`;
      default:
        return entity.naturalKey.includes(column.name) || column.isUnique ? ++this.#made : 20 + (pick % 50);
    }
  }

  /** Whether it was recorded: what the records of the moment do not allow leaves nothing behind. */
  async #submit(build: (draft: Draft) => Promise<void>): Promise<boolean> {
    const request = { user_id: 1, endpoint: 'TEST /any', fingerprint: randomUUID() };
    const recorded = submit(this.#site, request, build).then(() => true);
    return recorded.catch((error: unknown) => {
      if (error instanceof Problem && ['record.exists', 'record.not_found', 'record.conflict'].includes(error.code))
        return false;
      throw error;
    });
  }
}
