import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { nextTime } from '../functions/expect.ts';
import { answerOf, type DrivenClient, problemOf } from './client.ts';
import type { Fault } from './faulty-proxy.ts';
import { CASES, openScene, type Scene, type Stand } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(inject('servers'));
});
afterAll(() => scene?.close());

describe.each(CASES)('the $language client at $at, where not every call gets through', ({ language, at }) => {
  let stand: Stand;
  let client: DrivenClient;
  beforeAll(async () => {
    stand = await scene.stand({ language, at });
    client = stand.client;
  });
  afterAll(() => stand?.close());

  test.each<{ faults: Fault[] }>([
    { faults: ['lost'] },
    { faults: ['answer_lost'] },
    { faults: ['answer_cut'] },
    { faults: ['unavailable'] },
    { faults: ['bad_gateway'] },
    { faults: ['answer_lost', 'unavailable', 'answer_cut'] },
  ])('a write that meets $faults is sent again under the same key, and recorded once', async ({ faults }) => {
    const start_time = nextTime();
    const { result, passed } = await stand.passing(() => answerOf(stand.start({ start_time })), ...faults);
    expect(passed.map(({ fault }) => fault)).toEqual([...faults, undefined]);
    expect(new Set(passed.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(passed.map(({ body }) => body)).size).toBe(1);
    expect(passed[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(await stand.onMain(start_time)).toEqual([result.id]);
  });

  test('the answer to what was recorded before its answer was lost says that it is the first one again', async () => {
    const { result } = await stand.passing(() => stand.start(), 'answer_lost');
    expect(result).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } });
  });

  test('a write that is never answered in time is sent again, and recorded once', async () => {
    const impatient = await stand.another({ timeout_s: 1 });
    const start_time = nextTime();
    const call = () => answerOf(impatient.call('executed_obs_units-start', { obs_unit_id: 1, start_time }));
    const { result, passed } = await stand.passing(call, 'answer_withheld');
    expect(passed.length).toBeGreaterThan(1);
    expect(await stand.onMain(start_time)).toEqual([result.id]);
  });

  test('a wait the call asks for is not taken for an answer that does not come', async () => {
    const impatient = await stand.another({ timeout_s: 0.4 });
    const { transaction_id } = await answerOf(stand.start());
    const wait = { transaction_id, wait: 'replicated', timeout_s: 1 };
    const { result, passed } = await stand.passing(() => answerOf(impatient.call('buffer-transaction', wait)));
    expect(result.state).toBe(at === 'main' ? 'applied' : 'buffered');
    expect(passed).toHaveLength(1);
  });

  test('reads are sent again, too', async () => {
    const faults: Fault[] = ['lost', 'answer_cut', 'bad_gateway'];
    const { result, passed } = await stand.passing(() => answerOf(client.call('site-info')), ...faults);
    expect(result).toMatchObject({ site_type: at === 'main' ? 'main' : 'secondary' });
    expect(passed).toHaveLength(4);
  });

  test('what changes something and takes no key is sent once', async () => {
    const call = () => problemOf(client.call('api_tokens-create', { name: `${language} ${at}` }));
    const { result, passed } = await stand.passing(call, 'answer_lost');
    expect(result).toMatchObject({ status: 0, code: 'client.no_answer' });
    expect(passed).toHaveLength(1);
  });

  test('gives up at the deadline, saying how to go on, and what was sent goes on under the same key', async () => {
    const brief = await stand.another({ deadline_s: 2.5 });
    const named = { obs_unit_id: 1, start_time: nextTime() };
    const faults: Fault[] = Array.from({ length: 40 }, () => 'answer_lost');
    const call = () => problemOf(brief.call('executed_obs_units-start', named));
    const { result, passed } = await stand.passing(call, ...faults);
    expect(result).toMatchObject({ status: 0, code: 'client.no_answer', remedy: expect.stringMatching(/same/) });
    expect(passed.length).toBeGreaterThan(1);
    const { idempotency_key } = result;
    const again = await stand.passing(() => answerOf(stand.start({ ...named, idempotency_key })));
    expect(await stand.onMain(named.start_time)).toEqual([again.result.id]);
  });

  test('does not wait for what lies behind the deadline', async () => {
    const { result, passed } = await stand.passing(() => problemOf(client.call('site-info')), 'full');
    expect(result).toMatchObject({ status: 503, code: 'buffer.full', retry_after_s: 60 });
    expect(passed).toHaveLength(1);
  });
});
