import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Answered, answered, call } from '../../support/api.ts';
import { TOKENS } from '../../support/sites.ts';
import { type Deployed, endpoints, samplePath } from '../endpoints.ts';
import { expectProblem, nothingRecorded } from '../expect.ts';
import { strangerToken } from './callers.ts';
import { openPlaces, PLACES, type Place, type Places } from './places.ts';
import { access } from './table.ts';

let places: Places;
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
});
afterAll(() => places.close());

const HEADERS = [undefined, '', 'Bearer nonsense', `Bearer ${strangerToken()}`, `Bearer ${TOKENS.admin}`];

const isPublic = ({ title }: Deployed) => access.get(title)?.public === true;
const open = endpoints.filter((endpoint) => isPublic(endpoint) && !endpoint.declared.development_only);
const development = endpoints.filter(({ declared }) => declared.development_only);

async function ask(place: Place, { declared, fetch }: Deployed, authorization?: string): Promise<Answered> {
  const request = new Request(new URL(samplePath(declared), 'http://site'), {
    method: declared.method,
    headers: authorization === undefined ? {} : { authorization },
    ...(declared.body === undefined ? {} : { body: '{}' }),
  });
  return answered(await fetch(request, places.at[place]));
}

/** What nobody's call comes to, without a cookie and in a site that has no GitHub app. */
const ALONE: Record<string, number> = {
  'GET /.well-known/jwks.json': 200,
  'GET /docs': 200,
  'GET /docs/{version}/{file}': 422,
  'GET /health': 200,
  'GET /openapi.json': 200,
  'POST /auth/code': 422,
  'POST /auth/logout': 200,
  'POST /auth/refresh': 401,
  'GET /github/callback': 422,
  'GET /github/login': 503,
};

describe.each(PLACES)('at %s', (place) => {
  test.each(open)('$title does not look at the Authorization header', async (endpoint) => {
    await nothingRecorded(places, async () => {
      for (const header of HEADERS) {
        const { status, body } = await ask(place, endpoint, header);
        expect([header, status, body?.code === 'auth.required']).toEqual([
          header,
          ALONE[endpoint.title],
          endpoint.title === 'POST /auth/refresh',
        ]);
      }
    });
  });

  test.each(development)('$title is not there, whoever asks', async (endpoint) => {
    for (const header of HEADERS) expectProblem(await ask(place, endpoint, header), 'route.not_found');
  });

  test('refreshing needs the cookie, and no token stands in for it', async () => {
    for (const authorization of [`Bearer ${TOKENS.admin}`, 'Bearer nonsense']) {
      const answer = await call(places.at[place], 'POST', '/auth/refresh', { authorization });
      expectProblem(answer, 'auth.required');
      expect(answer.body.detail).toBe('There is no session, or it has ended.');
    }
  });

  test('what a caller may do is decided before what is sent is looked at', async () => {
    const nonsense = { role: 'viewer' as const, body: '{' };
    const answer = await nothingRecorded(places, () =>
      call(places.at[place], 'POST', '/executed_obs_units/start?x=1', nonsense),
    );
    expectProblem(answer, 'auth.forbidden');
    expect(answer.body).toMatchObject({
      permission: 'write:observations',
      detail: expect.stringContaining('write:observations'),
    });
  });

  test('the scheme of the header is read in any case, and the spaces behind it are not counted', async () => {
    const info = (authorization: string) => call(places.at[place], 'GET', '/site/info', { authorization });
    for (const scheme of ['bearer  ', 'BEARER ', 'Bearer '])
      expect((await info(`${scheme}${TOKENS.viewer}`)).status).toBe(200);
  });
});

test('there are public endpoints and one for development, and the table calls both public', () => {
  expect(open.map(({ title }) => title).sort()).toEqual(Object.keys(ALONE).sort());
  expect(development.map(({ title }) => title)).toEqual(['POST /api/demo/create-demo-token']);
  for (const { title } of development) expect(access.get(title)?.public).toBe(true);
});
