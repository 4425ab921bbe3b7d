import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../../infra/servers/postgres.ts';
import type { Answered } from '../support/api.ts';
import { type Checkout, startCheckout } from '../support/checkout.ts';
import { until } from '../support/sites.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await startCheckout(['--sites', '3']);
}, 240_000);
afterAll(() => checkout?.remove());

const SECONDARIES = ['observatory', 'institute'] as const;
type Site = 'main' | (typeof SECONDARIES)[number];

async function request(site: Site, method: string, target: string, body?: object): Promise<Answered> {
  const { sites, tokens } = checkout.stack();
  const response = await fetch(`${sites[site]?.url}${target}`, {
    method,
    headers: { authorization: `Bearer ${tokens.service}`, 'content-type': 'application/json', connection: 'close' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const link = (site: Site, verb: string) =>
  checkout.shell(`npm run -s link -- ${site === 'institute' ? '--site institute ' : ''}${verb}`);

test('two secondaries, both cut off, record by themselves; main and both of them have everything once in the end', async () => {
  for (const site of SECONDARIES) expect(link(site, 'down')).toContain('link down');
  const recorded = [];
  for (const [index, site] of SECONDARIES.entries()) {
    const start_time = `2026-03-0${index + 1}T00:00:00Z`;
    const { status, body } = await request(site, 'POST', '/executed_obs_units/start', { obs_unit_id: 1, start_time });
    expect({ status, body }).toMatchObject({ status: 201, body: { status: 'buffered', site } });
    recorded.push({ site, body });
  }
  const [first, second] = recorded;
  for (const { site, body } of recorded) {
    expect((await request(site, 'GET', `/executed_obs_units/by-id/${body.id}`)).status).toBe(200);
    const other = body === first?.body ? 'institute' : 'observatory';
    expect((await request(other, 'GET', `/executed_obs_units/by-id/${body.id}`)).status).toBe(404);
  }
  for (const site of SECONDARIES) expect(link(site, 'up')).toContain('link up');
  for (const site of ['main', ...SECONDARIES] as const)
    await until(async () => {
      const found = [first, second].map((one) => request(site, 'GET', `/executed_obs_units/by-id/${one?.body.id}`));
      return (await Promise.all(found)).every(({ status }) => status === 200);
    }, 60_000);
  const { database_url } = checkout.stack().sites.main;
  const ids = recorded.map(({ body }) => body.transaction_id);
  const rows = await query(database_url, 'select site from ledger where transaction_id = any($1::uuid[])', [ids]);
  expect(rows.map((row) => row.site).sort()).toEqual([...SECONDARIES].sort());
  expect((await request('main', 'GET', '/replication/status')).body.slots).toEqual(
    expect.arrayContaining(SECONDARIES.map((name) => expect.objectContaining({ name, active: true }))),
  );
}, 240_000);

test('what is killed at the second secondary comes back, and Ctrl-C stops all of it', async () => {
  const before = checkout.stack().processes.institute_redis ?? expect.fail('it has no Redis');
  process.kill(before, 'SIGKILL');
  await until(async () => checkout.stack().processes.institute_redis !== before);
  const { processes } = checkout.stack();
  const names = ['replica_database', 'redis', 'volatile_redis', 'link', 'functions', 'gateway'];
  expect(Object.keys(processes)).toEqual(expect.arrayContaining(names.map((name) => `institute_${name}`)));
  expect(await checkout.interrupt()).toBe(0);
  for (const pid of Object.values(processes)) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
});
