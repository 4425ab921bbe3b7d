import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { drain } from '../../lib/flow/drain.ts';
import { list } from '../../lib/flow/list.ts';
import type { Site } from '../../lib/flow/site.ts';
import { submit } from '../../lib/flow/submit.ts';
import { listQuery } from '../../lib/model/filter.ts';
import type { Outbox } from '../../lib/outbox/outbox.ts';
import { finish, start } from '../support/record.ts';
import { openSites, type Sites, until } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

const time = (minute: number) => new Date(Date.UTC(2026, 5, 1, 0, minute)).toISOString().replace('.000Z', 'Z');
const request = { user_id: 1, endpoint: 'test', fingerprint: 'test' };

/** A drain that dies before it hears main's verdicts. */
async function drainUnheard(site: Site): Promise<void> {
  const buffer = site.buffer ?? expect.fail('a secondary has a buffer');
  const deaf = new Proxy<Outbox>(buffer.outbox, {
    get: (outbox, name) => {
      if (name === 'settle') return async () => ({ applied: 0, refused: 0, held: 0, fault: 0 });
      const member = Reflect.get(outbox, name);
      return typeof member === 'function' ? member.bind(outbox) : member;
    },
  });
  await drain({ ...site, buffer: { ...buffer, outbox: deaf } });
}

/** Every page of the list in every order, some rows at a time. */
async function pages(site: Site): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const order of ['start_time', '-start_time', 'created_at', '-created_at'])
    for (const limit of ['1', '2', '5', '50']) {
      let cursor: string | undefined;
      do {
        const page = listQuery(executedObsUnit).parse({ order, limit, ...(cursor !== undefined && { cursor }) });
        const { items, next_cursor } = (await list(site, executedObsUnit, page)).list;
        found.push([order, limit, items]);
        cursor = next_cursor ?? undefined;
      } while (cursor !== undefined);
    }
  return found;
}

test('what main has taken unheard is on the page its pending changes put it on, and on no other', async () => {
  const { observatory } = sites;
  const change = (id: string | number, patch: Record<string, unknown> | 'delete') =>
    submit(observatory, request, async (draft) => {
      const found = await draft.find(executedObsUnit, id);
      if (patch === 'delete') draft.delete(found);
      else draft.update(found, patch);
    });
  for (let minute = 0; minute < 4; minute++) await start(observatory, 1, time(100 + 10 * minute));
  await until(async () => (await drain(observatory)).pending === 0);
  await sites.replayed();

  const ids: (string | number)[] = [];
  for (let minute = 0; minute < 12; minute++) ids.push((await start(observatory, 2, time(95 + 5 * minute))).id);
  const [first = '', second = '', third = '', , , , , , ninth = '', tenth = '', eleventh = '', last = ''] = ids;
  await drainUnheard(observatory);
  await sites.replayed();
  // Each base row is on the replica now, as it was created; here main has not been heard.
  await change(last, 'delete');
  await change(first, 'delete');
  await change(eleventh, { start_time: time(0) });
  await change(second, { start_time: time(500) });
  await change(tenth, { created_at: '2020-01-01T00:00:00Z' });
  await finish(observatory, ninth);
  await finish(observatory, third);
  await start(observatory, 3, time(121));

  const before = await pages(observatory);
  await until(async () => (await drain(observatory)).pending === 0);
  expect(await pages(sites.main)).toEqual(before);
  await sites.replayed();
  expect(await pages(observatory)).toEqual(before);
});
