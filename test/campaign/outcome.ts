import pg from 'pg';
import * as z from 'zod';
import { wireTypes } from '../../lib/database/connect.ts';
import { TOKENS } from '../support/sites.ts';
import { demand } from './call.ts';
import type { Outcome, Shown } from './history.ts';
import { readLists } from './look.ts';
import type { World } from './world.ts';

const LEDGER = `select transaction_id, site, series, sequence::integer as sequence, lane, outcome, fingerprint, digest
  from ledger order by applied_at, transaction_id`;
const EXECUTIONS = `select id, obs_unit_id, start_time, end_time, status, comment, updated_at
  from executed_obs_unit order by start_time, id`;

const letters = z.object({
  next_cursor: z.string().nullable(),
  items: z.array(
    z.object({
      transaction_id: z.string(),
      state: z.string(),
      lane: z.string(),
      error: z.object({ reason: z.string() }).optional(),
    }),
  ),
});

/** Everything is mended and has arrived: an answer is there within a restart's reconnects. */
const ANSWER_LIMIT_MS = 20_000;

/** What there is in the end, by SQL on main and by the API of the observatory. */
export async function readOutcome(world: World): Promise<Outcome> {
  const ask = (path: string) =>
    demand({ method: 'GET', url: world.urls.observatory, path, token: TOKENS.admin }, ANSWER_LIMIT_MS);
  const client = new pg.Client({
    connectionString: world.servers.urls.main_database,
    options: '-c timezone=UTC',
    types: wireTypes,
  });
  await client.connect();
  try {
    const ledger = (await client.query<Outcome['ledger'][number]>(LEDGER)).rows;
    const main = (await client.query<Shown & pg.QueryResultRow>(EXECUTIONS)).rows;
    const [observatory = []] = await readLists(world, 'observatory', [
      '/executed_obs_units?order=start_time&limit=500',
    ]);
    const items: z.infer<typeof letters>['items'] = [];
    for (let cursor: string | null = '0'; cursor !== null; ) {
      const page = letters.parse(await ask(`/buffer/failed?cursor=${cursor}`));
      items.push(...page.items);
      cursor = page.next_cursor;
    }
    return {
      ledger,
      main,
      observatory,
      letters: items.map(({ error, ...letter }) => ({ ...letter, reason: error?.reason })),
      audit: await ask('/buffer/audit'),
    };
  } finally {
    await client.end();
  }
}
