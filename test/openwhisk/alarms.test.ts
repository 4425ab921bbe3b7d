import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCron } from '../../infra/openwhisk/cron.ts';
import { until } from '../support/sites.ts';
import { type Client, lastResponse, openWhisk, put, type TestWhisk } from './whisk.ts';

const ALARM = '/whisk.system/alarms/alarm';
const INTERVAL = '/whisk.system/alarms/interval';
const MINUTE_MS = 60_000;

let whisk: TestWhisk;
let client: Client;
beforeEach(async () => {
  whisk = await openWhisk({ limits_of: { guest: { fires_per_minute: 2 } } });
  client = whisk.client();
  await client.packages.update({ name: 'scheduled', package: { parameters: [{ key: 'SITE', value: 'x' }] } as never });
  await put(client, 'scheduled/drain', 'function main(p) { return { told: p } }');
  await client.triggers.update({ name: 'every-minute' });
  await client.rules.update({ name: 'drain', trigger: 'every-minute', action: 'scheduled/drain' });
});
afterEach(() => whisk.close());

const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);
const runs = async () => (await client.activations.list()).length;
const told = async () => {
  await until(async () => (await runs()) > 0);
  return (await lastResponse(client)).result;
};
// The client's types know neither `feedName` nor `get`, its page does.
const feeds = () =>
  client.feeds as unknown as Record<'create' | 'get' | 'delete', (options: object) => Promise<unknown>>;
const feed = (feedName: string, params: object) => feeds().create({ feedName, trigger: 'every-minute', params });
const standing = async () =>
  ((await feeds().get({ feedName: ALARM, trigger: 'every-minute' })) as { response: { result: unknown } }).response
    .result;

describe('an alarm fires its trigger, the trigger its rules, the rules their actions', () => {
  test('by cron, once in each minute that is due', async () => {
    await feed(ALARM, { cron: '* * * * *', trigger_payload: { by: 'alarm' } });
    expect(await standing()).toMatchObject({
      status: { active: true },
      config: { cron: '* * * * *', name: 'every-minute' },
    });
    expect(whisk.tick(new Date())).toBe(0);
    const due = later(1);
    expect([whisk.tick(due), whisk.tick(due)]).toEqual([1, 0]);
    expect(await told()).toEqual({ told: { SITE: 'x', by: 'alarm' } });
  });

  test('by interval, first half a minute after it was made', async () => {
    await feed(INTERVAL, { minutes: 2 });
    expect([0.25, 0.75, 1.5, 2.75].map((minutes) => whisk.tick(later(minutes)))).toEqual([0, 1, 0, 1]);
  });

  test('not while its rule is inactive, and not after it was deleted', async () => {
    await feed(ALARM, { cron: '* * * * *' });
    await client.rules.disable({ name: 'drain' });
    expect(whisk.tick(later(1))).toBe(1);
    expect(await runs()).toBe(0);
    await feeds().delete({ feedName: ALARM, trigger: 'every-minute' });
    expect(whisk.tick(later(2))).toBe(0);
    await expect(standing()).rejects.toMatchObject({ statusCode: 502 });
  });
});

describe('a trigger that cannot be fired', () => {
  test('for good after a 404, whatever is put right afterwards', async () => {
    await feed(ALARM, { cron: '* * * * *' });
    await client.triggers.delete({ name: 'every-minute' });
    expect(whisk.tick(later(1))).toBe(0);
    await client.triggers.update({ name: 'every-minute' });
    expect(await standing()).toMatchObject({ status: { active: false, reason: expect.stringContaining('404') } });
    expect(whisk.tick(later(2))).toBe(0);
  });

  test('after a 429 it is tried again, ten times, and then switched off', async () => {
    await feed(ALARM, { cron: '* * * * *' });
    // Two of this minute are all there are; a new one may begin meanwhile.
    for (let fired = 0; fired < 5; fired++) await client.triggers.invoke({ name: 'every-minute' }).catch(() => {});
    const due = later(1);
    for (let tried = 0; tried < 9; tried++) whisk.tick(due);
    expect(await standing()).toMatchObject({ status: { active: true } });
    whisk.tick(due);
    expect(await standing()).toMatchObject({ status: { active: false, reason: expect.stringContaining('429') } });
  });
});

test('the client sees the rules of a trigger', async () => {
  expect(await client.triggers.get({ name: 'every-minute' })).toMatchObject({
    rules: { 'guest/drain': { status: 'active', action: { path: 'guest/scheduled', name: 'drain' } } },
  });
  expect(await client.rules.get({ name: 'drain' })).toMatchObject({
    status: 'active',
    trigger: { path: 'guest', name: 'every-minute' },
    action: { path: 'guest/scheduled', name: 'drain' },
  });
  await client.rules.delete({ name: 'drain' });
  expect(await client.rules.list()).toEqual([]);
});

test('seconds, and what is no cron expression, are refused', async () => {
  for (const cron of ['* * * * * *', '61 * * * *', 'x * * * *', '*/0 * * * *'])
    await expect(feed(ALARM, { cron }), cron).rejects.toMatchObject({ statusCode: 502 });
  await expect(feed(INTERVAL, { minutes: 0.5 })).rejects.toMatchObject({ statusCode: 502 });
});

test.each([
  ['*/15 * * * *', '2026-11-21T10:45:59Z', true],
  ['*/15 * * * *', '2026-11-21T10:46:00Z', false],
  ['5,10-12 3 * * *', '2026-11-21T03:11:00Z', true],
  ['5,10-12 3 * * *', '2026-11-21T03:13:00Z', false],
  ['0 0 1 1 *', '2027-01-01T00:00:00Z', true],
  ['0 0 * * 7', '2026-11-22T00:00:00Z', true],
  ['0 0 1 * 6', '2026-11-21T00:00:00Z', true],
  ['0 0 1 * 5', '2026-11-21T00:00:00Z', false],
])('%s at %s: %s', (expression, at, expected) => {
  expect(parseCron(expression)(new Date(at))).toBe(expected);
});
