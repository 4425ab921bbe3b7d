import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../../infra/servers/postgres.ts';
import { python } from '../clients/python.ts';
import { type Checkout, startCheckout } from '../support/checkout.ts';
import { until } from '../support/sites.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await startCheckout();
}, 180_000);
afterAll(() => checkout?.remove());

/** What a screen in Cologne does. */
async function cologne(method: string, target: string, body?: object): Promise<Record<string, unknown>> {
  const { sites, tokens } = checkout.stack();
  const response = await fetch(sites.main.url + target, {
    method,
    headers: { authorization: `Bearer ${tokens.observer}`, 'content-type': 'application/json', connection: 'close' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answered = (await response.json()) as Record<string, unknown>;
  expect(response.status, JSON.stringify(answered)).toBeLessThan(300);
  return answered;
}

/** A bundle whose transfer has failed. */
async function failedTransfer(): Promise<unknown> {
  const bundle = await cologne('POST', '/api/transfer/data-transfer-packages', {
    name: 'bundle 1',
    origin_location_id: 3,
  });
  const { id } = await cologne('POST', '/api/transfer/data-transfers', {
    data_transfer_package_id: bundle.id,
    origin_location_id: 3,
    destination_location_id: 4,
  });
  await cologne('PUT', `/api/transfer/data-transfers/${id}`, { status: 'in_progress' });
  await cologne('PUT', `/api/transfer/data-transfers/${id}`, { status: 'failed', failure_error_message: 'no route' });
  return id;
}

/** Every row of every table of a site's database, as one digest each. */
async function contents(url: string): Promise<unknown[]> {
  const tables = await query(
    url,
    `select c.relname::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const digests: unknown[] = [];
  for (const { name } of tables) {
    const [row] = await query(
      url,
      `select '${name}' as table, count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text)) as digest from public."${name}" as t`,
    );
    digests.push(row);
  }
  return digests;
}

test('a night is recorded through the Python client with the link down in the middle, while Cologne resets a transfer, and both sites end the same', async () => {
  const { sites, tokens } = checkout.stack();
  const [place] = await query(
    sites.main.database_url,
    `select id from data_location where location_type = 'processing' order by id limit 1`,
  );
  const transfer = await failedTransfer();
  const script = [path.join(import.meta.dirname, 'night.py'), path.join(checkout.dir, 'infra/clients/python')];
  const night = spawn(python(), ['-S', ...script, sites.observatory.url, String(place?.id)], {
    env: { ...process.env, OPSDB_TOKEN: tokens.service, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(night, 'exit');
  const turns: string[] = [];
  for await (const line of createInterface({ input: night.stdout })) {
    turns.push(line);
    if (line === 'cut the link') {
      checkout.shell('npm run -s link -- down');
      await cologne('POST', `/api/transfer/data-transfer/${transfer}/reset`);
    }
    if (line === 'mend the link') checkout.shell('npm run -s link -- up');
    night.stdin.write('go on\n');
  }
  expect(await ended).toEqual([0, null]);
  expect(turns).toEqual(['cut the link', 'mend the link', 'the night is over']);

  const stats = async () => {
    const answer = await fetch(`${sites.observatory.url}/buffer/stats`, {
      headers: { authorization: `Bearer ${tokens.service}` },
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  await until(async () => (await stats()).unreplicated === 0 && (await stats()).pending === 0, 60_000);
  expect(await stats()).toMatchObject({ dead: 0, held: 0 });
  let main: unknown[] = [];
  await until(async () => {
    main = await contents(sites.main.database_url);
    return JSON.stringify(await contents(sites.observatory.database_url)) === JSON.stringify(main);
  });
  const rows = Object.fromEntries((main as { table: string; rows: number }[]).map(({ table, rows: n }) => [table, n]));
  expect(rows).toMatchObject({
    executed_obs_unit: 24,
    raw_data_package: 24,
    raw_data_file: 720,
    staging_job: 1,
    staging_job_package: 16,
    data_transfer: 1,
  });
  expect(await cologne('GET', `/api/transfer/data-transfers/${transfer}`)).toMatchObject({ status: 'pending' });
  const [done] = await query(
    sites.main.database_url,
    `select count(*) filter (where status = 'completed')::int as completed, count(*) filter (where status = 'aborted')::int as aborted from executed_obs_unit`,
  );
  expect(done).toEqual({ completed: 21, aborted: 3 });
});
