import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import * as z from 'zod';
import { killLeftovers, stopLeftovers } from '../../infra/servers/leftovers.ts';
import { identify, isAlive, type ProcessIdentity } from '../../infra/servers/process-tree.ts';
import { openTemporaryFolder, type Servers, type ServerUrls, startServers } from '../../infra/servers/stack.ts';
import { containerRun } from './container-server.ts';
import { makeTemplate } from './sites.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The servers all tests share. Nobody kills, pauses or cuts these: see `startPrivateServers`. */
    servers: ServerUrls & { dir: string; template: string };
  }
}

const PREFIX = 'ops-db-test-';
const PRIVATE = 'private-';
const OWNER = 'owner.json';
/** A killed server may still create a file while its folder is emptied: half a second is ample for it to be gone. */
const REMOVE = { recursive: true, force: true, maxRetries: 10, retryDelay: 10 };

/**
 * Vitest's global setup: real servers on free ports in a folder of their own, which tests find through `inject('servers')`.
 * They and their folder are gone at the end, also after Ctrl-C; what a killed run left is cleared away by the next one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const dir = testFolder(openTemporaryFolder(), PREFIX);
  const servers = await startIn(dir);
  // Vitest leaves a millisecond after Ctrl-C: there is no time to stop anything in order, nor need.
  const killAll = () => {
    for (const stack of stacksIn(dir)) killLeftovers(stack);
    rmSync(dir, REMOVE);
  };
  process.once('exit', killAll);
  project.provide('servers', { ...servers.urls, dir, template: await makeTemplate(servers.urls) });
  console.log(
    WAY === 'docker' ? 'servers: in containers of postgres:18 and redis:7' : `servers: spawned, ${servers.versions}`,
  );
  return async () => {
    await servers.stop();
    await removeFolder(dir);
    process.off('exit', killAll);
  };
}

/** Servers for one test file that kills, pauses or cuts them; `dir` is that of the shared ones, `inject('servers').dir`. */
export async function startPrivateServers(dir: string, delay_ms = 0): Promise<Servers> {
  const own = testFolder(dir, PRIVATE);
  const servers = await startIn(own, delay_ms);
  const stop = async () => {
    await servers.stop();
    rmSync(own, REMOVE);
  };
  return { ...servers, stop };
}

/** Where the servers run: `docker` where a daemon has the images, otherwise as processes of this machine. */
const WAY = z.enum(['spawned', 'docker']).default('spawned').parse(process.env.OPS_TEST_SERVERS);

async function startIn(dir: string, delay_ms = 0): Promise<Servers> {
  const run = WAY === 'docker' ? await containerRun() : undefined;
  return startServers({ dir, fsync: 'off', delay_ms, run, say: (line) => console.log(line) });
}

/** A new folder that the database's user may enter and that says whose it is. */
function testFolder(parent: string, prefix: string): string {
  const dir = mkdtempSync(path.join(parent, prefix));
  writeFileSync(path.join(dir, OWNER), JSON.stringify(identify(process.pid)));
  chmodSync(dir, 0o755);
  return dir;
}

/** Also stops the private servers of tests that were interrupted. */
async function removeFolder(dir: string): Promise<void> {
  for (const stack of stacksIn(dir)) await stopLeftovers(stack);
  rmSync(dir, REMOVE);
}

function stacksIn(dir: string): string[] {
  const own = readdirSync(dir).filter((name) => name.startsWith(PRIVATE));
  return [dir, ...own.map((name) => path.join(dir, name))];
}

async function removeAbandoned(): Promise<void> {
  const parent = openTemporaryFolder();
  for (const entry of readdirSync(parent).filter((name) => name.startsWith(PREFIX))) {
    const dir = path.join(parent, entry);
    const owner = readOwner(dir);
    if (owner && !isAlive(owner) && statSync(dir).uid === process.getuid?.()) await removeFolder(dir);
  }
}

/** Undefined while another run is just making the folder. */
function readOwner(dir: string): ProcessIdentity | undefined {
  try {
    const owner: ProcessIdentity = JSON.parse(readFileSync(path.join(dir, OWNER), 'utf8'));
    return owner;
  } catch {
    return undefined;
  }
}
