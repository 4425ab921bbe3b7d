import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import openwhisk from 'openwhisk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, openWhisk, put, type TestWhisk } from './whisk.ts';

let whisk: TestWhisk;
let client: Client;
beforeAll(async () => {
  whisk = await openWhisk({ namespaces: { guest: 'guest:key', other: 'other:key' } });
  client = whisk.client();
});
afterAll(() => whisk.close());

const TELL = 'function main(p) { return { told: p } }';
const refused = (status: number) => expect.objectContaining({ statusCode: status });
const told = async (name: string, params: object = {}) =>
  (await client.actions.invoke({ name, blocking: true, result: true, params })).told;

describe('the site says what it runs', () => {
  test('an action is shown with its code, annotations, limits and version, which each update raises', async () => {
    const annotations = { 'web-export': true, hash: 'abc' };
    await put(client, 'shown', TELL, { annotations, limits: { timeout: 1_000 }, params: { a: 1 } });
    const { updated, ...shown } = (await client.actions.get({ name: 'shown' })) as unknown as Record<string, unknown>;
    expect(shown).toEqual({
      namespace: 'guest',
      name: 'shown',
      version: '0.0.1',
      publish: false,
      exec: { kind: 'nodejs:20', code: TELL, binary: false },
      annotations: [
        { key: 'web-export', value: true },
        { key: 'hash', value: 'abc' },
        { key: 'provide-api-key', value: false },
        { key: 'exec', value: 'nodejs:20' },
      ],
      parameters: [{ key: 'a', value: 1 }],
      limits: { timeout: 1_000, memory: 256, logs: 10, concurrency: 1 },
    });
    expect(updated).toBeGreaterThan(Date.now() - 60_000);
    await put(client, 'shown', 'function main() { return { second: true } }');
    // What an update does not say stays.
    expect(await client.actions.get({ name: 'shown' })).toMatchObject({
      version: '0.0.2',
      limits: { timeout: 1_000 },
      parameters: [{ key: 'a', value: 1 }],
    });
    expect(await client.actions.invoke({ name: 'shown', blocking: true, result: true })).toEqual({ second: true });
  });

  test('a zip is binary, and the code can be left out', async () => {
    await client.actions.update({ name: 'zipped', action: Buffer.from('PK'.padEnd(30)), kind: 'nodejs:20' });
    expect(await client.actions.get({ name: 'zipped' })).toMatchObject({ exec: { binary: true } });
    expect((await client.actions.get({ name: 'zipped', code: false } as never)).exec).toEqual({
      kind: 'nodejs:20',
      binary: true,
    });
  });

  test('lists show actions of a package and of none, the latest first', async () => {
    await client.packages.update({ name: 'listed' });
    await put(client, 'listed/one', TELL);
    await put(client, 'listed/two', TELL);
    const all = (await client.actions.list()).map(({ namespace, name }) => `${namespace}/${name}`);
    expect(all).toEqual(expect.arrayContaining(['guest/listed/one', 'guest/listed/two']));
    expect(await client.packages.get({ name: 'listed' })).toMatchObject({
      actions: expect.arrayContaining([expect.objectContaining({ name: 'one', version: '0.0.1' })]),
    });
    expect((await client.actions.list({ limit: 1 })).map(({ name }) => name)).toEqual(['two']);
  });

  test('what is deleted is gone, its container too; a package goes when it is empty', async () => {
    await client.packages.update({ name: 'gone' });
    await put(client, 'gone/it', TELL);
    await told('gone/it');
    await expect(client.packages.delete({ name: 'gone' })).rejects.toEqual(refused(409));
    await client.actions.delete({ name: 'gone/it' });
    expect(whisk.containers().filter(({ action }) => action === 'gone/it')).toEqual([]);
    await expect(client.actions.get({ name: 'gone/it' })).rejects.toEqual(refused(404));
    await client.packages.delete({ name: 'gone' });
    await expect(client.packages.get({ name: 'gone' })).rejects.toEqual(refused(404));
  });

  test('a site that is started again has what was deployed', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'ops-db-whisk-'));
    try {
      const first = await openWhisk({ dir });
      await put(first.client(), 'kept', TELL, { params: { a: 'b' } });
      await first.close();
      const again = await openWhisk({ dir });
      const invoked = await again.client().actions.invoke({ name: 'kept', blocking: true, result: true });
      await again.close();
      expect(invoked).toEqual({ told: { a: 'b' } });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe('parameters', () => {
  test('package before binding before action before request', async () => {
    const bound = (...keys: string[]) => keys.map((key) => ({ key, value: keys.join() }));
    await client.packages.update({ name: 'base', package: { parameters: bound('a', 'b', 'c', 'd') } });
    await client.packages.update({
      name: 'site',
      package: { binding: { namespace: '_', name: 'base' }, parameters: bound('b', 'c', 'd') },
    } as never);
    await put(client, 'base/tell', TELL, { params: { c: 'action', d: 'action' } });
    const of_request = { d: 'request' };
    expect(await told('site/tell', of_request)).toEqual({ a: 'a,b,c,d', b: 'b,c,d', c: 'action', d: 'request' });
    expect(await told('base/tell', of_request)).toEqual({ a: 'a,b,c,d', b: 'a,b,c,d', c: 'action', d: 'request' });
    expect(await client.actions.get({ name: 'base/tell' })).toMatchObject({
      parameters: expect.arrayContaining([{ key: 'a', value: 'a,b,c,d' }]),
    });
  });

  test('final ones cannot be overridden', async () => {
    await put(client, 'final', TELL, { params: { a: 1 }, annotations: { final: true } });
    expect(await told('final', { b: 2 })).toEqual({ a: 1, b: 2 });
    await expect(told('final', { a: 2 })).rejects.toEqual(refused(400));
  });
});

describe('refused', () => {
  test('401 without a key of the site, 403 in the namespace of somebody else', async () => {
    const stranger = openwhisk({ apihost: whisk.url, api_key: 'guest:wrong' });
    await expect(stranger.actions.list()).rejects.toEqual(refused(401));
    await expect(client.actions.list({ namespace: 'other' })).rejects.toEqual(refused(403));
    expect(await whisk.client('other').actions.list()).toEqual([]);
  });

  test.each([
    ['a kind that is not there', { kind: 'nodejs:22' }],
    ['a limit above the operator’s', { limits: { concurrency: 2 } }],
    ['a time below the least', { limits: { timeout: 99 } }],
  ])('400: %s', async (_, more) => {
    await expect(put(client, 'refused', TELL, more)).rejects.toEqual(refused(400));
    await expect(client.actions.get({ name: 'refused' })).rejects.toEqual(refused(404));
  });

  test('404 for an action of a package that is not there, 409 for what is there already', async () => {
    await expect(put(client, 'nowhere/it', TELL)).rejects.toEqual(refused(404));
    await put(client, 'there', TELL);
    await expect(client.actions.create({ name: 'there', action: TELL })).rejects.toEqual(refused(409));
  });
});

test('an activation is kept with its result and its log', async () => {
  await put(client, 'logs', 'function main() { console.log("one"); console.error("two"); return { error: "no" } }');
  const activation = client.actions.invoke({ name: 'logs', blocking: true });
  const error = await activation.then(
    () => undefined,
    (error) => error,
  );
  expect(error).toMatchObject({
    statusCode: 502,
    error: { response: { status: 'application error', result: { error: 'no' } } },
  });
  const kept = await client.activations.get({ name: error.error.activationId });
  expect(kept.logs).toEqual([expect.stringMatching(/ stdout: one$/), expect.stringMatching(/ stderr: two$/)]);
  expect(await client.namespaces.list()).toEqual(['guest']);
});
