import { silentLog } from '../lib/kernel/log.ts';
import { connectRedis } from '../lib/redis/connect.ts';
import { OBSERVED } from './fill.ts';
import { type Benchmark, type BenchResult, figure, type Latency, type Row, sideBySide } from './measure.ts';
import { type Host, type Loaded, load, startHost } from './processes.ts';
import { type BenchStack, startBench, TOKENS } from './stack.ts';

const CLIENTS = [1, 50] as const;

/** Row 1: a recording, acknowledged when it is on disk, while main is out of reach. */
export const bufferedWrite: Benchmark = {
  title: 'Buffered write acknowledged with fsync, through the function, link down',
  run: async ({ quick, profile_dir, say }): Promise<BenchResult> => {
    const duration_ms = quick ? 1_000 : 5_000;
    const stack = await startBench('short', say);
    const host = await startHost(stack.settings, profile_dir);
    const rows: Row[] = [];
    try {
      await stack.link.down();
      for (const clients of CLIENTS) {
        say(`  ${clients} clients`);
        const append = await rawAppend(stack, clients, duration_ms);
        rows.push(...comparison(clients, append, await calls(host, clients, duration_ms)));
      }
    } finally {
      await host.stop();
      await stack.stop();
    }
    return { rows, versions: stack.servers.versions, notes: NOTES };
  },
};

const NOTES = [
  'Server, clients, Redis and replica share the cores of this machine; clients are bare sockets in a process of their own.',
  'hello: a function that answers a constant on the same Node HTTP server (bench/host.ts), without the frame of our endpoints. framed: the same answer as an endpoint without permission; guarded: with one.',
  'raw append: RPUSH of a body of the same size by ioredis, one connection per client, the same Redis (appendfsync always).',
];

type Calls = Record<'hello' | 'framed' | 'guarded' | 'write', Loaded>;

let years = 0;

async function calls({ port }: Host, clients: number, duration_ms: number): Promise<Calls> {
  const call = (method: 'GET' | 'POST', path: string) => {
    years += 1;
    return load({ port, clients, duration_ms, method, path, token: TOKENS.service, year: 2030 + years });
  };
  return {
    hello: await call('GET', '/hello'),
    framed: await call('GET', '/framed'),
    guarded: await call('GET', '/guarded'),
    write: await call('POST', '/executed_obs_units/start'),
  };
}

async function rawAppend({ servers }: BenchStack, clients: number, duration_ms: number) {
  const connections = Array.from({ length: clients }, () =>
    connectRedis({ url: servers.urls.redis, name: 'durable', command_timeout_ms: 5_000, log: silentLog }),
  );
  // As long as a stored transaction.
  const body = JSON.stringify({ ...OBSERVED, filler: '.'.repeat(650) });
  const result = await sideBySide(clients, duration_ms, async (client) => connections[client]?.rpush('raw', body));
  await connections[0]?.del('raw');
  for (const connection of connections) connection.disconnect();
  return result;
}

function comparison(clients: number, append: Latency & { per_s: number }, found: Calls): Row[] {
  const { hello, framed, guarded, write } = found;
  const allowed_ms = hello.p50_ms + 3 * append.p50_ms;
  const rates = `${figure(hello.per_s)}/s hello`;
  const share = write.per_s / hello.per_s;
  const plain = { beside: rates, bar: '', holds: null };
  const who = `${clients} client${clients === 1 ? '' : 's'}`;
  return [
    {
      what: `${who}: p50`,
      measured: `${figure(write.p50_ms)} ms (p99 ${figure(write.p99_ms)} ms)`,
      beside: `hello ${figure(hello.p50_ms)} ms, raw append ${figure(append.p50_ms)} ms`,
      ratio: write.p50_ms / allowed_ms,
      bar: 'at most hello + 3 x raw append (ratio 1)',
      holds: write.p50_ms <= allowed_ms,
    },
    {
      what: `${who}: writes`,
      measured: `${figure(write.per_s)}/s`,
      beside: rates,
      ratio: share,
      // One client waits for the disk, and a hello does not: with one, the bar above says how long it may wait.
      ...(clients === 1 ? { bar: '', holds: null } : { bar: 'at least 0.6 of hello', holds: share >= 0.6 }),
    },
    {
      what: `${who}: hello in our frame`,
      measured: `${figure(framed.per_s)}/s`,
      ratio: framed.per_s / hello.per_s,
      ...plain,
    },
    {
      what: `${who}: and with a token`,
      measured: `${figure(guarded.per_s)}/s`,
      ratio: guarded.per_s / hello.per_s,
      ...plain,
    },
    { what: `${who}: raw append`, measured: `${figure(append.per_s)}/s`, ratio: append.per_s / hello.per_s, ...plain },
  ];
}
