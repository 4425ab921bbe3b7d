import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { declared } from '../../../functions/scheduled/precalculate-visibility.ts';
import { systemClock } from '../../../lib/kernel/clock.ts';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT } from '../expect.ts';
import { withoutCache } from '../visibility/cache-away.ts';

let sites: Sites;
beforeAll(async () => {
  const clock = { ...systemClock, now: () => Date.parse('2035-03-01T20:00:00Z') };
  sites = await openSites(inject('servers'), { VISIBILITY_NIGHTS: '2' }, { clock });
});
afterAll(() => sites.close());

describe.each(AT)('every minute at %s', (at) => {
  test('the coming nights are worked out as far as the time goes, and asked for they are there', async () => {
    expect(await declared.run(sites[at])).toMatchObject({ available: true, computed: 12, left: 0, complete: true });
    expect(await declared.run(sites[at])).toMatchObject({ before: 12, computed: 0, complete: true });
    const { headers } = await call(sites[at], 'GET', '/visibility/6?night=2035-03-02', { role: 'viewer' });
    expect(headers.get('opsdb-cache')).toBe('hit');
  });

  test('nothing is worked out while nothing can be kept, and the run says so', async () => {
    await withoutCache(sites[at], async (site) => {
      expect(await declared.run(site)).toMatchObject({ available: false, computed: 0, left: 12, complete: false });
    });
  });
});
