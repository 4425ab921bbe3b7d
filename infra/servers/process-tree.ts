import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Linux tells everything in /proc; elsewhere `ps` is always there (slim Linux images have no `ps`). */
const HAS_PROC = existsSync('/proc/self/stat');

/** A process among all that ever had its number: pids are used again, the time of their start is not. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in the system's own spelling; only good for comparing. */
  started: string;
}

/** The identity of a living process; undefined when there is none with that pid, or it is dead and not yet collected. */
export function identify(pid: number): ProcessIdentity | undefined {
  if (!HAS_PROC) {
    const [state, ...started] = ps(['-o', 'state=,lstart=', '-p', String(pid)]).split(/\s+/);
    return state && !state.startsWith('Z') ? { pid, started: started.join(' ') } : undefined;
  }
  // proc(5): the fields behind the command's closing bracket begin with the third, the state; the start is the 22nd.
  const fields = stat(pid);
  if (fields[0] === undefined || fields[0] === 'Z' || fields[19] === undefined) return undefined;
  return { pid, started: fields[19] };
}

/** Whether the very process of this identity still lives. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** A process and all its descendants, parents first. PostgreSQL's children leave its process group, so a group is not enough. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const [pid, parent] of allProcesses()) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Sends a signal to a process and all its descendants, parents first; those that are gone already do not matter. */
export function signalTree(root: number, signal: NodeJS.Signals): void {
  for (const pid of processTree(root)) sendSignal(pid, signal);
}

/** Sends a signal to one process; false when there is no such process (any more). */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Waits until none of the processes lives; false when some still do after `limit_ms`. */
export async function waitUntilGone(identities: readonly ProcessIdentity[], limit_ms: number): Promise<boolean> {
  for (const deadline = Date.now() + limit_ms; Date.now() < deadline; ) {
    if (!identities.some(isAlive)) return true;
    await sleep(10); // the kernel tells only parents when a process ends; 10 ms is a tenth of the fastest stop
  }
  return !identities.some(isAlive);
}

/** The command line a process was started with; empty when there is no such process. */
export function commandLine(pid: number): string {
  if (!HAS_PROC) return ps(['-o', 'command=', '-p', String(pid)]);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function stat(pid: number | string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return []; // it ended while we looked
  }
}

function allProcesses(): [pid: number, parent: number][] {
  if (HAS_PROC) {
    const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
    return pids.map((pid) => [Number(pid), Number(stat(pid)[1] ?? -1)]);
  }
  const lines = ps(['-A', '-o', 'pid=,ppid=']).split('\n');
  return lines.map((line) => line.trim().split(/\s+/)).map(([pid, parent]) => [Number(pid), Number(parent)]);
}

function ps(args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return ''; // `ps -p` fails when there is no such process
  }
}
