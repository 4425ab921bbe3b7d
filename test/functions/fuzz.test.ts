import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { drain } from '../../lib/flow/drain.ts';
import { PROBLEMS, type ProblemCode } from '../../lib/kernel/problem.ts';
import { answered, call } from '../support/api.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { type Deployed, endpoints } from './endpoints.ts';
import { AT, nextTime, patiently, replicate } from './expect.ts';

/** FUZZ_SEED and FUZZ_RUNS look further. */
const SEED = Number(process.env.FUZZ_SEED ?? 926_535);
const RUNS = Number(process.env.FUZZ_RUNS ?? 50);

let sites: Sites;
/** Ids of records that exist, running and finished, pending and arrived, and of transactions that are final. */
const known: string[] = ['0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1'];
beforeAll(async () => {
  // Nobody listens there: what signing in would ask is never asked.
  const nowhere = 'http://127.0.0.1:9';
  sites = await openSites(inject('servers'), {
    PUBLIC_URL: nowhere,
    GITHUB_BASE_URL: nowhere,
    GITHUB_API_URL: nowhere,
    GITHUB_CLIENT_ID: 'fuzz',
    GITHUB_CLIENT_SECRET: 'fuzz',
    GITHUB_ORG_NAME: 'fuzz',
    SESAME_URL: nowhere,
    VISIBILITY_BUDGET_MS: '200',
  });
  for (const at of ['main', 'observatory', 'observatory'] as const) {
    const body = { obs_unit_id: 1, start_time: nextTime() };
    const started = await call(sites[at], 'POST', '/executed_obs_units/start', { body });
    known.push(started.body.id, ...(at === 'main' ? [started.body.transaction_id] : []));
    if (at === 'observatory' && known.length < 5) await replicate(sites);
  }
});
afterAll(() => sites.close());

const NAMES =
  'obs_unit_id start_time end_time status mean_pwv_mm mean_elevation_deg comment executed_by id order limit cursor stale wait site_name created_at start_time_gte end_time_lt obs_unit_id_gte timeout_s priority name scopes expires_at username email is_service count user_id __proto__ constructor';
const TEXTS = [
  '',
  '0',
  '1',
  '-1',
  '1e9',
  '2147483648',
  'null',
  'true',
  'ok',
  'applied',
  'completed',
  'running',
  '-start_time',
  'name',
  '2026-11-21T03:00:00Z',
  '0000-01-01',
  '9999-12-31T23:59:59.999999-01:00',
  '2026-11-21T03:00:00+15:00',
  'WyItc3RhcnRfdGltZSJd',
  "'; select 1; --",
  '\0',
  '\ud800',
  '{}',
  'NaN',
];

const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.constantFrom('id').chain(() => fc.constantFrom(...known)),
  fc.string({ unit: 'binary' }),
);
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES.split(' ')) },
  { weight: 1, arbitrary: fc.string() },
);
const value = fc.oneof(
  text,
  fc.double(),
  fc.integer({ min: -2, max: 12 }),
  fc.constantFrom(null, true, [], {}),
  fc.jsonValue(),
);
const time = fc
  .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
  .map((date) => date.toISOString());
const pwv = fc.oneof({ weight: 9, arbitrary: fc.double({ min: 0, max: 100, noNaN: true }) }, fc.double());
const started = fc.record(
  { obs_unit_id: fc.integer({ min: 1, max: 8 }), start_time: time, comment: text, mean_pwv_mm: pwv },
  { requiredKeys: ['obs_unit_id'] },
);
const finished = fc.record(
  { status: fc.constantFrom('completed', 'failed'), end_time: time, comment: text, mean_pwv_mm: pwv },
  { requiredKeys: ['status'] },
);
const body = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .uniqueArray(fc.tuple(name, value), { maxLength: 6, selector: ([key]) => key })
      .map((fields) => JSON.stringify(Object.fromEntries(fields))),
  },
  { weight: 6, arbitrary: fc.oneof(started, finished).map((fields) => JSON.stringify(fields)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
const query = fc.oneof(
  { weight: 5, arbitrary: fc.constant('') },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.tuple(
          name,
          text.map((one) => one.toWellFormed()),
        ),
        { maxLength: 5 },
      )
      .map((pairs) => `?${new URLSearchParams(pairs)}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('?%', '?%zz=%E0%A4', '?=&==&&', '?limit=%00', '?limit=5&limit=6') },
);
const segment = fc.oneof(
  { weight: 3, arbitrary: fc.nat().map((index) => known[index % known.length] ?? '') },
  { weight: 2, arbitrary: fc.integer({ min: -1, max: 12 }).map(String) },
  { weight: 2, arbitrary: text.map((one) => encodeURIComponent(one.toWellFormed())) },
  { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%E0%A4', '%2F', '..', '%2e%2e', ' ', '+', '\\', '{id}') },
);
const authorization = fc.oneof(
  { weight: 9, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.stringMatching(/^[\x20-\x7e]{0,80}$/) },
);

/** A request to an endpoint, or undefined where no client can write this one down. */
function write(
  { declared }: Deployed,
  segments: string[],
  parameters: string,
  content: string,
  header: string,
): Request {
  const path = segments.reduce((left, one) => left.replace(/\{\w+\}/, () => one), declared.path);
  const { permission } = declared;
  const role = permission.startsWith('manage:') && permission !== 'manage:buffer' ? 'admin' : 'service';
  return new Request(new URL(path + parameters, 'http://site'), {
    method: declared.method,
    headers: { authorization: header === '' ? `Bearer ${TOKENS[role]}` : header, 'content-type': 'application/json' },
    ...(declared.method === 'GET' ? {} : { body: content }),
  });
}

const records = ({ method, permission }: Deployed['declared']) =>
  method !== 'GET' && (permission === 'own' || /^write:|^manage:(users|tokens)$/.test(permission));

/** Writes acknowledged so far. */
let acknowledged = 3;

async function expectAnswer({ declared }: Deployed, response: Response): Promise<void> {
  const { body = {} } = await answered(response);
  const { code, status }: { code: ProblemCode; status: number } = body;
  expect(response.status, JSON.stringify(body)).toBeLessThan(500);
  const first = !response.headers.has('idempotency-replayed');
  if (response.status < 400 && records(declared) && first) acknowledged += 1;
  if (response.status < 400) return;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(PROBLEMS).toHaveProperty([code]);
  expect([status, response.status]).toEqual([PROBLEMS[code].status, PROBLEMS[code].status]);
}

test.each(endpoints)('$title answers whatever it is sent, never with a 5xx', async (endpoint) => {
  console.log(`fuzz ${endpoint.title}: FUZZ_SEED=${SEED} FUZZ_RUNS=${RUNS}`);
  const property = fc.asyncProperty(
    fc.array(segment, { minLength: 2, maxLength: 2 }),
    query,
    body,
    authorization,
    async (segments, parameters, content, header) => {
      for (const at of AT)
        await expectAnswer(
          endpoint,
          await patiently(sites, () =>
            endpoint.fetch(write(endpoint, segments, parameters, content, header), sites[at]),
          ),
        );
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: RUNS });
});

test('what was acknowledged of it is on main exactly once, what was refused is not, and nothing is there that cannot be', async () => {
  await until(async () => (await drain(sites.observatory)).pending === 0);
  const { items } = (await call(sites.observatory, 'GET', '/buffer/failed')).body;
  // What only main can judge: that another site was first (the same body goes to both) and, while the replica is behind
  // for a moment, whether a record exists. Never a value it cannot store.
  const judged = ['OP001', 'OP002', '23503', '23505', undefined];
  for (const { error } of items) expect(judged).toContain(error?.sqlstate);
  await replicate(sites);
  expect(acknowledged).toBeGreaterThan(3);
  expect(await sites.sql('select count(*)::int as n from ledger')).toEqual([{ n: acknowledged - items.length }]);
  const unlike = 'select count(*)::int as n from executed_obs_unit where end_time < start_time';
  expect(await sites.sql(unlike)).toEqual([{ n: 0 }]);
});
