import * as z from 'zod';
import { HISTORY_LIMIT, history } from '../flow/history.ts';
import type { AnyEntity } from '../model/entity.ts';
import { STATES } from '../model/transaction.ts';
import { pathId, tagOf } from './crud.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { READ_PROBLEMS } from './reading.ts';

const change = z.object({
  transaction_id: z.guid(),
  operation: z.enum(['create', 'update', 'delete']),
  at: z.string().meta({ description: 'when the site accepted it, UTC' }),
  site: z.string().meta({ description: 'the site that accepted it' }),
  user_id: z.int(),
  username: z.string().nullable().meta({ description: 'null for a user this site does not have yet' }),
  endpoint: z.string().meta({ description: 'what was called' }),
  state: z.enum(STATES).meta({ description: 'how far it has come' }),
  values: z.record(z.string(), z.unknown()).meta({ description: 'what it set, by column' }),
});

/** GET the changes of one record: who, when, what. */
export function historyEndpoint(entity: AnyEntity, path: string): Endpoint {
  if (entity.history !== true) throw new TypeError(`${entity.name} keeps no history`);
  return endpoint({
    method: 'GET',
    path,
    tag: tagOf(path),
    summary: `List the changes of one ${entity.name}`,
    doc: `Latest first, at most ${HISTORY_LIMIT}; those on their way to main are among them. Records made by a seed have none.`,
    permission: entity.permissions.read,
    params: z.strictObject({ id: pathId(entity) }),
    answers: {
      200: {
        doc: 'The changes.',
        body: z.object({
          items: z.array(change),
          complete: z.boolean().meta({ description: 'there are no more' }),
        }),
      },
    },
    problems: ['record.not_found', ...READ_PROBLEMS],
    run: async ({ site, params }) => {
      const { changes: items, complete } = await history(site, entity, params.id);
      return { body: { items, complete } };
    },
  });
}
