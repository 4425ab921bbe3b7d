import { expect, it, vi } from 'vitest';
import { supervise } from '../../infra/local/supervise.ts';
import type { Server } from '../../infra/servers/server.ts';

/** A server that ends when told to and fails to start as often as told. */
function fakeServer() {
  let end = (_reason: string) => {};
  const server = {
    name: 'redis',
    pid: 1,
    exited: new Promise<string>((resolve) => {
      end = resolve;
    }),
    start: vi.fn(async () => {
      server.exited = new Promise((resolve) => {
        end = resolve;
      });
    }),
    stop: async () => {},
    pause: () => {},
    resume: () => {},
  } satisfies Server;
  return { server, end: (reason: string) => end(reason) };
}

function start(server: Server) {
  const stop = new AbortController();
  const [say, restarted] = [vi.fn(), vi.fn()];
  const waits: number[] = [];
  const pause = async (wait_ms: number) => {
    waits.push(wait_ms);
    if (waits.length === 7) stop.abort();
  };
  const done = supervise(server, { say, restarted, stopping: stop.signal, pause });
  return { stop, say, restarted, waits, done };
}

it('restarts a server that ended and says so', async () => {
  const { server, end } = fakeServer();
  const { say, restarted } = start(server);
  end('killed by SIGKILL');
  await vi.waitFor(() => expect(restarted).toHaveBeenCalledOnce());
  expect(say.mock.calls[0]).toEqual(['redis ended (killed by SIGKILL), restarting it']);
});

it('tries again, ever less often, while a server does not start', async () => {
  const { server, end } = fakeServer();
  server.start.mockRejectedValue(new Error('no disk'));
  const { restarted, waits, done } = start(server);
  end('exit code 1');
  await done;
  expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  expect(restarted).not.toHaveBeenCalled();
});

it('leaves a server alone that ends because all are being stopped', async () => {
  const { server, end } = fakeServer();
  const { stop, done } = start(server);
  stop.abort();
  end('exit code 0');
  await done;
  expect(server.start).not.toHaveBeenCalled();
});
