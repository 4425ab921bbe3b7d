import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { nextTime, replicate } from '../functions/expect.ts';
import { startSiteServer } from '../support/site-server.ts';
import { answerOf, type DrivenClient, problemOf } from './client.ts';
import { CASES, openScene, type Scene, type Stand, TOKEN } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(inject('servers'));
});
afterAll(() => scene?.close());

describe.each(CASES)('the $language client at $at', ({ language, at }) => {
  let stand: Stand;
  let client: DrivenClient;
  beforeAll(async () => {
    stand = await scene.stand({ language, at });
    client = stand.client;
  });
  afterAll(() => stand?.close());

  test('records an observation as a script does: start, many files, finish, a package with its files', async () => {
    const { id, status } = await answerOf(stand.start());
    expect(status).toBe(at === 'main' ? 'applied' : 'buffered');
    const name = (index: number) => `${language}-${at}-${index}.h5`;
    const file = (index: number) => ({
      name: name(index),
      relative_path: `clients/${name(index)}`,
      source_location_id: 1,
      instrument_module_id: 1,
      size_bytes: index,
    });
    const files = [1, 2, 3].map((index) => ({ ...file(index), executed_obs_unit_id: id }));
    const bulk = await answerOf(client.call('raw_data_files-bulk', { body: files }));
    expect(bulk).toMatchObject({ count: 3, refused: 0, items: [{ id: expect.any(String) }, {}, {}] });
    await answerOf(client.call('executed_obs_units-finish', { id, status: 'completed', mean_pwv_mm: 0.4 }));
    const own = { name: `${language}-${at}`, executed_obs_unit_id: id, instrument_module_id: 1 };
    const made = await answerOf(client.call('raw_data_package-create', { ...own, files: [file(4), file(5)] }));
    expect(made.file_ids).toHaveLength(2);
    const record = await answerOf(client.call('executed_obs_units-by-id', { id }));
    expect(record).toMatchObject({ id, status: 'completed', mean_pwv_mm: 0.4 });
    const listed: { name: string }[] = await answerOf(
      client.each('raw_data_files-list', { executed_obs_unit_id: id, limit: 2 }),
    );
    expect(listed.map((row) => row.name).sort()).toEqual([1, 2, 3, 4, 5].map(name));
    await replicate(scene.sites);
    const sql = 'select count(*)::int as n from raw_data_file where executed_obs_unit_id = $1';
    expect(await scene.sites.sql(sql, [id])).toEqual([{ n: 5 }]);
  });

  test('goes through a list page after page, neither skipping nor repeating, with any of several filters', async () => {
    const executed_by = `paging ${language} ${at}`;
    const ids: string[] = [];
    for (let index = 0; index < 7; index++)
      ids.push((await answerOf(stand.start({ obs_unit_id: 2 + (index % 3), executed_by }))).id);
    const filters = { executed_by, obs_unit_id: [2, 3], order: 'start_time', limit: 2 };
    const { result, passed } = await stand.passing(() => answerOf(client.each('executed_obs_units-list', filters)));
    const wanted = ids.filter((_, index) => index % 3 !== 2);
    expect(result.map(({ id }: { id: string }) => id)).toEqual(wanted);
    expect(passed).toHaveLength(Math.ceil(wanted.length / 2));
    expect(passed[0]?.path).toContain('obs_unit_id=2&obs_unit_id=3');
  });

  test('raises a problem that names the field, and does not call again', async () => {
    const { result, passed } = await stand.passing(() => problemOf(stand.start({ obs_unit_id: 'three' })));
    expect(result).toMatchObject({
      status: 422,
      code: 'request.invalid',
      detail: expect.stringContaining('obs_unit_id'),
      remedy: expect.stringContaining('errors'),
      errors: [{ in: 'body', field: 'obs_unit_id', detail: expect.any(String) }],
      request_id: passed[0]?.headers['x-request-id'],
      idempotency_key: passed[0]?.headers['idempotency-key'],
      body: { instance: passed[0]?.headers['x-request-id'] },
    });
    expect(passed).toHaveLength(1);
  });

  test('knows which record is in the way', async () => {
    const start_time = nextTime();
    const { id } = await answerOf(stand.start({ start_time }));
    const problem = await problemOf(stand.start({ start_time }));
    expect(problem).toMatchObject({ status: 409, code: 'record.exists', body: { id } });
  });

  test('a key of one’s own is kept: the same call again is the same record', async () => {
    const named = { start_time: nextTime(), idempotency_key: `${language}-${at}-own` };
    const first = await answerOf(stand.start(named));
    const { result, passed } = await stand.passing(() => answerOf(stand.start(named)));
    expect(result.id).toBe(first.id);
    expect(passed[0]?.headers['idempotency-key']).toBe(named.idempotency_key);
    const other = await problemOf(stand.start({ ...named, obs_unit_id: 2 }));
    expect(other).toMatchObject({ status: 409, code: 'idempotency.conflict' });
  });

  test('health that says it cannot record is an answer; somebody else’s page is none; nobody is followed elsewhere', async () => {
    expect(await client.call('site-health')).toMatchObject({ status: 200, answer: { recording: true } });
    const { result: ill } = await stand.passing(() => client.call('site-health'), 'ill');
    expect(ill).toMatchObject({ status: 503, answer: { recording: false } });
    const { result: portal } = await stand.passing(() => problemOf(client.call('site-info')), 'portal');
    expect(portal).toMatchObject({ status: 200, code: 'http.200', detail: expect.stringContaining('text/html') });
    const { result: elsewhere } = await stand.passing(() => problemOf(stand.start()), 'elsewhere');
    expect(elsewhere).toMatchObject({ status: 307, code: 'http.307' });
  });

  test('shows the token to nobody, whatever happens to it on the way', async () => {
    const told = await stand.passing(() => problemOf(stand.start()), 'telltale');
    expect(told.passed[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(told.result.detail).toBe('Bearer <token>');
    await stand.passing(() => problemOf(client.call('site-info')), 'lost', 'bad_gateway', 'answer_cut', 'portal');
    const gone = await startSiteServer();
    await gone.close();
    const nowhere = await stand.another({ url: gone.url, deadline_s: 1 });
    expect(await problemOf(nowhere.call('site-info'))).toMatchObject({ code: 'client.no_answer' });
    const shown = client.shown() + nowhere.shown();
    expect(shown).toContain('client.no_answer');
    expect(shown).toContain('<token>');
    expect(shown).not.toContain(TOKEN);
  });
});
