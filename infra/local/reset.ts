import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stopLeftovers } from '../servers/leftovers.ts';
import { databaseFolder } from '../servers/stack.ts';
import { instituteFolder, launcherLock, localSettings } from './settings.ts';

// npm run reset: removes the data of the stopped local stack. Only what the stack made is removed, by name; the folder may
// be one the user chose and keeps other things in.

const MADE = [
  ...['main_database', 'main_database.unfinished', 'replica_database', 'replica_database.unfinished'],
  ...['redis', 'volatile_redis', 'logs', 'pids', 'link.json', 'link.json.new', 'launcher.json'],
  ...['tokens.json', 'tokens.json.new', 'stack.json', 'stack.json.new', 'session-keys.json', 'session-keys.json.new'],
];
/** The copy of PostgreSQL's programs, where one was needed. */
const PROGRAMS = /^postgresql-[\d.]+-.*$/;

const { dir, second_disk } = localSettings();
const running = launcherLock(dir).holder();
if (running !== undefined) {
  console.error(`the stack in ${dir} is running (process ${running}); stop it first with Ctrl-C`);
  process.exit(1);
}
for (const folder of [instituteFolder(dir), dir].filter((one) => existsSync(one))) {
  await stopLeftovers(folder);
  for (const made of new Set([databaseFolder(folder), folder])) removeMade(made);
}
// The copy belongs to the data that have just gone: kept, it would refuse to follow any others.
if (second_disk !== undefined) rmSync(path.join(second_disk.dir, 'redis_copy'), { recursive: true, force: true });
console.log(`nothing is left in ${dir}`);

function removeMade(folder: string): void {
  if (!existsSync(folder)) return;
  const programs = readdirSync(folder).filter((name) => PROGRAMS.test(name));
  for (const name of [...MADE, ...programs]) rmSync(path.join(folder, name), { recursive: true, force: true });
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
