import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { drain } from '../../../lib/flow/drain.ts';
import { retire } from '../../../lib/flow/retire.ts';
import { call } from '../../support/api.ts';
import { finish } from '../../support/record.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

let seconds = 0;
/** An execution that begins on either side of those before, several at the same time but of different units. */
const next = () => {
  seconds += 1;
  const time = Date.UTC(2026, 5, 1) + (seconds % 2 === 0 ? 1 : -1) * Math.floor(seconds / 3) * 1_000;
  return { obs_unit_id: 1 + (seconds % 8), start_time: new Date(time).toISOString() };
};

/** What happens between the first pages: part of the buffer is applied, replicated, or leaves the overlay; another record comes. */
const HAPPENINGS = [
  async () => {
    const { config } = sites.observatory;
    await drain({ ...sites.observatory, config: { ...config, DRAIN_BATCH_SIZE: 3, DRAIN_BUDGET_MS: 0 } });
  },
  () => sites.replayed(),
  () => retire(sites.observatory),
  () => call(sites.observatory, 'POST', '/executed_obs_units/start', { body: next() }),
];

const ORDERS: [order: string, queries: string[]][] = [
  ['start_time', ['', '&q=lists', '&fields=comment', '&total=true']],
  ['-start_time', ['']],
  ['created_at', ['']],
  ['-created_at', ['', '&q=lists&status=running&status=completed', '&total=true&fields=id']],
];

describe.each(ORDERS)('in the order %s', (order, queries) => {
  test.each(queries)(
    'pages show what is there all the time once, while the overlay drains and records arrive: %s',
    async (query) => {
      const { observatory } = sites;
      const there: string[] = [];
      for (let number = 0; number < 15; number++) {
        if (number === 5) await replicate(sites);
        const body = { ...next(), comment: 'about lists' };
        const { status, body: receipt } = await call(observatory, 'POST', '/executed_obs_units/start', { body });
        expect(status).toBe(201);
        there.push(receipt.id);
      }
      for (const id of [there[2], there[12]]) await finish(observatory, id ?? '');

      const path = `/executed_obs_units?order=${order}&limit=4${query}`;
      const seen: string[] = [];
      for (let [cursor, page]: [string | null, number] = ['', 0]; cursor !== null; page++) {
        const { status, body } = await call(observatory, 'GET', `${path}${cursor && `&cursor=${cursor}`}`);
        expect(status).toBe(200);
        expect(body.complete).toBe(body.next_cursor === null);
        seen.push(...body.items.map(({ id }: { id: string }) => id));
        cursor = body.next_cursor;
        if (page < 3 * HAPPENINGS.length) await HAPPENINGS[page % HAPPENINGS.length]?.();
      }
      expect(seen).toHaveLength(new Set(seen).size);
      expect(there.filter((id) => !seen.includes(id))).toEqual([]);
      await replicate(sites);
      const kept = seen.filter((id) => there.includes(id));
      const after = (await call(sites.main, 'GET', `/executed_obs_units?order=${order}&limit=500`)).body.items;
      expect(after.map(({ id }: { id: string }) => id).filter((id: string) => there.includes(id))).toEqual(kept);
    },
  );
});
