import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { obsUnit } from '../../../lib/entities/programme.ts';
import { drain } from '../../../lib/flow/drain.ts';
import { submit } from '../../../lib/flow/submit.ts';
import type { Receipt } from '../../../lib/model/transaction.ts';
import { call } from '../../support/api.ts';
import { finish, start } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { begin, doom, drainAll, operate, WHY } from '../buffer/doomed.ts';
import { AT, nextTime, replicate } from '../expect.ts';
import { Follower } from './follower.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const files = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const relative_path = `${nextTime()}/${n}`;
    return { name: `${n}.h5`, relative_path, source_location_id: 1, instrument_module_id: 1 };
  });

/** Changes an observation unit, which is done on main. */
async function rename(at: (typeof AT)[number], id: number): Promise<Receipt> {
  const call = { user_id: 1, endpoint: 'test', fingerprint: 'test' };
  const name = `unit ${nextTime()}`;
  const changed = submit(sites[at], call, async (draft) => draft.update(await draft.find(obsUnit, id), { name }));
  return (await changed).receipt;
}

const written = (at: (typeof AT)[number], state: string) => ({
  site: sites[at].config.SITE_NAME,
  at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  user_id: 4,
  state,
});

describe('GET /events', () => {
  describe('200', () => {
    test.each(AT)('at %s without a cursor it answers where the feed is now, and nothing from before', async (at) => {
      await replicate(sites); // what was done at main before is no news at the observatory
      await start(sites[at], 1, nextTime());
      const follower = await Follower.begin(sites[at]);
      expect(await follower.next()).toEqual({ items: [], cursor: follower.cursor, more: false, complete: true });
    });

    test('at main a change comes once, says who changed which records and where, and no value', async () => {
      const follower = await Follower.begin(sites.main);
      const body = { obs_unit_id: 1, start_time: nextTime(), comment: 'not to be told' };
      const { id, transaction_id } = (await call(sites.main, 'POST', '/executed_obs_units/start', { body })).body;
      expect(await follower.sees(transaction_id, 'applied')).toEqual({
        transaction_id,
        ...written('main', 'applied'),
        endpoint: 'POST /executed_obs_units/start',
        changes: [{ entity: 'executed_obs_unit', operation: 'create', ids: [id] }],
      });
      await follower.catchUp();
      expect(follower.of(transaction_id)).toHaveLength(1);
    });

    test('at the observatory it comes whenever its state changes, and is otherwise the same', async () => {
      await replicate(sites); // what was done at main before comes first
      const follower = await Follower.begin(sites.observatory);
      const { id, transaction_id } = await begin(sites);
      const event = {
        transaction_id,
        ...written('observatory', 'buffered'),
        endpoint: 'POST /executed_obs_units/start',
        changes: [{ entity: 'executed_obs_unit', operation: 'create', ids: [id] }],
      };
      expect(await follower.catchUp()).toEqual([event]);
      expect(await follower.catchUp()).toEqual([]);
      await replicate(sites);
      const { at } = await follower.sees(transaction_id, 'replicated');
      expect(follower.of(transaction_id)).toEqual([
        { ...event, at },
        { ...event, at, state: 'replicated' },
      ]);
      expect(await follower.catchUp()).toEqual([]);
    });

    test('what is on main and not back yet is applied; after that it is only replicated, though it is still in the buffer', async () => {
      const follower = await Follower.begin(sites.observatory);
      const { transaction_id } = await start(sites.observatory, 1, nextTime());
      await drain(sites.observatory);
      const [first] = await follower.catchUp();
      expect(['applied', 'replicated']).toContain(first?.state);
      await follower.sees(transaction_id, 'replicated');
      expect((await call(sites.observatory, 'GET', '/buffer/stats')).body.unreplicated).toBeGreaterThan(0);
      await replicate(sites);
      await follower.catchUp();
      expect(follower.of(transaction_id).at(-1)?.state).toBe('replicated');
    });

    test('what Cologne changes reaches the mountain when it replicates, in the order of Cologne', async () => {
      const followers = [await Follower.begin(sites.main), await Follower.begin(sites.observatory)] as const;
      const { id } = await start(sites.main, 2);
      await finish(sites.main, id);
      const { transaction_id } = await rename('main', 1);
      await followers[0].sees(transaction_id, 'applied');
      await followers[1].sees(transaction_id, 'replicated');
      const [cologne, mountain] = followers.map(({ seen }) => seen.map(({ state: _, ...event }) => event));
      expect(cologne).toHaveLength(3);
      expect(mountain).toEqual(cologne);
      // Numbers are numbers.
      expect(mountain?.at(-1)?.changes).toEqual([{ entity: 'obs_unit', operation: 'update', ids: [1] }]);
    });

    test('a direct change across the link shows at once, as the buffered ones do', async () => {
      const follower = await Follower.begin(sites.observatory);
      const { transaction_id, status } = await rename('observatory', 2);
      expect(status).toBe('applied');
      const [event] = await follower.catchUp();
      expect(event).toMatchObject({ transaction_id, changes: [{ entity: 'obs_unit', operation: 'update', ids: [2] }] });
    });
  });

  test.each(AT)('at %s a thousand records of one transaction are one event', async (at) => {
    const follower = await Follower.begin(sites[at]);
    const { body } = await call(sites[at], 'POST', '/raw_data_files/bulk', { body: files(1_000) });
    const { transaction_id } = body.items[0];
    const ids = body.items.map(({ id }: { id: string }) => id);
    const changes = [{ entity: 'raw_data_file', operation: 'create', ids }];
    expect(await follower.sees(transaction_id, at === 'main' ? 'applied' : 'buffered')).toMatchObject({ changes });
    await replicate(sites);
    if (at === 'observatory') expect(await follower.sees(transaction_id, 'replicated')).toMatchObject({ changes });
  });

  test.each(AT)('at %s changes of the entities asked for come, and of a transaction only those', async (at) => {
    const all = await Follower.begin(sites[at]);
    const own = await Follower.begin(sites[at], { entity: 'raw_data_file' });
    const { id } = await start(sites[at], 3, nextTime());
    const facts = {
      executed_obs_unit_id: id,
      name: `package ${nextTime()}`,
      relative_path: nextTime(),
      instrument_module_id: 1,
    };
    const body = { ...facts, files: files(2) };
    const made = await call(sites[at], 'POST', '/raw_data_package', { body });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const state = at === 'main' ? 'applied' : 'buffered';
    const { transaction_id, file_ids } = made.body;
    const whole = await all.sees(transaction_id, state);
    const of_files = { entity: 'raw_data_file', operation: 'create', ids: file_ids };
    const of_package = { entity: 'raw_data_package', operation: 'create', ids: [made.body.id] };
    expect(whole.changes).toEqual([of_package, of_files]);
    expect(await own.sees(transaction_id, state)).toEqual({ ...whole, changes: [of_files] });
    await own.catchUp();
    expect(own.seen).toHaveLength(1);
    const query = `after=${own.cursor}&entity=raw_data_file&entity=raw_data_package`;
    expect((await call(sites[at], 'GET', `/events?${query}`)).status).toBe(200);
  });

  test.each(AT)('at %s users and tokens are told of to administrators only', async (at) => {
    const viewer = await Follower.begin(sites[at], {}, { role: 'viewer' });
    const observer = await Follower.begin(sites[at], {}, { role: 'observer' });
    const admin = await Follower.begin(sites[at], {}, { role: 'admin' });
    const made = await call(sites[at], 'POST', '/api/tokens', { role: 'viewer', body: { name: 'mine' } });
    expect(made.status).toBe(201);
    const { transaction_id } = await start(sites[at], 4, nextTime());
    await replicate(sites);
    for (const follower of [viewer, observer, admin])
      await follower.sees(transaction_id, at === 'main' ? 'applied' : 'replicated');
    const seen = admin.seen.filter(({ changes }) => changes.some(({ entity }) => entity === 'api_token'));
    expect(seen[0]).toMatchObject({ endpoint: 'POST /api/tokens', changes: [{ ids: [made.body.id] }, {}] });
    for (const follower of [viewer, observer]) {
      expect(JSON.stringify(follower.seen)).not.toMatch(/api_token|audit_event|"user"/);
      expect(follower.seen.every(({ changes }) => changes.length > 0)).toBe(true);
    }
  });

  test.each(AT)('at %s an answer has as many as are asked for, and says that there are more', async (at) => {
    const whole = await Follower.begin(sites[at]);
    const paged = await Follower.begin(sites[at], { limit: '2' });
    const last = [];
    for (let n = 0; n < 5; n++) last.push(await start(sites[at], 5, nextTime()));
    await replicate(sites);
    const state = at === 'main' ? 'applied' : 'replicated';
    for (const { transaction_id } of last) await whole.sees(transaction_id, state);
    const answer = await paged.next();
    expect(answer).toMatchObject({ items: expect.any(Array), more: true });
    expect(answer.items.length).toBeLessThanOrEqual(2);
    await paged.catchUp();
    expect(paged.seen.filter((event) => event.state === state)).toEqual(
      whole.seen.filter((event) => event.state === state),
    );
  });

  test('who slept while a dead letter was given up is told that it is, or was never told that it was there', async () => {
    const follower = await Follower.begin(sites.observatory, {}, { role: 'viewer' });
    const { start: dead, finish: held } = await doom(sites, 710);
    await follower.catchUp();
    expect(follower.states()).toEqual(
      new Map([
        [dead.transaction_id, 'dead'],
        [held.transaction_id, 'held'],
      ]),
    );
    for (const { transaction_id } of [dead, held]) {
      await operate(sites, 'DELETE', transaction_id, { reason: WHY });
      await drainAll(sites);
    }
    await replicate(sites);
    await follower.sees(held.transaction_id, 'discarded');
    expect(follower.states()).toEqual(
      new Map([
        [dead.transaction_id, 'discarded'],
        [held.transaction_id, 'discarded'],
      ]),
    );
  });
});
