import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { query } from '../../../infra/servers/postgres.ts';
import { awaitReplay } from '../../support/sites.ts';
import { between, type FaultKind } from './fault.ts';

/** How long a replica of a moment ago serves while it cannot hear main. */
const BEHIND_MS = 700;

/** What can put a replica behind what it has served, or hold it up. */
export const REPLICA_FAULTS: readonly FaultKind[] = [
  {
    name: 'replica replay held up',
    targets: ['replica'],
    strike: async ({ servers: { urls } }, { lasts_ms }) => {
      await query(urls.replica_database, 'select pg_wal_replay_pause()');
      await sleep(lasts_ms);
      await query(urls.replica_database, 'select pg_wal_replay_resume()');
      return `nothing replayed for ${lasts_ms} ms, as behind a long query`;
    },
  },
  {
    name: 'replica set back',
    // Main is left alone until the replica has caught up: a crash could take away the WAL it asks for once more.
    targets: ['replica', 'link ways', 'main'],
    strike: async ({ servers }, { size }) => {
      const { replica, replica_database, link, urls } = servers;
      const old = `${replica.data}.old`;
      const served_ms = between(300, 1_200, size);
      rmSync(old, { recursive: true, force: true });
      // A copy of a running server's files is one of a moment only while it stands still.
      replica_database.pause();
      try {
        // With owners and modes: PostgreSQL refuses data that are not its own.
        await promisify(execFile)('cp', ['-a', replica.data, old]);
      } finally {
        replica_database.resume();
      }
      await sleep(served_ms);
      link.down();
      await replica_database.stop('kill');
      rmSync(replica.data, { recursive: true });
      await rename(old, replica.data);
      await replica_database.start();
      await sleep(BEHIND_MS);
      link.up();
      await awaitReplay(urls);
      return `killed, and back with a snapshot of its data taken ${served_ms} ms before; without main for ${BEHIND_MS} ms`;
    },
  },
];
