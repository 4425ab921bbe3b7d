import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOpsDB, Problem } from '../../infra/clients/typescript/client.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Takes every request and answers none, or all but the end. */
let server: Server;
let begins_answer = false;
let requests = 0;
let given_up = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    request.socket.once('close', () => {
      given_up += 1;
    });
    if (begins_answer) response.writeHead(200, { 'content-type': 'application/json' }).write('{');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** Node 20 collects signals that follow other signals as soon as it looks for garbage, so it looks all the time. */
async function whileCollecting<Result>(work: () => Promise<Result>): Promise<Result> {
  const collecting = setInterval(collectGarbage, 10);
  try {
    return await work();
  } finally {
    clearInterval(collecting);
  }
}

describe.each([{ begins: false }, { begins: true }])(
  'a site that begins an answer: $begins, and does not end it',
  ({ begins }) => {
    beforeAll(() => {
      begins_answer = begins;
      requests = 0;
      given_up = 0;
    });
    const open = (limits: { timeout_s: number; deadline_s: number }) =>
      openOpsDB({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'some', ...limits });

    test('is asked again when the time is up, and given up at the deadline, while garbage is collected', async () => {
      const api = open({ timeout_s: 0.2, deadline_s: 1.5 });
      const problem = await whileCollecting(() => api.GET('/site/info').catch((error: unknown) => error));
      expect(problem).toBeInstanceOf(Problem);
      expect(problem).toMatchObject({ code: 'client.no_answer', detail: expect.stringContaining('TimeoutError') });
      expect(requests).toBeGreaterThan(1);
      await expect.poll(() => given_up, { timeout: 30_000 }).toBe(requests);
    });

    test('is left as soon as the caller has had enough', async () => {
      const api = open({ timeout_s: 600, deadline_s: 600 });
      const enough = new AbortController();
      const before = { requests, given_up };
      const call = whileCollecting(() =>
        api.GET('/site/info', { signal: enough.signal }).catch((error: unknown) => error),
      );
      await expect.poll(() => requests, { timeout: 30_000 }).toBe(before.requests + 1);
      enough.abort(new Error('enough'));
      expect(await call).toEqual(new Error('enough'));
      await expect.poll(() => given_up, { timeout: 30_000 }).toBe(before.given_up + 1);
    });

    test('is not asked by a call that was stopped before it began', async () => {
      const before = requests;
      const call = open({ timeout_s: 1, deadline_s: 1 }).GET('/site/info', {
        signal: AbortSignal.abort(new Error('no')),
      });
      await expect(call).rejects.toThrow('no');
      expect(requests).toBe(before);
    });
  },
);
