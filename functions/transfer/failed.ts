import * as z from 'zod';
import { may } from '../../lib/auth/principal.ts';
import { FAILING } from '../../lib/entities/failing.ts';
import { type FailurePlace, failures } from '../../lib/flow/failures.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';
import { utcText } from '../../lib/kernel/clock.ts';
import type { Row } from '../../lib/model/entity.ts';
import { failure } from '../../lib/model/failing.ts';
import { LIST_LIMIT, stale } from '../../lib/model/filter.ts';

const KINDS = [...new Set(FAILING.map(({ entity }) => entity.name))];
const kind = z.enum(KINDS);

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/api/transfer/failed',
  tag: 'transfer',
  summary: 'List everything that has failed',
  doc: 'Packages, bundles, transfers, archiving, staging and deletions in one list, newest first, as main will have them; of kinds you may not read, nothing. A transfer that failed in two ways is in it twice. Staging jobs that were cancelled are left out.',
  permission: 'read:transfers',
  query: z.strictObject({
    kind: z
      .union([kind.transform((one) => [one]), z.array(kind)])
      .optional()
      .meta({ description: 'only of these kinds' }),
    limit: z
      .stringFormat('count', /^\d{1,6}$/, 'must be a whole number')
      .transform(Number)
      .pipe(z.int().min(1).max(LIST_LIMIT.max))
      .default(LIST_LIMIT.default),
    cursor: z
      .string()
      .max(2_000)
      .transform((text, context) => {
        const place = readPlace(text);
        if (place === undefined) context.addIssue('is not a cursor of this list; start again without it');
        return place ?? z.NEVER;
      })
      .optional()
      .meta({ description: 'next_cursor of the page before' }),
    stale,
  }),
  answers: {
    200: {
      doc: 'One page.',
      body: z.object({
        items: z.array(failure),
        next_cursor: z
          .string()
          .nullable()
          .meta({ description: 'cursor of the next page; null when this page ends the list' }),
        complete: z
          .boolean()
          .meta({ description: 'this page ends the list and nothing that could belong to it was out of reach' }),
      }),
      headers: READING_HEADERS,
    },
  },
  problems: READ_PROBLEMS,
  run: async ({ site, principal, query: { kind: kinds = KINDS, limit, cursor, stale } }) => {
    const failing = FAILING.filter(
      ({ entity }) => kinds.includes(entity.name) && may(principal, entity.permissions.read),
    );
    if (failing.length === 0) return { body: { items: [], next_cursor: null, complete: true } };
    // One row more than asked for tells whether there is a next page.
    const reading = await failures(site, failing, { limit: limit + 1, after: cursor, stale: stale === 'ok' });
    const items = reading.rows.slice(0, limit);
    const next_cursor = reading.rows.length > limit ? writePlace(items.at(-1)) : null;
    const body = { items, next_cursor, complete: next_cursor === null && reading.complete };
    return { body, headers: readingHeaders(reading) };
  },
});

function writePlace({ since, kind, id, what }: Row = {}): string {
  return Buffer.from(JSON.stringify([since, kind, id, what])).toString('base64url');
}

function readPlace(cursor: string): FailurePlace | undefined {
  try {
    const place = z
      .tuple([z.string(), z.string(), z.string(), z.string()])
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return utcText(place[0]) === place[0] && place.every((part) => !part.includes('\0')) ? place : undefined;
  } catch {
    return undefined;
  }
}
