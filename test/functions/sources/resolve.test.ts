import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { type LocalSesame, startSesame } from '../../support/sesame.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem } from '../expect.ts';
import { withoutCache } from '../visibility/cache-away.ts';

let sesame: LocalSesame;
let sites: Sites;
beforeAll(async () => {
  sesame = await startSesame();
  sites = await openSites(inject('servers'), { SESAME_URL: `${sesame.url}/`, SESAME_TIMEOUT_MS: '500' });
});
afterEach(() => sesame.mode('ok'));
afterAll(async () => {
  await sites.close();
  await sesame.close();
});

type At = (typeof AT)[number];
const resolve = (at: At, name: unknown) =>
  call(sites[at], 'POST', '/sources/resolve', { role: 'viewer', body: { name } });

const ORION = {
  name: 'NAME Orion-KL',
  resolver: 'Simbad',
  ra_deg: 83.809,
  dec_deg: -5.372639,
  object_type: 'SFR',
  aliases: ['NAME KL Nebula', '[GR88] 15 & others'],
};

describe('POST /sources/resolve', () => {
  describe('200', () => {
    test.each(AT)('at %s a name is asked for once, and answered from then on, internet or not', async (at) => {
      const asked = sesame.requests.length;
      const first = await resolve(at, 'Orion-KL');
      expect(first).toMatchObject({ status: 200, body: ORION });
      expect(first.headers.get('opsdb-cache')).toBe('miss');
      sesame.mode('drops');
      const again = await resolve(at, '  Orion-KL ');
      expect(again).toMatchObject({ status: 200, body: ORION });
      expect(again.headers.get('opsdb-cache')).toBe('hit');
      expect(sesame.requests).toHaveLength(asked + 1);
    });

    test.each(AT)('at %s names are resolved while the cache is away, asked for each time', async (at) => {
      await withoutCache(sites[at], async (site) => {
        const asked = sesame.requests.length;
        for (let times = 0; times < 2; times++)
          expect(
            await call(site, 'POST', '/sources/resolve', { role: 'viewer', body: { name: 'NGC   253' } }),
          ).toMatchObject({ status: 200, body: { name: 'NGC 0253', resolver: 'NED' } });
        expect(sesame.requests.slice(asked)).toEqual(Array(2).fill('/cgi-bin/nph-sesame/-oxpI/SNV?NGC%20253'));
      });
    });
  });

  describe('404', () => {
    test.each(AT)('at %s a name nobody knows is asked for once, too', async (at) => {
      const asked = sesame.requests.length;
      for (let times = 0; times < 2; times++) {
        const answer = await resolve(at, 'Xyzzy 123');
        expectProblem(answer, 'name.unknown');
        expect(answer.body).toMatchObject({ name: 'Xyzzy 123', detail: 'Simbad, NED and VizieR know no Xyzzy 123.' });
      }
      expect(sesame.requests).toHaveLength(asked + 1);
    });
  });

  describe('422', () => {
    test.each(AT)('at %s what is no name is refused', async (at) => {
      for (const name of [undefined, 7, '', '   ', 'x'.repeat(101), 'a\u0000b', '\ud800'])
        expectInvalid(await resolve(at, name), ['body.name']);
    });
  });

  describe('503', () => {
    test.each(AT)(
      'at %s a resolver that cannot be relied on is out of reach, nothing of it is shown or kept',
      async (at) => {
        for (const mode of ['drops', 'slow', 'broken', 'other', 'errors', 'huge', 'redirects', 'partial'] as const) {
          sesame.mode(mode);
          const answer = await resolve(at, `Unheard of ${at}`);
          expectProblem(answer, 'resolver.unavailable');
          expect(JSON.stringify(answer.body)).not.toMatch(/secret|127\.0\.0\.1|Error|ECONN/);
        }
        sesame.mode('ok');
        expectProblem(await resolve(at, `Unheard of ${at}`), 'name.unknown');
      },
    );
  });
});
