import * as z from 'zod';
import { shownTo } from '../../lib/auth/letter-access.ts';
import { letters } from '../../lib/flow/operate.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { LETTERS, letterCursor, letterShape, nextLetters } from '../../lib/http/letters.ts';

const query = z.strictObject({
  limit: z
    .stringFormat('count', /^\d{1,6}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(LETTERS))
    .default(LETTERS)
    .meta({ description: `letters of a page, at most ${LETTERS}` }),
  cursor: letterCursor,
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
      body: z.object({ items: z.array(letterShape), next_cursor: nextLetters }),
    },
  },
  problems: ['buffer.unavailable'],
  run: async ({ site, principal, query: { cursor, limit } }) => {
    const { letters: page, next_cursor } = await letters(site, cursor, limit);
    return { body: { items: page.map((letter) => shownTo(principal, letter)), next_cursor } };
  },
});
