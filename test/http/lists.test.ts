import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as executions from '../../functions/executed_obs_units/list.ts';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { AT, expectInvalid, nextTime, replicate } from '../functions/expect.ts';
import { call } from '../support/api.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type Where = (typeof AT)[number];

async function start(at: Where, fields: Record<string, unknown>): Promise<string> {
  const answer = await call(sites[at], 'POST', '/executed_obs_units/start', {
    body: { obs_unit_id: 1, start_time: nextTime(), ...fields },
  });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

const ids = (items: { id: string }[]) => items.map(({ id }) => id);
const get = (at: Where, query: string) => call(sites[at], 'GET', `/executed_obs_units?${query}`);

/** Runs a check while the records are pending, when they have arrived, and at main. */
async function everywhere(check: (at: Where) => Promise<void>): Promise<void> {
  await check('observatory');
  await replicate(sites);
  await check('observatory');
  await check('main');
}

describe('q', () => {
  test('any part of a text finds it, in capitals or small letters, wildcards taken for themselves; pending changes count', async () => {
    const wind = await start('observatory', { comment: '100 % Wind_stow' });
    const arrived = await start('main', { comment: 'nothing to say', executed_by: 'Wanda' });
    await sites.replayed();
    const finish = { body: { status: 'completed', comment: 'winding down' } };
    expect((await call(sites.observatory, 'PUT', `/executed_obs_units/${arrived}/finish`, finish)).status).toBe(200);
    await everywhere(async (at) => {
      expect(new Set(ids((await get(at, 'q=WIND')).body.items))).toEqual(new Set([wind, arrived]));
      expect(ids((await get(at, 'q=0%20%25%20w')).body.items)).toEqual([wind]);
      expect(ids((await get(at, 'q=d_stow')).body.items)).toEqual([wind]);
      expect(ids((await get(at, 'q=wanda')).body.items)).toEqual([arrived]);
      expect((await get(at, 'q=nothing+to')).body.items).toEqual([]);
      expect((await get(at, 'q=__')).body.items).toEqual([]);
      expect((await get(at, 'q=%25%25')).body.items).toEqual([]);
      expect((await get(at, 'q=wind%5C')).body.items).toEqual([]);
    });
    for (const q of ['w', '', 'x'.repeat(201)]) expectInvalid(await get('main', `q=${q}`), ['query.q']);
  });
});

describe('total', () => {
  test('it says how many match, whatever is on the page, pending records counted as main will have them', async () => {
    for (const n of [1, 2, 3, 4, 5]) await start('observatory', { obs_unit_id: 2, comment: `total ${n}` });
    await everywhere(async (at) => {
      const first = await get(at, 'q=total&total=true&limit=2');
      expect(first.body).toMatchObject({ total: 5, complete: false });
      const second = await get(at, `q=total&total=true&limit=2&cursor=${first.body.next_cursor}`);
      expect(second.body.total).toBe(5);
      expect(ids(second.body.items)).not.toEqual(expect.arrayContaining(ids(first.body.items)));
      expect((await get(at, 'q=total&total=true&limit=2')).body.items).toEqual(
        (await get(at, 'q=total&limit=2')).body.items,
      );
      expect((await get(at, 'q=no+such+thing&total=true')).body).toMatchObject({ items: [], total: 0, complete: true });
    });
  });
});

describe('fields', () => {
  test('only the columns asked for are answered, and the id; by commas or repeated', async () => {
    await start('observatory', { comment: 'fields' });
    await everywhere(async (at) => {
      const { body } = await get(at, 'q=fields&fields=comment,obs_unit_id&fields=status');
      expect(body.items).toEqual([{ id: expect.any(String), comment: 'fields', obs_unit_id: 1, status: 'running' }]);
    });
    const answer = await get('main', 'fields=comment,secret');
    expectInvalid(answer, ['query.fields']);
    expect(answer.body.detail).toContain('obs_unit_id');
  });
});

describe('expand', () => {
  test('a list shows with each record what belongs to it', async () => {
    const id = await start('observatory', { comment: 'expanded' });
    const own = { name: 'LFA', executed_obs_unit_id: id, instrument_module_id: 5 };
    const files = [{ name: 'a', relative_path: `${id}/a`, instrument_module_id: 5, source_location_id: 2 }];
    expect((await call(sites.observatory, 'POST', '/raw_data_package', { body: { ...own, files } })).status).toBe(201);
    await everywhere(async (at) => {
      const query = 'q=expanded&expand=raw_data_packages,raw_data_files&total=true&fields=comment';
      expect((await get(at, query)).body).toMatchObject({
        total: 1,
        items: [
          {
            comment: 'expanded',
            raw_data_packages: [{ name: 'LFA' }],
            raw_data_packages_count: 1,
            raw_data_files: [{ relative_path: `${id}/a` }],
            raw_data_files_count: 1,
          },
        ],
      });
      const unit = await call(sites[at], 'GET', '/executed_obs_units/1');
      const [shown] = unit.body.filter((one: { id: string }) => one.id === id);
      expect(shown).toMatchObject({ raw_data_packages: [{ name: 'LFA' }], raw_data_files_count: 1 });
    });
  });
});

describe('deleted', () => {
  test.each(AT)(
    'at %s what is withdrawn is left out unless it is asked for, and still answers by its id',
    async (at) => {
      const body = { name: `Withdrawn at ${at}`, short_name: `W-${at}` };
      const { id } = (await call(sites[at], 'POST', '/observing_program', { role: 'admin', body })).body;
      expect((await call(sites[at], 'DELETE', `/observing_program/${id}`, { role: 'admin' })).status).toBe(200);
      const list = async (query: string) =>
        ids((await call(sites[at], 'GET', `/observing_program?${query}`)).body.items);
      expect(await list('limit=500')).not.toContain(id);
      expect(await list('limit=500&deleted=include')).toContain(id);
      const shown = await call(sites[at], 'GET', `/observing_program/${id}`);
      expect(shown.body).toMatchObject({ ...body, deleted_at: expect.any(String) });
    },
  );
});

const columns = Object.keys(executedObsUnit.columns);

/** What a runtime that streams, or one that does not, answers. */
function exported(at: Where, query: string, headers: Record<string, string> = {}): Promise<Response> {
  const authorization = `Bearer ${TOKENS.viewer}`;
  return executions.fetch(
    new Request(`http://site/executed_obs_units?${query}`, { headers: { authorization, ...headers } }),
    sites[at],
  );
}

describe('format', () => {
  beforeAll(async () => {
    for (let n = 0; n < 7; n++) await start('observatory', { obs_unit_id: 3, comment: `row ${n}, "quoted"\r\n` });
    await start('observatory', { obs_unit_id: 3, comment: '' });
  });

  test('where the runtime streams, the whole list is one file of CSV: RFC 4180, nothing for null, "" for an empty text', async () => {
    await everywhere(async (at) => {
      const response = await exported(at, 'obs_unit_id=3&format=csv&order=start_time&limit=3');
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const text = await response.text();
      const json = (await get(at, 'obs_unit_id=3&order=start_time')).body.items as Record<string, unknown>[];
      expect(json).toHaveLength(8);
      const quoted = (value: unknown) =>
        value === '' || /["\r\n,]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : value;
      const lines = json.map((row) => columns.map((name) => (row[name] === null ? '' : quoted(row[name]))).join(','));
      expect(text).toBe(`${[columns.join(','), ...lines].join('\r\n')}\r\n`);
    });
  });

  test('one JSON object a line, by Accept as by format, of the fields asked for', async () => {
    const accepted = await exported('observatory', 'obs_unit_id=3&fields=comment', { accept: 'application/x-ndjson' });
    expect(accepted.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = (await accepted.text())
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const json = (await get('observatory', 'obs_unit_id=3&fields=comment')).body.items;
    expect(lines).toEqual(json);
    const forced = await exported('observatory', 'obs_unit_id=3&format=json', { accept: 'text/csv' });
    expect(forced.headers.get('content-type')).toBe('application/json');
  });

  test('a stream that cannot go on breaks off: it never looks whole', async () => {
    for (let n = 0; n < 2; n++) {
      const many = Array.from({ length: 600 }, (_, file) => ({
        name: 'many',
        relative_path: `many/${n}/${file}`,
        instrument_module_id: 5,
        source_location_id: 2,
      }));
      expect((await call(sites.main, 'POST', '/raw_data_files/bulk', { body: many })).status).toBe(201);
    }
    const files = await import('../../functions/raw_data_files/list.ts');
    const request = () =>
      new Request('http://site/raw_data_files?q=many&format=ndjson', {
        headers: { authorization: `Bearer ${TOKENS.viewer}` },
      });
    const whole = await (await files.fetch(request(), sites.main)).text();
    expect(whole.trimEnd().split('\n')).toHaveLength(1_200);
    expect(new Set(whole.trimEnd().split('\n')).size).toBe(1_200);
    const reader = (await files.fetch(request(), sites.main)).body?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(1_000);
    await sites.sql('alter table raw_data_file rename to gone');
    const rest = async () => {
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read());
    };
    await expect(rest()).rejects.toThrow();
    await sites.sql('alter table gone rename to raw_data_file');
  });

  test('where it does not stream, each answer is a page that says where the next one is', async () => {
    const lines: string[] = [];
    let query = 'obs_unit_id=3&format=ndjson&limit=3';
    for (let page = 0; page < 3; page++) {
      const { statusCode, headers, body } = (await paged(query)) as {
        statusCode: number;
        headers: Record<string, string>;
        body: string;
      };
      expect(statusCode).toBe(200);
      lines.push(...body.split('\n').filter(Boolean));
      expect(headers['opsdb-complete']).toBe(String(page === 2));
      if (page === 2) expect(headers.link).toBeUndefined();
      else {
        expect(headers.link).toBe(
          `<?${new URLSearchParams(`${query.split('&cursor')[0]}&cursor=${headers['opsdb-next-cursor']}`)}>; rel="next"`,
        );
        query = (headers.link ?? '').slice(2).split('>')[0] ?? '';
      }
    }
    const json = (await get('observatory', 'obs_unit_id=3')).body.items;
    expect(lines.map((line) => JSON.parse(line))).toEqual(json);
  });
});

/** A call as a runtime makes it that takes whole answers only. */
async function paged(query: string): Promise<Record<string, unknown>> {
  const { observatory } = sites;
  const before = { ...process.env };
  const { config } = observatory;
  const own = Object.fromEntries(
    Object.entries(config).flatMap(([name, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)]] : [],
    ),
  );
  Object.assign(process.env, own);
  try {
    return await executions.handler({
      version: '2.0',
      rawPath: '/executed_obs_units',
      rawQueryString: query,
      headers: { authorization: `Bearer ${TOKENS.viewer}` },
      requestContext: { http: { method: 'GET', sourceIp: '127.0.0.1' } },
    });
  } finally {
    for (const name of Object.keys(own)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
