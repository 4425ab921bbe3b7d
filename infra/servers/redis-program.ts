import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** A Redis-compatible server on this machine. */
export interface RedisProgram {
  command: string;
  /** `Redis 7.0.15`, `Valkey 8.0.1`. */
  version: string;
}

const INSTALL = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server';

/**
 * Finds `redis-server` or `valkey-server` on the PATH; where there is none, root on a machine with apt-get installs
 * Debian's (no npm package ships one), saying so through `say`. Throws with the one line to type otherwise.
 */
export function redisProgram(say: (line: string) => void): RedisProgram {
  const command = onPath('redis-server') ?? onPath('valkey-server') ?? install(say);
  // `Redis server v=7.0.15 sha=...`, `Valkey server v=8.0.1 sha=...`
  const [, product = 'Redis', version = '?'] =
    /^(\w+).* v=(\S+)/.exec(execFileSync(command, ['--version'], { encoding: 'utf8' })) ?? [];
  return { command, version: `${product} ${version}` };
}

function install(say: (line: string) => void): string {
  if (process.getuid?.() !== 0 || !onPath('apt-get'))
    throw new Error(`no redis-server on the PATH. Install one: ${advice()}`);
  say(`no redis-server on the PATH; installing it: ${INSTALL}`);
  // Debian's package would start a server of its own on port 6379; policy-rc.d is not ours to change, so it is told by variable.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const result = spawnSync('sh', ['-c', INSTALL], { env, encoding: 'utf8' });
  const installed = onPath('redis-server');
  if (!installed) throw new Error(`installing redis-server failed:\n${result.stderr.trimEnd()}`);
  return installed;
}

function advice(): string {
  if (process.platform === 'darwin') return 'brew install redis';
  return onPath('apt-get') ? 'sudo apt-get install -y redis-server' : 'the package redis or valkey of your system';
}

function onPath(name: string): string | undefined {
  // Daemons live in sbin, which a plain user's PATH often lacks.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => path.join(folder, name)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
