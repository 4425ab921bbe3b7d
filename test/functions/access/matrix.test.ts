import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ROLE_NAMES } from '../../../lib/auth/users.ts';
import { ROLES } from '../../../lib/model/permission.ts';
import type { Answered } from '../../support/api.ts';
import { type Deployed, endpoints, harmless, samplePath } from '../endpoints.ts';
import { expectProblem, nothingRecorded } from '../expect.ts';
import { type Caller, knownCallers, unknownCallers } from './callers.ts';
import { openPlaces, PLACES, type Place, type Places } from './places.ts';
import { access, type Granted } from './table.ts';

let places: Places;
let known: Caller[];
let unknown: Caller[];
beforeAll(async () => {
  places = await openPlaces(inject('servers'));
  known = await knownCallers(places);
  unknown = await unknownCallers(places);
});
afterAll(() => places.close());

const guarded = endpoints.filter(({ declared }) => declared.permission !== 'public');

/** A call whose body, where it has one, nobody can read: what is refused is refused before it is looked at. */
async function ask(place: Place, { declared, fetch }: Deployed, authorization?: string): Promise<Answered> {
  const request = new Request(new URL(samplePath(declared) + harmless(declared), 'http://site'), {
    method: declared.method,
    headers: authorization === undefined ? {} : { authorization },
    ...(declared.body === undefined ? {} : { body: '{' }),
  });
  const response = await fetch(request, places.at[place]);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** What an answer came to, in a word: what every cell of the matrix is compared by. */
function outcome({ declared }: Deployed, { status, body }: Answered): string {
  if (body.code === 'auth.required') return 'unknown';
  if (body.code === 'auth.forbidden') return `needs ${body.permission}`;
  // Past the door, and no further: nobody can read this body.
  if (declared.body !== undefined) return body.code === 'request.malformed' ? 'may' : `${status} ${body.code}`;
  return status < 500 && body.code !== 'route.not_found' ? 'may' : `${status} ${body.code}`;
}

/** What the table says: the whole row of a caller. */
function expected({ may, narrowed }: Caller): Record<string, string> {
  const rows = guarded.map(({ title, declared: { method, permission } }): [string, string] => {
    const granted = access.get(title) ?? expect.fail(`docs/access.md has no row ${title}`);
    if (may === undefined) return [title, 'unknown'];
    if (narrowed && permission === 'own' && method !== 'GET') return [title, 'needs own'];
    return [title, may(granted, permission) ? 'may' : `needs ${permission}`];
  });
  return Object.fromEntries(rows);
}

async function found(place: Place, { header }: Caller): Promise<Record<string, string>> {
  const outcomes: [string, string][] = [];
  for (const endpoint of guarded)
    outcomes.push([endpoint.title, outcome(endpoint, await ask(place, endpoint, header(place)))]);
  return Object.fromEntries(outcomes);
}

test('the table has a row for every endpoint and no others, and a column for every role', () => {
  expect([...access.keys()].sort()).toEqual(endpoints.map(({ title }) => title).sort());
  const row = access.get('GET /health') ?? expect.fail('no row');
  for (const role of [...ROLE_NAMES, ...Object.keys(ROLES)]) expect(row).toHaveProperty(role, true);
});

test('nobody is granted more by the table than these: users and the audit log are the administrators’', () => {
  const granted = (who: keyof Granted) =>
    [...access].filter(([, row]) => row[who] && !row['signed in']).map(([title]) => title);
  const alone = granted('admin').filter(
    (title) => !['observer', 'viewer', 'service'].some((role) => access.get(title)?.[role as keyof Granted]),
  );
  const availability = /^PATCH \/instrument(s|_modules)\/.*availability$|^POST \/visibility\/precalculate$/;
  const administrative = (title: string) => / \/(admin|audit)\b/.test(title) || availability.test(title);
  expect(alone).toEqual(granted('admin').filter(administrative));
  expect(granted('service').filter((title) => / \/api\/tokens/.test(title))).toEqual([]);
  const changes = granted('viewer').filter((title) => !title.startsWith('GET '));
  expect(changes.filter((title) => !/ \/api\/tokens|\/lookup$|\/sources\/resolve$/.test(title))).toEqual([]);
});

describe.each(PLACES)('at %s', (place) => {
  test('everybody who is known may exactly what the table says, and nothing is recorded by trying', async () => {
    expect(known.length).toBeGreaterThan(20);
    await nothingRecorded(places, async () => {
      for (const caller of known)
        expect({ [caller.name]: await found(place, caller) }).toEqual({ [caller.name]: expected(caller) });
    });
  });

  test('everybody else may nothing, and is told so in the same words', async () => {
    expect(unknown.length).toBeGreaterThan(20);
    await nothingRecorded(places, async () => {
      for (const caller of unknown) {
        const words = new Set<string>();
        for (const endpoint of guarded) {
          const answer = await ask(place, endpoint, caller.header(place));
          if (answer.body.code !== 'auth.required')
            expect.fail(`${caller.name} at ${endpoint.title}: ${answer.status}`);
          expectProblem(answer, 'auth.required');
          expect(answer.headers.get('www-authenticate')).toBe('Bearer');
          const { instance: _, ...said } = answer.body;
          words.add(JSON.stringify(said));
        }
        // Whoever guesses learns nothing of why.
        expect([...words].map((said) => JSON.parse(said).detail)).toEqual([
          'There is no token, or it is unknown, expired or revoked.',
        ]);
      }
    });
  });
});
