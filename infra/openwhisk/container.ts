import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identify } from '../servers/process-tree.ts';
import { ACTION_HOST, ActionProcess, type RuntimeAnswer } from './action-process.ts';
import { nameInNamespace, type StoredAction } from './entities.ts';

/** How a container answered: something, nothing within its time, or it ended instead. */
export type Outcome =
  | { kind: 'answered'; during: 'init' | 'run'; status: number; body: string }
  | { kind: 'timed out'; during: 'init' | 'run' }
  | { kind: 'ended'; during: 'init' | 'run' };

/** One line an action wrote. */
export interface LogLine {
  container: number;
  action: string;
  stream: 'stdout' | 'stderr';
  text: string;
}

/** How containers are made. */
export interface ContainerSetting {
  /** Each gets a folder of its own in `containers`, and says in `pids` which process it is, for whoever comes after a crash. */
  dir: string;
  /** The runtime's file; our own when it is not said. */
  runtime?: string | undefined;
  /** Where the site answers, once it does. */
  api_host(): string;
  log(line: LogLine): void;
}

/** What an action wrote before it answered is in the pipe by then. */
const LOG_LIMIT_MS = 1_000;
const SENTINEL = 'XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX';

/** One version of an action in a process of its own: started and initialised at once, then run as often as it answers. */
export class Container {
  readonly number: number;
  readonly action: StoredAction;
  /** Calls it has taken and not answered. */
  in_flight = 0;
  /** Takes no more calls, and goes with the last one. */
  is_retired = false;
  last_used = Date.now();
  readonly #setting: ContainerSetting;
  readonly #folder: string;
  readonly #process: Promise<ActionProcess>;
  /** How /init went. */
  readonly #initialised: Promise<Outcome>;
  #is_paused = false;
  #pid: number | undefined;
  #lines: LogLine[] = [];
  #runs = 0;
  /** How often each stream has said that a run has ended. */
  readonly #ends = { stdout: 0, stderr: 0 };
  #ended_stream: () => void = () => {};

  constructor(number: number, action: StoredAction, setting: ContainerSetting) {
    this.number = number;
    this.action = action;
    this.#setting = setting;
    this.#folder = path.join(setting.dir, 'containers', String(number));
    for (const folder of [this.#folder, path.dirname(this.#pid_file)])
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#process = this.#start();
    this.#initialised = this.#process.then(
      (process) => this.#init(process),
      () => ({ kind: 'ended', during: 'init' }),
    );
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  get #pid_file(): string {
    return path.join(this.#setting.dir, 'pids', `container-${this.number}.json`);
  }

  get is_paused(): boolean {
    return this.#is_paused;
  }

  /** Fulfilled when its process is no more. */
  async ended(): Promise<void> {
    await this.#process.then(
      (process) => process.ended,
      () => {},
    );
  }

  /** Runs it, once it is initialised; when that failed, how. */
  async run(body: string, timeout_ms: number): Promise<Outcome> {
    const initialised = await this.#initialised;
    if (initialised.kind !== 'answered' || initialised.status !== 200) return initialised;
    const process = await this.#process;
    if (this.#is_paused) process.resume();
    this.#is_paused = false;
    this.last_used = Date.now();
    this.#runs += 1;
    const outcome = await within(timeout_ms, 'run', process.post('/run', body));
    if (outcome.kind === 'answered') await this.#logged(this.#runs);
    return outcome;
  }

  /** The lines written since they were last taken. */
  takeLines(): LogLine[] {
    return this.#lines.splice(0);
  }

  async pause(): Promise<void> {
    const process = await this.#process;
    if (this.in_flight > 0) return;
    this.#is_paused = true;
    process.pause();
  }

  async kill(): Promise<void> {
    this.is_retired = true;
    await this.#process.then(
      (process) => process.kill(),
      () => {},
    );
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    rmSync(this.#pid_file, { force: true });
  }

  async #start(): Promise<ActionProcess> {
    const { runtime = ACTION_HOST, api_host } = this.#setting;
    const halves = { stdout: '', stderr: '' };
    const process = await ActionProcess.start(runtime, {
      cwd: this.#folder,
      env: {
        __OW_API_HOST: api_host(),
        ...(this.action.limits.concurrency > 1 ? { __OW_ALLOW_CONCURRENT: 'true' } : {}),
      },
      output: (stream, text) => {
        const lines = (halves[stream] + text).split('\n');
        halves[stream] = lines.pop() ?? '';
        for (const line of lines) this.#heard(stream, line);
      },
    });
    this.#pid = process.pid;
    writeFileSync(this.#pid_file, JSON.stringify({ ...identify(process.pid), stop_signal: 'SIGTERM' }));
    return process;
  }

  #heard(stream: 'stdout' | 'stderr', line: string): void {
    const is_end = line.endsWith(SENTINEL);
    const text = is_end ? line.slice(0, -SENTINEL.length) : line;
    if (is_end) this.#ends[stream] += 1;
    if (is_end) this.#ended_stream();
    if (is_end && text === '') return;
    const told = { container: this.number, action: nameInNamespace(this.action), stream, text };
    this.#lines.push(told);
    this.#setting.log(told);
  }

  /** Waits until both streams have ended as often as it was run; a run in a shared container has no log of its own to wait for. */
  async #logged(runs: number): Promise<void> {
    if (this.action.limits.concurrency > 1) return;
    const is_there = () => Math.min(this.#ends.stdout, this.#ends.stderr) >= runs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LOG_LIMIT_MS);
    });
    const heard = new Promise<void>((resolve) => {
      this.#ended_stream = () => is_there() && resolve();
      this.#ended_stream();
    });
    await Promise.race([heard, late]);
    clearTimeout(timer);
  }

  #init(process: ActionProcess): Promise<Outcome> {
    const { namespace, name, version, exec, limits } = this.action;
    const value = {
      name,
      main: exec.main ?? 'main',
      binary: exec.binary,
      code: exec.code,
      env: {
        __OW_NAMESPACE: namespace,
        __OW_ACTION_NAME: `/${namespace}/${nameInNamespace(this.action)}`,
        __OW_ACTION_VERSION: version,
      },
    };
    return within(limits.timeout, 'init', process.post('/init', JSON.stringify({ value })));
  }
}

async function within(timeout_ms: number, during: 'init' | 'run', answer: Promise<RuntimeAnswer>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const timed_out = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'timed out', during }), timeout_ms);
  });
  const answered = answer.then(
    (answer): Outcome => ({ kind: 'answered', during, ...answer }),
    (): Outcome => ({ kind: 'ended', during }),
  );
  const outcome = await Promise.race([answered, timed_out]);
  clearTimeout(timer);
  return outcome;
}
