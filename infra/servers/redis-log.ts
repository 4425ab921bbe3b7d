import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RedisProgram } from './redis-program.ts';

/** Names the files of the log (Redis 7 manual, "Append-only file"). */
const MANIFEST = 'appendonlydir/appendonly.aof.manifest';
/** Of the file that is not sound: `AOF analyzed: filename=appendonly.aof.1.incr.aof, size=303, ok_up_to=213, ...` */
const ANALYZED = /filename=(\S+), size=\d+, ok_up_to=(\d+)/g;

/**
 * Cuts what a crash left of an unfinished transaction off the end of a log; nobody was answered for it. Redis cuts only the
 * unfinished command, and leaves the beginning of its MULTI in the log: the next commands are then written into that
 * transaction, and at the restart after the next half of it takes effect (valkey-io/valkey#4342). Throws when the log is
 * damaged in any other way: nothing that may have been acknowledged is cut.
 */
export function mendLog({ command }: RedisProgram, data: string): void {
  const manifest = path.join(data, MANIFEST);
  if (!existsSync(manifest)) return;
  const found = check(command, [manifest]);
  if (found.status === 0) return;
  const [, file = '', sound = '0'] = [...found.output.matchAll(ANALYZED)].at(-1) ?? [];
  if (file === '' || !isCutShort(readFileSync(path.join(path.dirname(manifest), file)).subarray(Number(sound))))
    throw new Error(`the log in ${data} is damaged, and not only at its end; nothing was changed:\n${found.output}`);
  const mended = check(command, ['--fix', manifest], 'y\n');
  if (mended.status !== 0) throw new Error(`the end of the log in ${data} could not be mended:\n${mended.output}`);
}

/** Whether bytes are commands (RESP arrays of bulk strings) of which only the last is not there to its end. */
function isCutShort(bytes: Buffer): boolean {
  let at = 0;
  /** The number in a line such as `*3`; undefined at the end of the bytes, NaN when something else stands there. */
  const header = (mark: string): number | undefined => {
    const end = bytes.indexOf('\r\n', at, 'latin1');
    const line = bytes.toString('latin1', at, end === -1 ? Math.min(bytes.length, at + 16) : end);
    const is_begun = line === '' || new RegExp(`^\\${mark}\\d*\\r?$`).test(line);
    if (!is_begun) return Number.NaN;
    if (end === -1) return undefined;
    at = end + 2;
    return Number.parseInt(line.slice(1), 10);
  };
  while (at < bytes.length) {
    const words = header('*');
    if (words === undefined) return true;
    for (let word = 0; word < words; word++) {
      const length = header('$');
      if (length === undefined) return true;
      if (Number.isNaN(length)) return false;
      at += length + 2;
      if (at > bytes.length) return true;
      if (bytes.toString('latin1', at - 2, at) !== '\r\n') return false;
    }
    if (Number.isNaN(words)) return false;
  }
  // Whole commands only, of a transaction without its EXEC.
  return true;
}

/** The checker is the server under another name. It is given an answer only where it asks: one that does not read it closes the pipe. */
function check(command: string, args: string[], input = ''): { status: number | null; output: string } {
  const argv0 = path.basename(command).replace(/-server$/, '-check-aof');
  const { status, stdout, stderr, error } = spawnSync(command, args, { argv0, input, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, output: `${stdout}${stderr}`.trim() };
}
