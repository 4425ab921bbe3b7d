import { parseArgs } from 'node:util';
import { pairDisks } from '../servers/disk-pair.ts';
import { mendLog } from '../servers/redis-log.ts';
import { redisProgram } from '../servers/redis-program.ts';
import { backupDatabase, promote, restoreDatabase, restoreReplica } from './backup-database.ts';
import { backupRedis, restoreRedis } from './backup-redis.ts';
import { onlyInFormer } from './ledger-difference.ts';

// npm run site: what an operator does to the servers of a site, on the server's own machine and as the user the server runs as.
// docs/deploy.md says when. Exit code 0 done, 1 failed, 2 misunderstood. Passwords come from the environment, never from the
// command line, which everybody on the machine can read.

const USAGE = `usage: npm run site -- backup-database --database URL --to FOLDER
       npm run site -- restore-database --from FOLDER --data FOLDER [--wal FOLDER [--until TIME]]
       npm run site -- restore-replica --from FOLDER --data FOLDER
       npm run site -- promote --database URL [--slot NAME]...
       npm run site -- ledger-difference --former URL --present URL
       npm run site -- prepare-redis --data FOLDER [--copy FOLDER]
       npm run site -- backup-redis --to FOLDER           (environment: OPERATOR_REDIS_URL, CA_CERTIFICATE)
       npm run site -- restore-redis --from FOLDER --data FOLDER`;

const text = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;
const OPTIONS = {
  ...{ database: text, to: text, from: text, data: text, wal: text, until: text, copy: text },
  ...{ former: text, present: text, slot: several },
};

/** Somebody has typed something that is not in USAGE. */
class Misunderstood extends Error {}

/** Files belong to whoever runs this. */
const SELF = {};

try {
  await run();
} catch (error) {
  console.error(error instanceof Misunderstood ? USAGE : error instanceof Error ? error.message : error);
  process.exitCode = error instanceof Misunderstood ? 2 : 1;
}

async function run(): Promise<void> {
  const { values, positionals } = called();
  const need = (name: Exclude<keyof typeof values, 'slot'>): string => values[name] ?? misunderstood();
  const [verb, ...more] = positionals;
  if (more.length > 0) misunderstood();
  const verbs: Record<string, () => void | Promise<void>> = {
    'backup-database': () =>
      backupDatabase(need('database'), need('to'), SELF).then(() => said(`copied to ${need('to')}`)),
    'restore-database': () => {
      const { wal, until } = values;
      if (wal === undefined && until !== undefined) misunderstood();
      restoreDatabase(need('from'), need('data'), SELF, wal === undefined ? undefined : { wal, until });
      said(`${need('data')} is ready: start the server`);
    },
    'restore-replica': () => {
      restoreReplica(need('from'), need('data'), SELF);
      said(`${need('data')} is ready: start the replica`);
    },
    promote: async () => {
      const { origin, slots } = await promote(need('database'), values.slot ?? []);
      said(`main now, as ${origin}; slots: ${slots.join(', ') || 'none'}`);
    },
    'ledger-difference': async () => {
      let count = 0;
      for await (const { transaction_id, site, applied_at, endpoint } of onlyInFormer(
        need('former'),
        need('present'),
      )) {
        count += 1;
        said(`${transaction_id}  ${site}  ${applied_at}  ${endpoint}`);
      }
      said(`${count} transactions only the former main has`);
    },
    'prepare-redis': () => {
      const [data, copy] = [need('data'), values.copy];
      if (copy !== undefined) pairDisks(data, copy);
      for (const folder of [data, copy]) if (folder !== undefined) mendLog(redisProgram(said), folder);
    },
    'backup-redis': async () => {
      const { OPERATOR_REDIS_URL: url = misunderstood(), CA_CERTIFICATE: ca } = process.env;
      await backupRedis({ url, ca: ca?.replaceAll('\\n', '\n') }, need('to'), redisProgram(said));
      said(`copied to ${need('to')}`);
    },
    'restore-redis': () => {
      restoreRedis(need('from'), need('data'));
      said(`${need('data')} is ready: start the durable Redis`);
    },
  };
  await (verbs[verb ?? ''] ?? misunderstood)();
}

function called() {
  try {
    return parseArgs({ allowPositionals: true, options: OPTIONS });
  } catch {
    return misunderstood();
  }
}

function misunderstood(): never {
  throw new Misunderstood();
}

function said(line: string): void {
  console.log(line);
}
