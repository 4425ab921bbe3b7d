import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, readFileSync } from 'node:fs';
import type { Server } from 'node:net';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Link } from '../../infra/servers/link.ts';
import type { Servers } from '../../infra/servers/stack.ts';
import { type Address, forward } from './forward.ts';

/** What a link is like; `delay_ms` is one way. */
export interface Line {
  delay_ms: number;
  /** Megabits per second each way; 0 without limit. */
  rate_mbit: number;
}

/** The way from a site to main, from a port of this machine to another. */
export interface LongLink {
  /** How it is made, for the results. */
  readonly kind: string;
  /** Whether TCP behaves on it as on a real line, and a rate can be set. */
  readonly real: boolean;
  become(line: Line): Promise<void>;
  down(): Promise<void>;
  up(): Promise<void>;
  /** Bytes carried so far, headers included where it carries packets. */
  bytes(): Promise<{ to_main: number; from_main: number }>;
  close(): Promise<void>;
}

const NEAR = '10.99.0.2';
const FAR = '10.99.0.1';
/** A port nobody else uses: the namespace is new. */
const FAR_PORT = 5432;

/**
 * Puts a link with real TCP in the place of the stack's emulator where that can be had (root, `ip netns`, TUN devices,
 * python3); otherwise the emulator stays, which is 2 to 6 times too rosy for bulk. `dir` holds its socket files.
 */
export async function openLongLink({ link, urls, replica }: Servers, dir: string): Promise<LongLink> {
  if (!canTunnel()) return emulated(link);
  await link.close();
  const connect_limit_ms = connectLimit(replica.data);
  return TunnelLink.open(portOf(urls.main_through_link), portOf(urls.main_database), dir, connect_limit_ms);
}

/**
 * How long the replica tries one connection. Unless it says so itself, that is the kernel's affair, which sends the first
 * packet again ever less often: after a long outage up to a minute passes before it notices that the link is back.
 */
function connectLimit(replica_data: string): number {
  const settings = readFileSync(path.join(replica_data, 'postgresql.conf'), 'utf8');
  return Number(/tcp_user_timeout=(\d+)/.exec(settings)?.[1] ?? 0);
}

/** The in-process emulator of the local stack: no slow start, no loss, no rate. */
export function emulated(link: Link): LongLink {
  return {
    kind: 'in-process emulator: delay only, without slow start, loss or rate',
    real: false,
    become: async ({ delay_ms }) => link.delay(delay_ms),
    down: async () => link.down(),
    up: async () => link.up(),
    bytes: async () => {
      const { bytes_to_main: to_main, bytes_from_main: from_main } = link.status();
      return { to_main, from_main };
    },
    close: () => link.close(),
  };
}

const portOf = (url: string) => Number(new URL(url).port);

function canTunnel(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
    for (const [command, flag] of [
      ['ip', '-V'],
      ['python3', '-V'],
    ] as const)
      execFileSync(command, [flag], { stdio: 'ignore' });
    const trial = `ops-trial-${process.pid}`;
    execFileSync('ip', ['netns', 'add', trial], { stdio: 'ignore' });
    execFileSync('ip', ['netns', 'del', trial], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // the emulator takes its place, and the results say so
  }
}

/**
 * Two network namespaces joined by tunnel.py. Nothing of this machine's own network is touched: connections enter and leave
 * the namespaces through socket files, a forwarder on each side.
 */
class TunnelLink implements LongLink {
  readonly kind = 'network namespaces joined by a TUN relay (bench/link/tunnel.py): real TCP';
  readonly real = true;
  readonly #namespaces: readonly string[];
  readonly #servers: readonly Server[];
  readonly #children: readonly ChildProcess[];
  readonly #tunnel: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  /** Commands are answered in order. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    namespaces: readonly string[],
    servers: readonly Server[],
    children: readonly ChildProcess[],
    tunnel: ChildProcess,
    answers: AsyncIterator<string>,
  ) {
    this.#namespaces = namespaces;
    this.#servers = servers;
    this.#children = children;
    this.#tunnel = tunnel;
    this.#answers = answers;
    process.once('exit', this.#removeNamespaces);
  }

  static async open(
    listen_port: number,
    target_port: number,
    dir: string,
    connect_limit_ms: number,
  ): Promise<TunnelLink> {
    const [near, far] = [`ops-near-${process.pid}`, `ops-far-${process.pid}`];
    const [entry, exit] = [path.join(dir, 'near.sock'), path.join(dir, 'far.sock')];
    for (const name of [near, far]) execFileSync('ip', ['netns', 'add', name]);
    const script = new URL('tunnel.py', import.meta.url).pathname;
    const tunnel = start('python3', [script, near, far, NEAR, FAR]);
    const answers = linesOf(tunnel)[Symbol.asyncIterator]();
    await answers.next();
    const far_end = inside(far, { host: FAR, port: FAR_PORT }, { path: exit });
    const near_end = inside(near, { path: entry }, { host: FAR, port: FAR_PORT }, connect_limit_ms);
    await Promise.all([far_end, near_end].map((child) => once(linesOf(child), 'line')));
    const servers = await Promise.all([
      forward({ path: exit }, { host: '127.0.0.1', port: target_port }),
      forward({ host: '127.0.0.1', port: listen_port }, { path: entry }),
    ]);
    return new TunnelLink([near, far], servers, [near_end, far_end, tunnel], tunnel, answers);
  }

  async become({ delay_ms, rate_mbit }: Line): Promise<void> {
    await this.#tell(`delay ${delay_ms}`);
    await this.#tell(`rate ${rate_mbit}`);
  }

  async down(): Promise<void> {
    await this.#tell('down');
  }

  async up(): Promise<void> {
    await this.#tell('up');
  }

  async bytes(): Promise<{ to_main: number; from_main: number }> {
    const [to_main = 0, from_main = 0] = (await this.#tell('bytes')).split(' ').map(Number);
    return { to_main, from_main };
  }

  async close(): Promise<void> {
    for (const server of this.#servers) server.close();
    for (const child of this.#children) {
      if (child.exitCode !== null) continue;
      const ended = once(child, 'exit');
      child.stdin?.end();
      await ended;
    }
    process.off('exit', this.#removeNamespaces);
    this.#removeNamespaces();
  }

  readonly #removeNamespaces = (): void => {
    for (const name of this.#namespaces) execFileSync('ip', ['netns', 'del', name]);
  };

  #tell(command: string): Promise<string> {
    const answer = this.#last.then(async () => {
      this.#tunnel.stdin?.write(`${command}\n`);
      const { value } = await this.#answers.next();
      return String(value);
    });
    this.#last = answer;
    return answer;
  }
}

function inside(namespace: string, listen: Address, target: Address, connect_limit_ms = 0): ChildProcess {
  const script = new URL('forward.ts', import.meta.url).pathname;
  const args = [JSON.stringify(listen), JSON.stringify(target), String(connect_limit_ms)];
  return start('ip', ['netns', 'exec', namespace, process.execPath, '--import', 'tsx', script, ...args]);
}

function start(command: string, args: readonly string[]): ChildProcess {
  return spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
}

function linesOf({ stdout }: ChildProcess): Interface {
  if (stdout === null) throw new TypeError('the output of a child process is piped');
  return createInterface({ input: stdout });
}
