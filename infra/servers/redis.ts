import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import type { RedisProgram } from './redis-program.ts';
import { SpawnedServer } from './spawned-server.ts';

/** Where and how one Redis server runs. */
export interface RedisOptions {
  name: string;
  program: RedisProgram;
  port: number;
  /** The data folder; made when missing. */
  data: string;
  /** Folder of logs and pid files. */
  dir: string;
  /** `durable`: every acknowledged write is on disk. `volatile`: nothing is kept, and the oldest goes when memory is full. */
  kind: 'durable' | 'volatile';
}

const SETTINGS = {
  durable: [
    ...['--appendonly', 'yes', '--appendfsync', 'always', '--no-appendfsync-on-rewrite', 'no'],
    // The log alone is the data: no snapshots, and nothing is ever dropped to make room.
    ...['--save', '', '--maxmemory-policy', 'noeviction'],
  ],
  // 64 MB hold some 100,000 cached tokens and counters; what is dropped is fetched again.
  volatile: ['--appendonly', 'no', '--save', '', '--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'],
} as const;

/** How long one PING may take before it is tried again. */
const PING_LIMIT_MS = 1_000;

/** A Redis server; a durable one reads its append-only file when it starts and answers when that is done. */
export function redisServer({ name, program, port, data, dir, kind }: RedisOptions): SpawnedServer {
  return new SpawnedServer({
    name,
    command: program.command,
    args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', data, ...SETTINGS[kind]],
    cwd: '/',
    dir,
    stop_signal: 'SIGTERM',
    prepare: () => void mkdirSync(data, { recursive: true, mode: 0o700 }),
    probe: () => ping(port),
  });
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
