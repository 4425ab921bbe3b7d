import pg from 'pg';
import { until } from './sites.ts';

/** Runs while a replica stands still, so that the observatory does not see what main does. Not on the servers all tests share. */
export async function whileReplayStands<Result>(replica_url: string, run: () => Promise<Result>): Promise<Result> {
  const replica = new pg.Client({ connectionString: replica_url });
  await replica.connect();
  try {
    await replica.query('select pg_wal_replay_pause()');
    await until(async () => {
      const { rows } = await replica.query('select pg_get_wal_replay_pause_state() as state');
      return rows[0]?.state === 'paused';
    });
    return await run();
  } finally {
    await replica.query('select pg_wal_replay_resume()');
    await replica.end();
  }
}
