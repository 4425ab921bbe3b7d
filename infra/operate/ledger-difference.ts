import pg from 'pg';

/** A transaction one main has applied and another has not. */
export interface OnlyThere {
  transaction_id: string;
  site: string;
  applied_at: string;
  endpoint: string;
}

/** Rows read at a time: a year of the ledger is 0.6 million of them. */
const PAGE = 10_000;

/**
 * The transactions in the ledger of a former main that its successor does not have, oldest first: what was written there after the
 * successor had heard from it last, and what no site has sent again. Both ledgers are read page by page in the order of ids.
 */
export async function* onlyInFormer(former_url: string, present_url: string): AsyncGenerator<OnlyThere> {
  const former = new pg.Client({ connectionString: former_url });
  const present = new pg.Client({ connectionString: present_url });
  await former.connect();
  await present.connect();
  try {
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const { rows } = await former.query<OnlyThere>(
        `select transaction_id::text, site, applied_at::text, endpoint from ledger where transaction_id > $1::uuid order by transaction_id limit ${PAGE}`,
        [after],
      );
      const last = rows.at(-1);
      if (last === undefined) return;
      const ids = rows.map(({ transaction_id }) => transaction_id);
      const known = await present.query<{ id: string }>(
        'select transaction_id::text as id from ledger where transaction_id = any($1::uuid[])',
        [ids],
      );
      const there = new Set(known.rows.map(({ id }) => id));
      yield* rows.filter(({ transaction_id }) => !there.has(transaction_id));
      after = last.transaction_id;
    }
  } finally {
    await Promise.all([former.end(), present.end()]);
  }
}
