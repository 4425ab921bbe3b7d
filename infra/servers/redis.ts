import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { pairDisks } from './disk-pair.ts';
import { mendLog } from './redis-log.ts';
import type { RedisProgram } from './redis-program.ts';
import type { Server } from './server.ts';
import { type Run, spawned } from './spawned-server.ts';

/** Where and how one Redis server runs. */
export interface RedisOptions {
  name: string;
  program: RedisProgram;
  port: number;
  /** The data folder; made when missing. */
  data: string;
  /** Folder of logs and pid files. */
  dir: string;
  kind: keyof typeof REDIS_SETTINGS;
  /** For a copy: the port of the durable Redis it follows. */
  copy_of_port?: number;
  /** The folders of the durable Redis and of its copy, when this is one of the two. */
  pair?: { first: string; copy: string } | undefined;
}

/** `durable`: every acknowledged write is on disk. `volatile`: nothing is kept, and the oldest goes when memory is full. */
export const REDIS_SETTINGS = {
  durable: {
    appendonly: 'yes',
    // Redis writes no answer, nor a copy its confirmation, before the fsync.
    appendfsync: 'always',
    'no-appendfsync-on-rewrite': 'no',
    // The log alone is the data: no snapshots, and nothing is ever dropped to make room.
    save: '',
    'maxmemory-policy': 'noeviction',
    // A pending transaction in one piece of memory: as a table of fields it takes 600 bytes more. Up to 64 fields are searched in line.
    'hash-max-listpack-value': '4096',
    'hash-max-listpack-entries': '64',
    // A copy that was away for a day asks only for what it has missed.
    'repl-backlog-size': '64mb',
    'repl-backlog-ttl': '0',
    // There is no second copy whose arrival the first one's should wait for.
    'repl-diskless-sync-delay': '0',
    // A copy that does not answer must not hold up the stop of its first; whoever stops a server waits for 10 s.
    'shutdown-timeout': '3',
  },
  volatile: {
    appendonly: 'no',
    save: '',
    // 64 MB hold some 100,000 cached tokens and counters; what is dropped is fetched again.
    maxmemory: '64mb',
    'maxmemory-policy': 'allkeys-lru',
  },
} as const;

/** How long one PING may take before it is tried again. */
const PING_LIMIT_MS = 1_000;

/** A Redis server; a durable one reads its append-only file when it starts and answers when that is done. */
export function redisServer(options: RedisOptions, run: Run = spawned): Server {
  const { name, program, port, data, dir, kind, copy_of_port, pair } = options;
  const place = { port: String(port), bind: '127.0.0.1', dir: data };
  const source = copy_of_port === undefined ? [] : ['--replicaof', '127.0.0.1', String(copy_of_port)];
  const server = {
    name,
    command: program.command,
    args: [...redisArguments({ ...place, ...REDIS_SETTINGS[kind] }), ...source],
    cwd: '/',
    dir,
    data,
    stop_signal: 'SIGTERM' as const,
    prepare: () => {
      if (pair !== undefined) pairDisks(pair.first, pair.copy);
      mkdirSync(data, { recursive: true, mode: 0o700 });
      mendLog(program, data);
    },
    probe: () => ping(port),
  };
  return run(server, 'redis:7');
}

/** Settings as Redis takes them on its command line. */
export function redisArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/** The URL of a Redis on this machine. */
export function redisUrl(port: number): string {
  return `redis://127.0.0.1:${port}`;
}

/** Throws unless Redis answers PONG: while it reads its log it answers LOADING. */
function ping(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: PING_LIMIT_MS });
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      socket.destroy();
      if (answer.toString().startsWith('+PONG')) resolve();
      else reject(new Error(answer.toString().trim()));
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer to PING')));
    socket.once('error', reject);
  });
}
