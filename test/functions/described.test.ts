import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { drain } from '../../lib/flow/drain.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';
import { DescribedRequests, type Operation, operations } from './described-requests.ts';
import { endpoints } from './endpoints.ts';
import { AT, nextTime, patiently, replicate } from './expect.ts';

/** FUZZ_SEED and FUZZ_REQUESTS look further. */
const SEED = Number(process.env.FUZZ_SEED ?? 897_932);
/** In all; FUZZ_REQUESTS=50000 takes some minutes. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 4_000);
const EACH = Math.ceil(REQUESTS / (operations.length * AT.length));

let sites: Sites;
const ids: string[] = [];
beforeAll(async () => {
  // Nobody listens there: what would be asked of the world is never asked.
  const nowhere = 'http://127.0.0.1:9';
  const github = {
    GITHUB_BASE_URL: nowhere,
    GITHUB_API_URL: nowhere,
    GITHUB_CLIENT_ID: 'fuzz',
    GITHUB_ORG_NAME: 'fuzz',
  };
  sites = await openSites(inject('servers'), {
    ...github,
    PUBLIC_URL: nowhere,
    GITHUB_CLIENT_SECRET: 'fuzz',
    SESAME_URL: nowhere,
    VISIBILITY_BUDGET_MS: '200',
  });
  for (const at of ['main', 'observatory', 'observatory'] as const) {
    const body = { obs_unit_id: 1, start_time: nextTime() };
    const { id } = (await call(sites[at], 'POST', '/executed_obs_units/start', { body })).body;
    const made = { name: 'p', executed_obs_unit_id: id, instrument_module_id: 5 };
    ids.push(id, (await call(sites[at], 'POST', '/raw_data_package', { body: made })).body.id);
    if (ids.length < 5) await replicate(sites);
  }
});
afterAll(() => sites.close());

/** What an endpoint may answer of the world beyond this system, which is not there. */
const BEYOND = ['resolver.unavailable', 'github.unavailable', 'auth.not_configured'];

const titled = operations.map((one): [string, Operation] => [`${one.method} ${one.path}`, one]);
test.each(titled)(
  '%s answers as described, never with a 5xx, whatever is made of its description',
  async (_, operation) => {
    console.log(`described ${operation.method} ${operation.path}: FUZZ_SEED=${SEED} FUZZ_REQUESTS=${REQUESTS}`);
    const requests = new DescribedRequests(SEED, ids);
    const endpoint = endpoints.find(({ title }) => title === `${operation.method} ${operation.path}`);
    if (endpoint === undefined) throw new Error('the description names an endpoint there is not');
    for (let n = 0; n < EACH; n++) {
      for (const at of AT) {
        const { method, path, body } = requests.next(operation);
        const role = n % 3 === 0 ? 'admin' : n % 3 === 1 ? 'observer' : 'service';
        const init = {
          method,
          headers: { authorization: `Bearer ${TOKENS[role]}`, 'content-type': 'application/json' },
          ...(body === undefined || method === 'GET' ? {} : { body }),
        };
        const ask = () => endpoint.fetch(new Request(new URL(path, 'http://site'), init), sites[at]);
        const response = await patiently(sites, ask);
        const text = await response.text();
        const said = `${at} ${method} ${path} ${body?.slice(0, 500)} -> ${response.status} ${text.slice(0, 500)}`;
        const beyond = response.status === 503 && BEYOND.includes(JSON.parse(text).code);
        if (!beyond) expect(response.status, said).toBeLessThan(500);
        expect(operation.statuses, said).toContain(response.status);
        const shape = endpoint.declared.answers[response.status]?.body;
        // With fields= a list answers less than a record.
        if (path.includes('fields=')) continue;
        if (shape === undefined || !response.headers.get('content-type')?.startsWith('application/json')) continue;
        const answered = shape.safeParse(JSON.parse(text));
        expect(answered.error?.issues ?? [], said).toEqual([]);
      }
    }
    // So that the buffer is never full of what was made up, and nobody who calls has been made inactive by it.
    await drain(sites.observatory);
    await sites.sqlOnMain(`update "user" set is_active = true where not is_active`);
  },
);
