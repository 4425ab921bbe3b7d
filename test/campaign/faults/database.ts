import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { query } from '../../../infra/servers/postgres.ts';
import type { FaultKind } from './fault.ts';

const END_SESSIONS = `select count(pg_terminate_backend(pid))::integer as ended from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;

/** What administrators do to databases. */
export const DATABASE_FAULTS: readonly FaultKind[] = [
  {
    name: 'main locked',
    targets: ['main'],
    strike: async ({ servers }, { lasts_ms }) => {
      const client = new pg.Client({ connectionString: servers.urls.main_database });
      client.on('error', () => {});
      await client.connect();
      try {
        await client.query('begin');
        // Not ACCESS EXCLUSIVE: the replica would take that lock too, and keep it for as long as a link that is cut then stays down.
        await client.query('lock table executed_obs_unit in exclusive mode');
        await sleep(lasts_ms);
        await client.query('rollback');
      } finally {
        await client.end();
      }
      return `executed_obs_unit locked against changes for ${lasts_ms} ms`;
    },
  },
  {
    name: 'main sessions ended',
    targets: ['main'],
    strike: async ({ servers }) => {
      const [row] = await query(servers.urls.main_database, END_SESSIONS);
      return `${row?.ended} sessions terminated by an administrator`;
    },
  },
  {
    name: 'replica rebuilt',
    targets: ['replica', 'main'],
    strike: async ({ servers }) => {
      await servers.rebuildReplica();
      return 'stopped, made anew from main, started';
    },
  },
];
