import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Deployed, endpoints, samplePath } from '../functions/endpoints.ts';
import { AT, nothingRecorded } from '../functions/expect.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'), {
    FRONTEND_URL: 'https://ops.example.org/app',
    PUBLIC_URL: 'https://api.example.org',
    CORS_ORIGINS: 'https://tools.example.org, https://tools.example.org:8443',
  });
});
afterAll(() => sites.close());

const TRUSTED = [
  'https://ops.example.org',
  'https://api.example.org',
  'https://tools.example.org',
  'https://tools.example.org:8443',
];
const FOREIGN = [
  'https://evil.example',
  'null',
  '',
  '*',
  'file://',
  'https://ops.example.org.evil.example',
  'https://evil-ops.example.org',
  'https://x.ops.example.org',
  'https://opsxexample.org',
  'http://ops.example.org',
  'https://ops.example.org:8443',
  'https://ops.example.org/',
  'https://ops.example.org/app',
  'https://ops.example.org@evil.example',
  'https://ops.example.org, https://evil.example',
  'https://evil.example https://ops.example.org',
  'HTTPS://OPS.EXAMPLE.ORG',
  'https://ops.example.org%00',
  'https://example.org',
];

const simple = ({ declared, fetch }: Deployed, at: (typeof AT)[number], origin?: string) =>
  fetch(
    new Request(new URL(samplePath(declared), 'http://site'), {
      method: declared.method,
      headers: { authorization: `Bearer ${TOKENS.viewer}`, ...(origin === undefined ? {} : { origin }) },
      ...(declared.body === undefined ? {} : { body: '{' }),
    }),
    sites[at],
  );

const preflight = (
  { declared, fetch }: Deployed,
  at: (typeof AT)[number],
  origin: string,
  path = samplePath(declared),
) =>
  fetch(
    new Request(new URL(path, 'http://site'), {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': declared.method,
        'access-control-request-headers': 'authorization,content-type',
      },
    }),
    sites[at],
  );

const allowed = ({ headers }: Response) => headers.get('access-control-allow-origin');

describe.each(AT)('pages at %s', (at) => {
  test.each(FOREIGN)('of the origin %j get no leave, from any endpoint, asking first or not', async (origin) => {
    await nothingRecorded(sites, async () => {
      for (const endpoint of endpoints) {
        for (const answer of [await simple(endpoint, at, origin), await preflight(endpoint, at, origin)])
          expect([endpoint.title, allowed(answer)]).toEqual([endpoint.title, null]);
      }
    });
  });

  test.each(TRUSTED)('of the trusted origin %s get exactly their own, with whatever is answered', async (origin) => {
    await nothingRecorded(sites, async () => {
      for (const endpoint of endpoints) {
        const answer = await simple(endpoint, at, origin);
        expect([endpoint.title, allowed(answer)]).toEqual([endpoint.title, origin]);
        expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
        // Nobody may keep this answer for pages of another origin.
        expect(answer.headers.get('vary')).toContain('Origin');
        const { headers } = answer;
        // What has an ETag may be kept by its reader alone; the page's own parts are for all.
        if (!endpoint.declared.path.startsWith('/docs/'))
          expect(headers.get('cache-control')).toBe(headers.has('etag') ? 'private, no-cache' : 'no-store');
      }
    });
  });

  test('a preflight of a trusted origin names the methods and headers there are, and runs nothing', async () => {
    const [origin = ''] = TRUSTED;
    await nothingRecorded(sites, async () => {
      for (const endpoint of endpoints) {
        const answer = await preflight(endpoint, at, origin);
        expect([answer.status, await answer.text(), allowed(answer)]).toEqual([204, '', origin]);
        const { headers } = answer;
        expect(headers.get('access-control-allow-methods')?.split(',')).toContain(endpoint.declared.method);
        expect(headers.get('access-control-allow-headers')).toBe(
          'Authorization,Content-Type,Idempotency-Key,If-Match,If-None-Match,X-Request-Id',
        );
        expect(headers.has('www-authenticate')).toBe(false);
      }
    });
  });

  test('a problem and a path that is not there can be read by a trusted page, and by no other', async () => {
    const [health] = endpoints.filter(({ title }) => title === 'GET /health');
    if (health === undefined) throw new Error('unreachable');
    const nowhere = (origin: string) =>
      health.fetch(new Request('http://site/nowhere', { headers: { origin } }), sites[at]);
    expect([
      (await nowhere('https://ops.example.org')).status,
      allowed(await nowhere('https://ops.example.org')),
    ]).toEqual([404, 'https://ops.example.org']);
    expect(allowed(await nowhere('https://evil.example'))).toBeNull();
    expect(allowed(await preflight(health, at, 'https://evil.example', '/nowhere'))).toBeNull();
  });

  test('who is no page is told nothing of origins', async () => {
    for (const endpoint of endpoints) {
      const { headers } = await simple(endpoint, at);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test('403: a page of another origin uses no session, whatever cookie its browser holds', async () => {
    const cookie = `__Host-ops_${sites[at].config.SITE_NAME}=ops_refresh_${'0'.repeat(36)}.${'0'.repeat(43)}`;
    for (const title of ['POST /auth/refresh', 'POST /auth/logout']) {
      const [endpoint] = endpoints.filter((one) => one.title === title);
      const status = async (headers: Record<string, string>) => {
        const path = new URL(endpoint?.declared.path ?? '', 'http://site');
        const request = new Request(path, { method: 'POST', headers: { cookie, ...headers } });
        return (await endpoint?.fetch(request, sites[at]))?.status;
      };
      for (const origin of FOREIGN.filter((text) => text !== '')) expect(await status({ origin })).toBe(403);
      expect(await status({ origin: 'https://ops.example.org' })).not.toBe(403);
    }
  });
});

test('a site that names no origin trusts none', async () => {
  const alone = await openSites(inject('servers'));
  try {
    for (const endpoint of endpoints.slice(0, 3)) {
      const request = new Request(new URL(samplePath(endpoint.declared), 'http://site'), {
        method: endpoint.declared.method,
        headers: { origin: 'http://site' },
      });
      expect(allowed(await endpoint.fetch(request, alone.main))).toBeNull();
    }
  } finally {
    await alone.close();
  }
});
