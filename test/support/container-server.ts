import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GenericContainer, getContainerRuntimeClient } from 'testcontainers';
import {
  identify,
  type ProcessIdentity,
  sendSignal,
  signalTree,
  waitUntilGone,
} from '../../infra/servers/process-tree.ts';
import type { Server } from '../../infra/servers/server.ts';
import type { Program, Run } from '../../infra/servers/spawned-server.ts';

/** Pulling nothing, a container starts in half a second; recovery comes on top. */
const START_LIMIT_MS = 60_000;
const PROBE_INTERVAL_MS = 20;
const STOP_LIMIT_MS = 10_000;

/**
 * Programs in containers of the images production runs: the same command line on the same files, in the network of this machine, so
 * that ports, links and data folders are where tests look for them. Throws with what to do when no Docker daemon answers.
 */
export async function containerRun(find: () => Promise<unknown> = getContainerRuntimeClient): Promise<Run> {
  try {
    await find();
  } catch (error) {
    const advice = 'start one, or leave OPS_TEST_SERVERS out to have the servers spawned';
    throw new Error(`OPS_TEST_SERVERS=docker, and no Docker daemon answers here: ${advice}`, { cause: error });
  }
  return (program, image) => new ContainerServer(program, image);
}

/** What a container is made with. */
export interface ContainerPlan {
  image: string;
  entrypoint: string[];
  command: string[];
  user: string;
  /** Folders of this machine, at the same place in the container. */
  folders: string[];
}

/** How a program runs in a container: as the one who owns its files. */
export function containerPlan({ command, args, user, dir, data = dir }: Program, image: string): ContainerPlan {
  const [uid, gid] = [user?.uid ?? process.getuid?.() ?? 0, user?.gid ?? process.getgid?.() ?? 0];
  const program = path.basename(command);
  // The folder above the data: a replica that is made anew gets another folder under the same name.
  const folders = [...new Set([dir, data === dir ? dir : path.dirname(data)])];
  return { image, entrypoint: [program], command: [...args], user: `${uid}:${gid}`, folders };
}

/** A server as a container. Its process is one of this machine's, which is how it is frozen and killed. */
class ContainerServer implements Server {
  readonly name: string;
  exited: Promise<string> = Promise.resolve('never started');
  readonly #program: Program;
  readonly #image: string;
  #process: ProcessIdentity | undefined;

  constructor(program: Program, image: string) {
    this.name = program.name;
    this.#program = program;
    this.#image = image;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async start(): Promise<void> {
    if (this.#process) throw new Error(`${this.name} is running already`);
    this.#program.prepare?.();
    const { image, entrypoint, command, user, folders } = containerPlan(this.#program, this.#image);
    const started = await new GenericContainer(image)
      .withNetworkMode('host')
      .withUser(user)
      .withEntrypoint(entrypoint)
      .withCommand(command)
      .withBindMounts(folders.map((folder) => ({ source: folder, target: folder, mode: 'rw' })))
      .start();
    const client = await getContainerRuntimeClient();
    const container = client.container.getById(started.getId());
    this.#process = identify((await container.inspect()).State.Pid);
    this.exited = container.wait().then(({ StatusCode }: { StatusCode: number }) => {
      this.#process = undefined;
      return StatusCode > 128 ? `killed by signal ${StatusCode - 128}` : `exit code ${StatusCode}`;
    });
    for (const deadline = Date.now() + START_LIMIT_MS; ; await sleep(PROBE_INTERVAL_MS)) {
      const failure = await this.#program.probe().then(() => undefined, String);
      if (failure === undefined) return;
      if (this.#process !== undefined && Date.now() < deadline) continue;
      await this.stop('kill');
      throw new Error(`${this.name} did not start: ${failure}`);
    }
  }

  async stop(how: 'fast' | 'kill'): Promise<void> {
    const running = this.#process;
    if (running === undefined) return;
    if (how === 'kill') signalTree(running.pid, 'SIGKILL');
    else sendSignal(running.pid, this.#program.stop_signal);
    this.resume(); // a frozen process would not hear it
    if (!(await waitUntilGone([running], STOP_LIMIT_MS))) signalTree(running.pid, 'SIGKILL');
    await this.exited;
  }

  pause(): void {
    if (this.pid !== undefined) signalTree(this.pid, 'SIGSTOP');
  }

  resume(): void {
    if (this.pid !== undefined) signalTree(this.pid, 'SIGCONT');
  }
}
