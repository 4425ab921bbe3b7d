import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../support/api.ts';
import { openSites, type Sites } from '../../support/sites.ts';
import { AT, expectInvalid, expectProblem, nextTime, nothingRecorded, proofAt, replicate } from '../expect.ts';

let sites: Sites;
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(() => sites.close());

type At = (typeof AT)[number];
const UNKNOWN = '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1';
const finish = (at: At, id: string, body: unknown) =>
  call(sites[at], 'PUT', `/executed_obs_units/${id}/finish`, { body });
const read = async (at: At, id: string) => (await call(sites[at], 'GET', `/executed_obs_units/by-id/${id}`)).body;

async function begin(at: At, start_time = nextTime()): Promise<string> {
  const { status, body } = await call(sites[at], 'POST', '/executed_obs_units/start', {
    body: { obs_unit_id: 1, start_time },
  });
  expect(status).toBe(201);
  return body.id;
}

describe('PUT /executed_obs_units/{id}/finish', () => {
  describe('200', () => {
    test.each(AT)(
      'at %s the receipt names the record, a transaction of its own, and how far it has come',
      async (at) => {
        const id = await begin(at);
        const answer = await finish(at, id, { status: 'completed' });
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual({
          id,
          transaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          status: at === 'main' ? 'applied' : 'buffered',
          ...proofAt(at),
        });
      },
    );

    test.each(AT)('at %s only what is said changes, and updated_at', async (at) => {
      const id = await begin(at);
      const before = await read(at, id);
      const end_time = before.start_time.replace('Z', '.000001Z');
      const change = { status: 'aborted', end_time, mean_pwv_mm: 1.25, comment: null };
      expect((await finish(at, id.toUpperCase(), change)).body.id).toBe(id);
      const after = await read(at, id);
      expect(after).toEqual({ ...before, ...change, updated_at: expect.stringMatching(/Z$/) });
      expect(Date.parse(after.updated_at)).toBeGreaterThanOrEqual(Date.parse(before.updated_at));
    });

    test.each(AT)('at %s it ends now unless it is said when', async (at) => {
      const start_time = new Date(Date.now() - 60_000).toISOString();
      const id = await begin(at, start_time);
      const before = Date.now();
      await finish(at, id, { status: 'failed' });
      const { end_time, status } = await read(at, id);
      expect(status).toBe('failed');
      expect(Date.parse(end_time)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(end_time)).toBeLessThanOrEqual(Date.now());
    });

    test('a record is finished at the site that did not begin it, and both sites agree once it has arrived', async () => {
      const begun_there = await begin('observatory');
      const begun_here = await begin('main');
      await replicate(sites);
      expect((await finish('main', begun_there, { status: 'completed' })).body.status).toBe('applied');
      expect((await finish('observatory', begun_here, { status: 'completed' })).body.status).toBe('buffered');
      await replicate(sites);
      for (const id of [begun_there, begun_here]) {
        expect(await read('observatory', id)).toEqual(await read('main', id));
        expect(await read('main', id)).toMatchObject({ status: 'completed' });
      }
    });

    test.each(AT)('at %s an observation may end the moment it began', async (at) => {
      const start_time = nextTime();
      expect((await finish(at, await begin(at, start_time), { status: 'aborted', end_time: start_time })).status).toBe(
        200,
      );
    });
  });

  describe('404', () => {
    test('at main there is no finishing what was never begun', async () => {
      const answer = await nothingRecorded(sites, () => finish('main', UNKNOWN, { status: 'completed' }));
      expectProblem(answer, 'record.not_found');
      expect(answer.body).toMatchObject({ id: UNKNOWN, detail: expect.stringContaining(UNKNOWN) });
    });
  });

  describe('409', () => {
    test.each(AT)('at %s what is finished stays as it was finished, pending or arrived', async (at) => {
      const id = await begin(at);
      await finish(at, id, { status: 'completed', comment: 'first' });
      const again = async () => {
        const answer = await nothingRecorded(sites, () => finish(at, id, { status: 'failed', comment: 'second' }));
        expectProblem(answer, 'record.conflict');
        expect(answer.body).toMatchObject({
          id,
          record_status: 'completed',
          detail: expect.stringContaining('completed'),
        });
        expect(await read(at, id)).toMatchObject({ status: 'completed', comment: 'first' });
      };
      await again();
      await replicate(sites);
      await again();
    });

    test.each(AT)('at %s one of several finishes at once is recorded', async (at) => {
      const id = await begin(at);
      const all = ['completed', 'aborted', 'failed'].map((status) => finish(at, id, { status }));
      const answers = await Promise.all(all);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      for (const answer of answers.filter(({ status }) => status !== 200)) expectProblem(answer, 'record.conflict');
    });
  });

  describe('400', () => {
    test.each(AT)('at %s a body that is not JSON is refused', async (at) => {
      const id = await begin(at);
      expectProblem(await nothingRecorded(sites, () => finish(at, id, '{"status"')), 'request.malformed');
    });
  });

  describe('413', () => {
    test.each(AT)('at %s a body beyond the limit is refused', async (at) => {
      const body = { status: 'completed', comment: 'x'.repeat(700_000) };
      const id = await begin(at);
      expectProblem(await nothingRecorded(sites, () => finish(at, id, body)), 'request.too_large');
    });
  });

  describe('422', () => {
    const WRONG: [unknown, string[]][] = [
      [undefined, ['body.status']],
      [{ status: 'running' }, ['body.status']],
      [{ status: 'COMPLETED' }, ['body.status']],
      [{ status: null }, ['body.status']],
      [{ status: 'completed', end_time: null }, ['body.end_time']],
      [{ status: 'completed', end_time: '2026-11-31T00:00:00Z' }, ['body.end_time']],
      [{ status: 'completed', mean_pwv_mm: 101 }, ['body.mean_pwv_mm']],
      [{ status: 'completed', comment: '\0' }, ['body.comment']],
      [
        { status: 'completed', start_time: '2026-11-21T00:00:00Z', site_name: 'x' },
        ['body.start_time', 'body.site_name'],
      ],
    ];

    test.each(AT)(
      'at %s every problem is named with its field and what would be right, and nothing is recorded',
      async (at) => {
        const id = await begin(at);
        await nothingRecorded(sites, async () => {
          for (const [body, fields] of WRONG) expectInvalid(await finish(at, id, body), fields);
        });
      },
    );

    test.each(AT)('at %s path, query and body are told of together', async (at) => {
      const ask = () => call(sites[at], 'PUT', '/executed_obs_units/7/finish?force=1', { body: { status: 1, x: 1 } });
      expectInvalid(await nothingRecorded(sites, ask), ['path.id', 'query.force', 'body.status', 'body.x']);
    });

    test.each(AT)('at %s nothing ends before it began, not by a microsecond', async (at) => {
      const id = await begin(at, `2026-11-24T03:00:0${AT.indexOf(at)}.1234Z`);
      for (const end_time of ['2026-11-24T02:59:59Z', `2026-11-24T03:00:0${AT.indexOf(at)}.123399Z`]) {
        const answer = await nothingRecorded(sites, () => finish(at, id, { status: 'completed', end_time }));
        expectProblem(answer, 'request.invalid');
        expect(answer.body).toMatchObject({ field: 'end_time', detail: expect.stringContaining('before the start') });
      }
    });
  });
});
