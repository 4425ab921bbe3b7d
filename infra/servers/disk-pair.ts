import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The file that names what a folder of the durable Redis holds; a copy of the folder carries it along. */
const MARK = 'data.id';
/** Redis starts empty where this file is missing, whatever else is there (Redis 7 manual, "Append-only file"). */
const LOG = 'appendonlydir/appendonly.aof.manifest';

/**
 * Makes two folders of the durable Redis a pair, or throws when that could destroy what the copy holds: a Redis copy
 * follows whatever its first has, so a first that came up empty, or on other data, would wipe it. Called before every
 * start of either, so that a first disk lost while everything runs stops the restart and not the copy.
 *
 * Interrupted between its two files it leaves a first with a mark and a copy without, which the next call pairs.
 */
export function pairDisks(first: string, copy: string): void {
  for (const folder of [first, copy]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [own, copied] = [readMark(first), readMark(copy)];
  const kept = copied !== undefined || hasLog(copy);
  if (kept && (copied !== own || (hasLog(copy) && !hasLog(first))))
    throw new Error(
      `${first} does not hold the data that ${copy} is a copy of; nothing was started, so that the copy stays as it is. ` +
        `If the first disk is lost: stop everything, cp -a ${copy}/. ${first}/ and start again. If the copy is not needed: remove ${copy}`,
    );
  if (kept) return;
  const mark = own ?? randomUUID();
  if (own === undefined) writeMark(first, mark);
  writeMark(copy, mark);
}

function hasLog(folder: string): boolean {
  return existsSync(path.join(folder, LOG));
}

function readMark(folder: string): string | undefined {
  const file = path.join(folder, MARK);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** At once or not at all: half a mark would be another mark. */
function writeMark(folder: string, mark: string): void {
  const file = path.join(folder, MARK);
  writeFileSync(`${file}.new`, `${mark}\n`);
  renameSync(`${file}.new`, file);
}
