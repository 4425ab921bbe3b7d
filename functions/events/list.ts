import * as z from 'zod';
import { authorize, may } from '../../lib/auth/principal.ts';
import { catalogue } from '../../lib/entities/catalogue.ts';
import { readCursor } from '../../lib/flow/event-cursor.ts';
import { events } from '../../lib/flow/events.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { READ_PROBLEMS } from '../../lib/http/reading.ts';
import type { AnyEntity } from '../../lib/model/entity.ts';
import { STATES } from '../../lib/model/transaction.ts';

/** Below the 30 s after which gateways give a request up. */
const LONGEST_WAIT_S = 25;
const LIMIT = { default: 100, max: 500 };

const names = catalogue.map(({ name }) => name);
const entity = z.enum(names, `is no entity; there are ${names.join(', ')}`);

const event = z.object({
  transaction_id: z.guid().meta({ description: 'the same in all events of a transaction' }),
  site: z.string().meta({ description: 'the site that accepted it' }),
  at: z.string().meta({ description: 'when the site accepted it, UTC' }),
  endpoint: z.string().meta({ description: 'what was called' }),
  user_id: z.int(),
  state: z.enum(STATES).meta({ description: 'how far it has come' }),
  changes: z
    .array(
      z.object({
        entity: z.string(),
        operation: z.enum(['create', 'update', 'delete']),
        ids: z.array(z.union([z.string(), z.int()])),
      }),
    )
    .meta({ description: 'which records; empty for what was discarded without ever having been on main' }),
});

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/events',
  tag: 'events',
  summary: 'Follow what changes',
  doc: 'Without after, only a cursor: take it, load what you show, and ask for what came after it. Behind a cursor nothing is missed, however long ago it was. A transaction of this site comes again whenever its state changes; what has come back from main, or was changed there, comes once, in the order of main. Records you may not read are left out. docs/events.md shows how a screen follows.',
  permission: 'read:observations',
  query: z.strictObject({
    after: z
      .string()
      .max(2_000)
      .transform((text, context) => {
        const place = readCursor(text);
        if (place === undefined) context.addIssue('is not a cursor of this feed; begin without it');
        return place ?? z.NEVER;
      })
      .optional()
      .meta({ description: 'cursor of the answer before' }),
    wait_s: z
      .stringFormat('seconds', /^\d{1,2}(\.\d{1,3})?$/, `must be seconds from 0 to ${LONGEST_WAIT_S}`)
      .transform(Number)
      .pipe(z.number().max(LONGEST_WAIT_S))
      .default(0)
      .meta({
        description: `answer as soon as there is something, at the latest after so long, at most ${LONGEST_WAIT_S}`,
      }),
    limit: z
      .stringFormat('count', /^\d{1,6}$/, 'must be a whole number')
      .transform(Number)
      .pipe(z.int().min(1).max(LIMIT.max))
      .default(LIMIT.default)
      .meta({ description: `events in an answer, ${LIMIT.default} unless told, at most ${LIMIT.max}` }),
    entity: z
      .union([entity.transform((one) => [one]), z.array(entity).max(names.length)])
      .optional()
      .meta({ description: 'changes of these entities only; repeatable' }),
  }),
  answers: {
    200: {
      doc: 'What has changed since, and where to go on.',
      body: z.object({
        items: z.array(event),
        cursor: z.string().meta({ description: 'the next after' }),
        more: z.boolean().meta({ description: 'there is more at once: ask again without waiting' }),
        complete: z.boolean().meta({
          description: 'false: the database of this site is out of reach, what replicates meanwhile comes later',
        }),
      }),
    },
  },
  problems: ['cursor.expired', ...READ_PROBLEMS],
  run: async ({ site, query: { entity: wanted, after, ...query }, principal }) => {
    const asked = wanted && catalogue.filter(({ name }) => wanted.includes(name));
    for (const one of asked ?? []) authorize(principal, permissionOf(one));
    const readable = (asked ?? catalogue).filter((one) => may(principal, permissionOf(one)));
    return { body: await events(site, { after, ...query, entities: new Set(readable.map(({ name }) => name)) }) };
  },
});

/** What only its owner and the administrators may read is the administrators' here: an event does not tell whose it is. */
function permissionOf({ permissions: { read } }: AnyEntity) {
  return read.startsWith('manage:') ? 'manage:users' : read;
}
