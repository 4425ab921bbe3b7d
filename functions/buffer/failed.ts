import * as z from 'zod';
import { shownTo } from '../../lib/auth/letter-access.ts';
import { letters } from '../../lib/flow/operate.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { letterShape } from '../../lib/http/letters.ts';

/** More dead letters than a person reads at once. */
const LIMIT = 500;

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/buffer/failed',
  tag: 'buffer',
  summary: 'The transactions main refused, and those they hold',
  doc: `Oldest first, at most ${LIMIT}, each with main's reason in plain words and what it would do. They stay visible in every read until they are settled. Of records you may not read only that they are changed.`,
  permission: 'read:system',
  answers: { 200: { doc: 'Dead letters and held transactions.', body: z.object({ items: z.array(letterShape) }) } },
  problems: ['buffer.unavailable'],
  run: async ({ site, principal }) => ({
    body: { items: (await letters(site, LIMIT)).map((letter) => shownTo(principal, letter)) },
  }),
});
