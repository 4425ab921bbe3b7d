import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { claimPorts } from '../../infra/servers/ports.ts';
import { openTemporaryFolder } from '../../infra/servers/stack.ts';
import { until } from './sites.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Ports a local stack takes behind its base, with three sites. */
const SPAN = 410;

const site = z.object({ url: z.string(), database_url: z.string() });
const stackFile = z.object({
  sites: z.object({
    main: site,
    observatory: site.extend({ redis_url: z.string() }),
    institute: site.extend({ redis_url: z.string() }).optional(),
  }),
  tokens: z.object({ admin: z.string(), observer: z.string(), viewer: z.string(), service: z.string() }),
  processes: z.record(z.string(), z.int()),
});

/** What `.local/stack.json` says. */
type StackFile = z.infer<typeof stackFile>;

/** A checkout of its own in which `npm start` runs, as on a newcomer's machine. */
export interface Checkout {
  dir: string;
  /** `.local/stack.json` as it is now. */
  stack(): StackFile;
  /** Runs a shell script in the checkout and answers what it prints. Throws when it fails. */
  shell(script: string): string;
  /** Ctrl-C, and waits for the end. */
  interrupt(): Promise<number | null>;
  /** Stops what runs and removes the checkout. */
  remove(): Promise<void>;
}

/** Copies the working tree without anything ignored, runs `npm start` in it with the given arguments, and waits until it is ready. */
export async function startCheckout(args: readonly string[] = []): Promise<Checkout> {
  const dir = mkdtempSync(path.join(openTemporaryFolder(), 'ops-db-checkout-'));
  execFileSync('chmod', ['755', dir]);
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  for (const file of files
    .trim()
    .split('\n')
    .filter((name) => existsSync(path.join(ROOT, name)))) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    cpSync(path.join(ROOT, file), path.join(dir, file));
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(dir, 'node_modules'));
  const env = { ...process.env, OPS_PORT_BASE: String(await freeBase()), OPS_LOCAL_DIR: '.local' };
  const launcher = spawn(process.execPath, ['infra/bootstrap.mjs', 'start', ...args], {
    cwd: dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  launcher.stdout.on('data', (chunk) => (output += chunk));
  launcher.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => launcher.once('exit', resolve));
  const interrupt = () => {
    launcher.kill('SIGINT');
    return ended;
  };
  const stack = () => stackFile.parse(JSON.parse(readFileSync(path.join(dir, '.local/stack.json'), 'utf8')));
  const remove = async () => {
    if (launcher.exitCode === null) await interrupt();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await until(async () => launcher.exitCode !== null || Boolean(stack()), 150_000);
    if (launcher.exitCode !== null) throw new Error(`npm start ended: ${output}`);
  } catch (error) {
    await remove();
    throw new Error(`npm start did not get ready: ${output}`, { cause: error });
  }
  const shell = (script: string) =>
    execFileSync('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd: dir, env, encoding: 'utf8' });
  return { dir, stack, shell, interrupt, remove };
}

/** A base behind which all ports of a local stack are free. */
async function freeBase(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    // Below the range from which the system picks ports for outgoing connections.
    const base = 12_000 + Math.floor(Math.random() * 45) * SPAN;
    const ports = Array.from({ length: SPAN }, (_, offset) => base + offset);
    if (await claimPorts(ports)) return base;
  }
  throw new Error('no free range of ports');
}
