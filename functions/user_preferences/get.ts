import * as z from 'zod';
import { user } from '../../lib/entities/access.ts';
import { readById } from '../../lib/flow/read.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS, READING_HEADERS, readingHeaders } from '../../lib/http/reading.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/user_preferences',
  tag: 'user_preferences',
  summary: 'Your own settings',
  doc: 'Whatever the screens keep for you, as it was last put.',
  permission: 'own',
  answers: { 200: { doc: 'The settings.', body: z.record(z.string(), z.unknown()), headers: READING_HEADERS } },
  problems: READ_PROBLEMS,
  run: async ({ site, principal }) => {
    const reading = await readById(site, user, principal.user_id);
    return { body: reading.rows[0]?.preferences ?? {}, headers: readingHeaders(reading) };
  },
});
