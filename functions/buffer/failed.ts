import * as z from 'zod';
import { shownTo } from '../../lib/auth/letter-access.ts';
import { letters } from '../../lib/flow/operate.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { letterShape } from '../../lib/http/letters.ts';

/** More dead letters than a person reads at once. */
const LIMIT = 500;

const query = z.strictObject({
  limit: z
    .stringFormat('count', /^\d{1,6}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(LIMIT))
    .default(LIMIT)
    .meta({ description: `letters of a page, at most ${LIMIT}` }),
  cursor: z
    .stringFormat('number', /^\d{1,15}$/, 'is not a cursor of this list; start again without it')
    .transform(Number)
    .default(0)
    .meta({ description: 'next_cursor of the page before' }),
});

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/buffer/failed',
  tag: 'buffer',
  summary: 'The transactions main refused, and those they hold',
  doc: "Oldest first, each with main's reason in plain words and what it would do. They stay visible in every read until they are settled. Of records you may not read only that they are changed.",
  permission: 'read:system',
  query,
  answers: {
    200: {
      doc: 'Dead letters and held transactions.',
      body: z.object({
        items: z.array(letterShape),
        next_cursor: z
          .string()
          .nullable()
          .meta({ description: 'cursor of the next page; null when this page ends the list' }),
      }),
    },
  },
  problems: ['buffer.unavailable'],
  run: async ({ site, principal, query: { cursor, limit } }) => {
    const { letters: page, next } = await letters(site, cursor, limit);
    return {
      body: {
        items: page.map((letter) => shownTo(principal, letter)),
        next_cursor: next === null ? null : String(next),
      },
    };
  },
});
