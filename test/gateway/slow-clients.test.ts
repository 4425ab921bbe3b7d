import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inProcessUpstream } from '../../infra/gateway/in-process-upstream.ts';
import { openSites, type Sites, TOKENS, until } from '../support/sites.ts';
import { startGateway, type TestGateway } from './support-gateway.ts';

let sites: Sites;
let gateway: TestGateway;
const sockets: Socket[] = [];

beforeAll(async () => {
  sites = await openSites(inject('servers'));
  gateway = await startGateway(sites.observatory, await inProcessUpstream(sites.observatory), {
    GATEWAY_CONNECTIONS: '5',
    GATEWAY_HEADERS_MS: '500',
    GATEWAY_REQUEST_MS: '1000',
    GATEWAY_SILENT_MS: '6000',
  });
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await gateway?.app.close();
  await sites?.close();
});

/** A connection on which some bytes are sent and no more; what comes back, once the gateway has ended it. */
function stuck(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(gateway.port, '127.0.0.1', () => socket.write(bytes));
    sockets.push(socket);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => {}); // ended without a word is ended
    socket.on('close', () => resolve(text));
  });
}

test('who does not finish the headers is told so and hung up on', async () => {
  expect(await stuck('GET /health HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*not sent in time/);
});

test('who does not finish the body is hung up on, and nothing is recorded', async () => {
  const head = `POST /executed_obs_units/start HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKENS.service}`;
  const answer = await stuck(`${head}\r\nContent-Length: 1000\r\n\r\n{"obs_unit_id": 1`);
  expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
  expect((await sites.observatory.buffer?.stats.counts())?.queued).toBe(0);
});

test('who sends nothing is hung up on', async () => {
  expect(await stuck('')).not.toMatch(/^HTTP\/1\.1 2/);
});

test('more connections than the gateway takes are closed, and there is room again afterwards', async () => {
  const kept = Array.from({ length: 5 }, () => stuck(''));
  await until(() =>
    fetch(`${gateway.url}/health`, { headers: { connection: 'close' } }).then(
      () => false,
      () => true,
    ),
  );
  await Promise.all(kept);
  await until(async () => (await fetch(`${gateway.url}/health`)).status === 200);
});
