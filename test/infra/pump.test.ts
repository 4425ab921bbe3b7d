import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pump } from '../../infra/local/pump.ts';
import { freePorts } from '../../infra/servers/ports.ts';

const DRAIN = '/2015-03-31/functions/ops-db-local-scheduled-drain-buffer/invocations';
let site: Server;
let port: number;
let drain: () => Promise<unknown>;
let stop: AbortController;
let pumping: Promise<void>;
const now = { drains: 0, most: 0 };

beforeEach(async () => {
  [port = 0] = await freePorts(1);
  Object.assign(now, { drains: 0, most: 0 });
  site = createServer(async (request, response) => {
    if (request.url !== DRAIN) return void response.end('{"unreplicated": 0}');
    now.most = Math.max(now.most, ++now.drains);
    const answer = await drain();
    now.drains--;
    response.end(JSON.stringify(answer));
  });
  site.listen(port, '127.0.0.1');
  await once(site, 'listening');
  stop = new AbortController();
});

afterEach(async () => {
  stop.abort();
  await pumping;
  site.closeAllConnections();
  await new Promise((closed) => site.close(closed));
});

it('drains back to back while it gets somewhere, one drain at a time', async () => {
  let pending = 20;
  drain = vi.fn(async () => ({ pending: --pending, settled: 1 }));
  const begin = performance.now();
  pumping = pump(port, stop.signal);
  await vi.waitFor(() => expect(pending).toBe(0), { interval: 1 });
  expect(performance.now() - begin).toBeLessThan(20 * 200); // with a pause behind each it would take that long at least
  expect(now.most).toBe(1);
});

it('goes on after an invocation failed', async () => {
  drain = vi.fn().mockResolvedValueOnce('nonsense').mockResolvedValue({ pending: 0, settled: 0 });
  pumping = pump(port, stop.signal);
  await vi.waitFor(() => expect(drain).toHaveBeenCalledTimes(2), { timeout: 5_000 });
});

it('ends at once when told to, even during an invocation', async () => {
  drain = vi.fn(() => new Promise<unknown>(() => {}));
  pumping = pump(port, stop.signal);
  await vi.waitFor(() => expect(drain).toHaveBeenCalled());
  stop.abort();
  await pumping;
});
