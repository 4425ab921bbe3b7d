import { Container, type ContainerSetting, type LogLine, type Outcome } from './container.ts';
import { nameInNamespace, type StoredAction } from './entities.ts';
import type { WhiskLimits } from './whisk-limits.ts';

/** A container as it is now. */
export interface ContainerInfo {
  pid: number | undefined;
  namespace: string;
  /** With its package. */
  action: string;
  version: string;
  in_flight: number;
  is_paused: boolean;
}

/** What a run came to, and what the action wrote meanwhile. */
export interface Run {
  outcome: Outcome;
  lines: LogLine[];
}

/** What is wanted of an idle container is looked at so often. */
const LOOK_MS = 250;

/**
 * The containers of a site: one for each call of an action version at once, shared by as many as its concurrency says; when there
 * are as many as there may be, an idle one of another action makes room, and without one the call waits. A container whose action
 * failed is not used again. Our reading of ContainerPool.scala and ContainerProxy.scala, without prewarmed containers.
 */
export class ContainerPool {
  readonly #setting: ContainerSetting;
  readonly #limits: WhiskLimits;
  readonly #containers = new Set<Container>();
  readonly #waiting: (() => void)[] = [];
  readonly #look: NodeJS.Timeout;
  #made = 0;
  #is_closed = false;

  constructor(setting: ContainerSetting, limits: WhiskLimits) {
    this.#setting = setting;
    this.#limits = limits;
    this.#look = setInterval(() => this.#tidy(), LOOK_MS).unref();
  }

  /** Runs an action once; waits for a container when all are busy. */
  async run(action: StoredAction, body: string): Promise<Run> {
    const container = await this.#acquire(action);
    const outcome = await container.run(body, action.limits.timeout);
    container.in_flight -= 1;
    container.last_used = Date.now();
    const lines = container.takeLines();
    if (outcome.kind !== 'answered' || outcome.status !== 200) container.is_retired = true;
    if (outcome.kind !== 'answered') this.#remove(container);
    else this.#removeIfDone(container);
    this.#waiting.shift()?.();
    return { outcome, lines };
  }

  /** Those that run, by what they run. */
  list(): ContainerInfo[] {
    return [...this.#containers].map(({ pid, action, in_flight, is_paused }) => ({
      pid,
      namespace: action.namespace,
      action: nameInNamespace(action),
      version: action.version,
      in_flight,
      is_paused,
    }));
  }

  /** Other versions of an action take no more calls; those that have none end. */
  retire(action: Pick<StoredAction, 'namespace' | 'package' | 'name'>, current?: string): void {
    for (const container of this.#containers) {
      const { namespace, revision } = container.action;
      const is_same = namespace === action.namespace && nameInNamespace(container.action) === nameInNamespace(action);
      if (!is_same || revision === current) continue;
      container.is_retired = true;
      this.#removeIfDone(container);
    }
  }

  /** Ends all of them at once, with whatever they are doing. */
  async kill(): Promise<void> {
    await Promise.all([...this.#containers].map((container) => this.#remove(container)));
  }

  async close(): Promise<void> {
    this.#is_closed = true;
    clearInterval(this.#look);
    await this.kill();
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #acquire(action: StoredAction): Promise<Container> {
    for (;;) {
      if (this.#is_closed) throw new Error('the site is closed');
      const container = this.#usable(action) ?? this.#make(action);
      if (container !== undefined) {
        container.in_flight += 1;
        return container;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #usable(action: StoredAction): Container | undefined {
    return [...this.#containers].find(
      ({ action: { revision }, is_retired, in_flight }) =>
        revision === action.revision && !is_retired && in_flight < action.limits.concurrency,
    );
  }

  #make(action: StoredAction): Container | undefined {
    if (this.#containers.size >= this.#limits.containers) {
      const idle = [...this.#containers].filter(({ in_flight }) => in_flight === 0);
      const [oldest] = idle.sort((a, b) => a.last_used - b.last_used);
      if (oldest === undefined) return undefined;
      this.#remove(oldest);
    }
    this.#made += 1;
    const container = new Container(this.#made, action, this.#setting);
    this.#containers.add(container);
    // One that ends by itself, or is killed by somebody else, is not called again.
    container.ended().then(() => this.#remove(container));
    return container;
  }

  #removeIfDone(container: Container): void {
    if (container.is_retired && container.in_flight === 0) this.#remove(container);
  }

  async #remove(container: Container): Promise<void> {
    this.#containers.delete(container);
    await container.kill();
  }

  #tidy(): void {
    const { pause_after_ms, remove_after_ms } = this.#limits;
    for (const container of this.#containers) {
      const idle_ms = container.in_flight === 0 ? Date.now() - container.last_used : 0;
      if (idle_ms > remove_after_ms) this.#remove(container);
      else if (idle_ms > pause_after_ms && !container.is_paused) container.pause();
    }
  }
}
