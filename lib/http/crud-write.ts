import * as z from 'zod';
import type { Found } from '../flow/draft.ts';
import { nextId } from '../flow/next-id.ts';
import type { Submitted } from '../flow/repeat.ts';
import type { Site } from '../flow/site.ts';
import { submit } from '../flow/submit.ts';
import { submitMove } from '../flow/submit-move.ts';
import { utcNow } from '../kernel/clock.ts';
import { Problem } from '../kernel/problem.ts';
import type { AnyEntity, Row } from '../model/entity.ts';
import { pathId, tagOf } from './crud.ts';
import { type Endpoint, endpoint, type Method } from './endpoint.ts';
import { entityTag, matches } from './entity-tag.ts';
import { createShape, durable, WRITE_PROBLEMS, withChosenId, written } from './written.ts';

/** What main alone can do, it can do only while it is in reach. */
const problemsOf = ({ write }: AnyEntity) => [
  ...WRITE_PROBLEMS,
  ...(write === 'direct' ? (['site.read_only'] as const) : []),
];

/** POST a record of an entity. A number for its id comes from main; a UUID can be chosen by the caller. `body` narrows what can be said. */
export function createEndpoint(entity: AnyEntity, path: string, body: z.ZodType<Row> = createShape(entity)): Endpoint {
  return endpoint({
    method: 'POST',
    path,
    tag: tagOf(path),
    summary: `Create one ${entity.name}`,
    doc: `${entity.doc} ${
      entity.write === 'buffered'
        ? 'Recorded whatever the link does; it may refer to records that are still buffered.'
        : 'Made on main: at a secondary it needs the link, and shows here at once.'
    }`,
    permission: entity.permissions.write,
    body,
    answers: { 201: durable() },
    problems: problemsOf(entity),
    run: async ({ site, call, body }) => {
      const numbered = entity.columns.id?.dataType === 'number';
      const submitted = await submit(site, withChosenId(call, body), async (draft) => {
        draft.create(entity, numbered ? { ...body, id: await nextId(site, entity) } : body);
      });
      return written(201, submitted);
    },
  });
}

/** PUT or PATCH the columns of a record that change; the others stay. `columns` narrows what can be said; all by default. */
export function updateEndpoint(
  entity: AnyEntity,
  path: string,
  {
    columns,
    method = 'PUT',
    permission = entity.permissions.write,
    summary,
    doc = '',
    shown = async (_, row) => row,
    settle = async (_, __, said) => said,
  }: UpdateFacts = {},
): Endpoint {
  const shape = patchShape(entity, columns);
  return endpoint({
    method,
    path,
    tag: tagOf(path),
    summary: summary ?? `Change one ${entity.name}`,
    doc: `What the body does not name stays as it is.${doc}${statesOf(entity, Object.keys(shape.shape))} With If-Match it applies only to the record you have read.`,
    permission,
    params: z.strictObject({ id: pathId(entity) }),
    body: shape.refine((body) => Object.keys(body).length > 0, 'names nothing that changes'),
    answers: { 200: durable() },
    problems: ['record.not_found', 'record.conflict', 'record.changed', ...problemsOf(entity)],
    run: async ({ site, call, params, body, if_match }) => {
      const submitted = submitMove(site, call, async (draft) => {
        const found = await draft.find(entity, params.id);
        const seen = if_match === undefined ? found.row : found.row && (await shown(site, found.row));
        const expect = expected(found, if_match, seen);
        draft.update(found, await settle(site, found, body), expect);
      });
      return written(200, await matched(submitted, if_match));
    },
  });
}

/** What an update endpoint can say of itself beyond its entity. */
interface UpdateFacts {
  columns?: readonly string[];
  method?: Extract<Method, 'PUT' | 'PATCH'>;
  permission?: AnyEntity['permissions']['write'];
  summary?: string;
  /** A sentence more, beginning with a space. */
  doc?: string;
  /** What the GET of the same path answers for a record, where that is more than the record: what If-Match names. */
  shown?: (site: Site, row: Row) => Promise<Row>;
  /** What a change stores, given what is said; throws a problem when it must not be made, whatever the states say. */
  settle?: (site: Site, found: Found, said: Row) => Promise<Row>;
}

/** DELETE a record: it is withdrawn, and lists leave it out; what refers to it keeps doing so, and its id still answers. */
export function deleteEndpoint(entity: AnyEntity, path: string): Endpoint {
  if (entity.columns.deleted_at === undefined) throw new TypeError(`${entity.name} has no deleted_at`);
  return endpoint({
    method: 'DELETE',
    path,
    tag: tagOf(path),
    summary: `Withdraw one ${entity.name}`,
    doc: 'Lists leave it out from now on, unless deleted=include; by its id it still answers, with deleted_at. Its name stays taken.',
    permission: entity.permissions.write,
    params: z.strictObject({ id: pathId(entity) }),
    answers: { 200: durable('It is withdrawn.') },
    problems: ['record.not_found', 'record.conflict', 'record.changed', ...problemsOf(entity)],
    run: async ({ site, call, params, if_match }) => {
      const submitted = submit(site, call, async (draft) => {
        const found = await draft.find(entity, params.id);
        const { deleted_at = null } = found.row ?? {};
        if (deleted_at !== null)
          throw new Problem('record.conflict', `${entity.name} ${params.id} was withdrawn at ${deleted_at}.`, {
            id: params.id,
            deleted_at,
          });
        draft.update(found, { deleted_at: utcNow(site.clock) }, expected(found, if_match));
      });
      return written(200, await matched(submitted, if_match));
    },
  });
}

/** What a caller may say of a change: everything but the id and the times the system sets. */
export function patchShape(entity: AnyEntity, columns?: readonly string[]): z.ZodObject {
  const { id: _i, created_at: _c, updated_at: _u, deleted_at: _d, ...own } = entity.shapes.patch.shape;
  const names = columns ?? Object.keys(own);
  return z.strictObject(Object.fromEntries(names.map((name) => [name, own[name] as z.ZodType])));
}

/**
 * What the record must still be on main for a change under If-Match: its time of change, when it is here what the caller has
 * read; `shown` is what the GET of it answers, where that is more than its row. Problem `record.changed` when it is not.
 */
export function expected({ entity, id, row }: Found, if_match: string | undefined, shown = row): Row | undefined {
  if (if_match === undefined) return undefined;
  if (row === undefined)
    throw new Problem('database.unavailable', `This site cannot see ${entity.name} ${id} just now.`);
  if (!matches(if_match, entityTag(JSON.stringify(shown))))
    throw new Problem('record.changed', `${entity.name} ${id} is not what If-Match names.`, { id });
  return 'updated_at' in row ? { updated_at: row.updated_at } : row;
}

/**
 * A change under If-Match: what main finds to be no longer as it was read here (another site has changed it since) has changed.
 * A conflict that is found here names the record, one that is found on main says nothing but that.
 */
export async function matched(submitted: Promise<Submitted>, if_match: string | undefined): Promise<Submitted> {
  return submitted.catch((error: unknown) => {
    if (if_match === undefined || !(error instanceof Problem) || error.code !== 'record.conflict') throw error;
    if (error.errors.length > 0 || Object.keys(error.members).length > 0) throw error;
    throw new Problem('record.changed', error.message);
  });
}

function statesOf({ transitions = {} }: AnyEntity, columns: readonly string[]): string {
  const names = Object.keys(transitions).filter((column) => columns.includes(column));
  return names
    .map((column) => {
      const moves = Object.entries(transitions[column] ?? {}).filter(([, next]) => next.length > 0);
      return ` ${column} goes ${moves.map(([from, next]) => `from ${from} to ${next.join(', ')}`).join('; ')}.`;
    })
    .join('');
}
