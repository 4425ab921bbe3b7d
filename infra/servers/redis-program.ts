import { execFileSync } from 'node:child_process';
import { installedProgram } from './installed-program.ts';

/** A Redis-compatible server on this machine. */
export interface RedisProgram {
  command: string;
  /** `Redis 7.0.15`, `Valkey 8.0.1`. */
  version: string;
}

/**
 * Finds `redis-server` or `valkey-server` on the PATH; where there is none, root on a machine with apt-get installs
 * Debian's (no npm package ships one), saying so through `say`. Throws with the one line to type otherwise.
 */
export function redisProgram(say: (line: string) => void): RedisProgram {
  const command = installedProgram({
    names: ['redis-server', 'valkey-server'],
    debian_package: 'redis-server',
    advice: { macos: 'brew install redis', elsewhere: 'the package redis or valkey of your system' },
    say,
  });
  // `Redis server v=7.0.15 sha=...`, `Valkey server v=8.0.1 sha=...`
  const [, product = 'Redis', version = '?'] =
    /^(\w+).* v=(\S+)/.exec(execFileSync(command, ['--version'], { encoding: 'utf8' })) ?? [];
  return { command, version: `${product} ${version}` };
}
