import { type SQL, sql } from 'drizzle-orm';
import type { Failing } from '../model/failing.ts';
import { type Beside, type Reading, read } from './read.ts';
import type { Site } from './site.ts';

/** Where one of a page ended: `since`, `kind`, `id` and `what` of its last failure. */
export type FailurePlace = readonly [since: string, kind: string, id: string, what: string];

/** Which failures are asked for. */
export interface FailurePage {
  limit: number;
  /** The page before ended here. */
  after?: FailurePlace | undefined;
  stale?: boolean;
}

/**
 * What has failed, of all kinds given, newest first. Rows `{kind, id, what, name, why, since}`: the entity, what of it failed, its
 * name and the reason where there are any, and since when (UTC; its last change). Problems as for `read`.
 */
export async function failures(
  site: Site,
  failing: readonly Failing[],
  { limit, after, stale = false }: FailurePage,
): Promise<Reading> {
  const [first, ...others] = besides(failing);
  if (first === undefined) throw new TypeError('nothing can fail');
  return read(site, first.entity, first.selector, failureStatement(failing, limit, after), { stale, beside: others });
}

/** The entities the statement speaks of, each once. */
function besides(failing: readonly Failing[]): Beside[] {
  return [...new Set(failing.map(({ entity }) => entity))].map((entity) => ({ entity, selector: { mode: 'all' } }));
}

/** The statement that selects failures, newest first. */
export function failureStatement(failing: readonly Failing[], limit: number, after?: FailurePlace): SQL {
  const behind =
    after === undefined
      ? sql``
      : sql`where (since, kind, id, what) < (${after[0]}::timestamptz, ${after[1]}::text, ${after[2]}::text, ${after[3]}::text)`;
  return sql`select kind, id, what, name, why, since from (${sql.join(failing.map(arm), sql` union all `)}) as failure
    ${behind} order by since desc, kind desc, id desc, what desc limit ${limit}`;
}

function arm({ entity, column, value, what, name, why, minded }: Failing): SQL {
  const said = (one: string | undefined) => (one === undefined ? sql`null::text` : sql`${sql.identifier(one)}`);
  const mind = minded === undefined ? sql`` : sql` and ${sql.identifier(minded)}`;
  return sql`select ${entity.name}::text as kind, id::text as id, ${what}::text as what, ${said(name)} as name, ${said(why)} as why, updated_at as since
    from ${sql.identifier(entity.name)} where ${sql.identifier(column)} = ${value}${mind}`;
}
