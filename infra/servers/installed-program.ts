import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** A program of the operating system, which no npm package brings. */
export interface WantedProgram {
  /** What it may be called, the one preferred first. */
  names: readonly [string, ...string[]];
  debian_package: string;
  /** How to get it on macOS, and where there is no apt-get either. */
  advice: { macos: string; elsewhere: string };
  say: (line: string) => void;
}

/** How long apt-get waits for another one; that one may be installing a browser on a slow line. */
const LOCK_LIMIT_S = 300;

/**
 * The path of the program. Where there is none, root on a machine with apt-get installs Debian's package, saying so
 * through `say`; any number of processes may do so at once. Throws with the one line to type otherwise.
 */
export function installedProgram(wanted: WantedProgram): string {
  return found(wanted) ?? install(wanted);
}

function install(wanted: WantedProgram): string {
  const { names, debian_package, say } = wanted;
  const missing = `no ${names[0]} on the PATH`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) throw new Error(`${missing}. Install one: ${advice(wanted)}`);
  const command = `apt-get update -qq && apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=${LOCK_LIMIT_S} ${debian_package}`;
  say(`${missing}; installing it: ${command}`);
  // Debian's package may start a server of its own; policy-rc.d is not ours to change, so it is told by variable.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  // Lock::Timeout waits for the lock of dpkg only: two updates at once fail on that of the lists, so ours take turns.
  const turn = ['-w', String(LOCK_LIMIT_S), '/run/lock', 'sh', '-c', command];
  const result = spawnSync('flock', turn, { env, encoding: 'utf8' });
  const installed = found(wanted);
  if (!installed)
    throw new Error(`installing ${debian_package} failed:\n${result.error?.message ?? result.stderr.trimEnd()}`);
  return installed;
}

function advice({ debian_package, advice }: WantedProgram): string {
  if (process.platform === 'darwin') return advice.macos;
  return onPath('apt-get') ? `sudo apt-get install -y ${debian_package}` : advice.elsewhere;
}

function found({ names }: WantedProgram): string | undefined {
  return names.map(onPath).find((file) => file !== undefined);
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
