import { expect, test } from 'vitest';
import { until } from '../support/sites.ts';
import { gate, HELD, openWhisk, put, RAW } from './whisk.ts';

const KEYS = { 'ops-db': 'ops-db:key', 'ops-db-recording': 'ops-db-recording:key' };

test('a busy screen’s 429 never refuses a recording, which has a namespace of its own', async () => {
  const whisk = await openWhisk({ namespaces: KEYS, limits: { invocations_per_minute: 60 } });
  try {
    for (const namespace of Object.keys(KEYS))
      await put(whisk.client(namespace), 'it', 'exports.main = () => ({ body: "in" })', { annotations: RAW });
    const call = (namespace: string) => fetch(whisk.web('default/it', namespace));
    // More than two minutes' worth, for a new minute may begin meanwhile.
    const screen = await Promise.all(Array.from({ length: 130 }, () => call('ops-db')));
    const refused = screen.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(await refused[0]?.json()).toMatchObject({
      error: expect.stringMatching(/^Too many requests in the last minute/),
    });
    for (let recorded = 0; recorded < 20; recorded++) expect((await call('ops-db-recording')).status).toBe(200);
  } finally {
    await whisk.close();
  }
});

test('429 for more calls at once than a namespace may have, until one has ended; another namespace does not notice', async () => {
  const whisk = await openWhisk({ namespaces: KEYS, limits_of: { 'ops-db': { concurrent_invocations: 2 } } });
  try {
    for (const namespace of Object.keys(KEYS)) await put(whisk.client(namespace), 'it', HELD, { annotations: RAW });
    const { query, release } = gate(whisk);
    const call = async (namespace: string) => (await fetch(`${whisk.web('default/it', namespace)}?${query}`)).status;
    const inFlight = () => whisk.containers().reduce((sum, { in_flight }) => sum + in_flight, 0);
    const under_way = [call('ops-db'), call('ops-db')];
    await until(async () => inFlight() === 2);
    expect(await call('ops-db')).toBe(429);
    const recording = call('ops-db-recording');
    await until(async () => inFlight() === 3);
    release();
    expect(await Promise.all([...under_way, recording])).toEqual([200, 200, 200]);
    expect(await call('ops-db')).toBe(200);
  } finally {
    await whisk.close();
  }
});
