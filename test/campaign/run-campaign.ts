import { setTimeout as sleep } from 'node:timers/promises';
import type { Servers } from '../../infra/servers/stack.ts';
import { Board } from './board.ts';
import { Chance } from './chance.ts';
import { checkers } from './checkers/all.ts';
import type { FaultKind } from './faults/fault.ts';
import { Gate } from './gate.ts';
import type { Happening, Outcome, Verdict } from './history.ts';
import { bufferStats, compared, comparedLists, readLists, settled } from './look.ts';
import { readOutcome } from './outcome.ts';
import type { Bug } from './planted/bug.ts';
import { Reader } from './reader.ts';
import { OBSERVATORY_UNITS, type Scene } from './scene.ts';
import { Schedule } from './schedule.ts';
import { storm } from './storm.ts';
import { openWorld, type World } from './world.ts';
import { Writer } from './writer.ts';

/** What a campaign is to do. */
export interface CampaignOptions {
  seed: number;
  /** How long it takes, about: the number of storms follows from it, so that it does not depend on the machine. */
  lasts_ms: number;
  /** The kinds of faults that strike; without any it is the control. */
  faults: readonly FaultKind[];
  /** Told how it goes. */
  say(line: string): void;
  /** Mean time between two faults of a storm. */
  mean_pause_ms?: number;
  /** How long faults strike until the writers rest and everything is compared. */
  storm_ms?: number;
  /** The longest fault. */
  longest_ms?: number;
  /** How long everything may take to arrive when nothing is broken any more. */
  settle_limit_ms?: number;
  /** A bug planted into the code of both sites. */
  planted?: Bug;
}

/** What a campaign came to. */
export interface Campaign {
  seed: number;
  lasted_ms: number;
  history: readonly Happening[];
  /** Undefined when the stack was in no state to be asked. */
  outcome: Outcome | undefined;
  verdicts: Record<string, Verdict>;
  /** What went wrong beside what checkers check: what could not be mended, did not settle, was never answered. */
  failures: string[];
  /** What the hosts of the code have logged as errors. */
  errors: string[];
  acknowledged: number;
}

const WRITERS = 8;
const READERS = 3;
const THINK_MS = 8;
/** A storm, and then a look while nobody writes. */
const STORM_MS = 18_000;
const MEAN_PAUSE_MS = 1_000;
/** Most faults are shorter, so that several fit into a storm. */
const LONGEST_MS = 3_500;
/** The last mends and the look, about. */
const LOOK_MS = 6_000;
/** A drain that was postponed, a lease, the slowest call and a replica that has to catch up. */
const SETTLE_LIMIT_MS = 90_000;
/** Writers have an answer as soon as nothing is broken any more: a restart, a breaker, the longest pause. */
const REST_LIMIT_MS = 30_000;
/** How much is recorded behind a link that was cut before a look. */
const PILE_UP_MS = 400;

/**
 * Runs a campaign on running servers: writers and readers over HTTP, two drainers, storms of faults with quiet moments in
 * between, and at the end the judgement of every checker. The servers are left as they are.
 */
export async function runCampaign(servers: Servers, options: CampaignOptions): Promise<Campaign> {
  const world = await openWorld(servers, options.planted);
  try {
    return await new Run(world, options).run();
  } finally {
    await world.stop();
  }
}

/** Executions begin here, one per second and writer. */
const FIRST_START = Date.UTC(2026, 5, 1);

class Run {
  readonly #world: World;
  readonly #options: CampaignOptions;
  readonly #board = new Board();
  readonly #gate = new Gate();
  readonly #failures: string[] = [];
  readonly #counts: number[] = Array(WRITERS).fill(0);
  readonly #schedule: Schedule;
  readonly #chance: Chance;
  readonly #begin_ms = performance.now();
  readonly #scene: Scene;
  #over = false;
  #settles = true;
  /** Executions that began before were compared already. */
  #since = FIRST_START;

  constructor(world: World, options: CampaignOptions) {
    this.#world = world;
    this.#options = options;
    this.#schedule = new Schedule(options.seed, options.faults);
    this.#chance = new Chance(options.seed, 'looks');
    this.#scene = {
      seed: options.seed,
      urls: world.urls,
      board: this.#board,
      think_ms: THINK_MS,
      until_ms: Number.POSITIVE_INFINITY,
      isOver: () => this.#over,
      startTime: (writer, count) => {
        this.#counts[writer] = count;
        return new Date(FIRST_START + count * 1_000 + writer).toISOString();
      },
      unanswered: ({ client, intention }) => this.#failures.push(`${client} never learned what became of ${intention}`),
    };
  }

  async run(): Promise<Campaign> {
    const writers = this.#counts.map((_, number) => new Writer(this.#scene, number).run(this.#gate));
    const readers = Array.from({ length: READERS }, (_, number) => new Reader(this.#scene, number).run());
    // Whatever goes wrong in between, they are told to end and waited for.
    const went_well = await this.#guarded(() => this.#stormAndLook());
    this.#over = true;
    this.#scene.until_ms = went_well ? performance.now() + REST_LIMIT_MS : 0;
    this.#gate.open();
    for (const each of [...writers, ...readers]) await this.#guarded(() => each);
    const outcome = went_well ? await this.#end() : undefined;
    this.#failures.push(...this.#world.deaths);
    const { history } = this.#board;
    const judged = Object.entries(outcome === undefined ? {} : checkers);
    return {
      seed: this.#options.seed,
      lasted_ms: performance.now() - this.#begin_ms,
      history,
      outcome,
      verdicts: outcome ? Object.fromEntries(judged.map(([name, check]) => [name, check(history, outcome)])) : {},
      failures: this.#failures,
      errors: this.#world.errors(),
      acknowledged: this.#board.acknowledged,
    };
  }

  async #end(): Promise<Outcome | undefined> {
    let outcome: Outcome | undefined;
    await this.#guarded(async () => {
      await this.#settle();
      outcome = await readOutcome(this.#world);
    });
    return outcome;
  }

  async #stormAndLook(): Promise<void> {
    const { faults, lasts_ms, storm_ms = STORM_MS } = this.#options;
    const { mean_pause_ms = MEAN_PAUSE_MS, longest_ms = LONGEST_MS } = this.#options;
    const storms = Math.max(1, Math.round(lasts_ms / (storm_ms + LOOK_MS)));
    for (let each = 0; each < storms; each++) {
      if (faults.length === 0) await sleep(storm_ms);
      else await storm(this.#world, this.#board, this.#schedule.storm(storm_ms, mean_pause_ms, longest_ms));
      await this.#look();
    }
  }

  /** Cuts the link, lets the writers rest, reads, lets everything arrive, and reads again. */
  async #look(): Promise<void> {
    const { link } = this.#world.servers;
    const cut = this.#options.faults.length > 0;
    const from_ms = performance.now();
    if (cut) link.down();
    await sleep(PILE_UP_MS);
    await this.#gate.shut(WRITERS, REST_LIMIT_MS);
    const since = new Date(this.#since).toISOString();
    const paths = comparedLists(since, this.#chance.oneOf(OBSERVATORY_UNITS) ?? 1);
    const { pending } = await bufferStats(this.#world);
    const before = await readLists(this.#world, 'observatory', paths);
    if (cut) {
      link.up();
      const detail = 'half-open while everything is read at the observatory';
      this.#board.record({ kind: 'fault', name: 'link cut', from_ms, to_ms: performance.now(), detail });
    }
    await this.#settle();
    const main = await readLists(this.#world, 'main', paths);
    this.#board.record(compared(pending, paths, before, main));
    this.#board.record(compared(0, paths, await readLists(this.#world, 'observatory', paths), main));
    this.#since = FIRST_START + Math.min(...this.#counts) * 1_000;
    this.#options.say(this.#progress(pending));
    this.#gate.open();
  }

  /** Waits for everything to arrive. When something never does that is a failure, and what is there is judged all the same. */
  async #settle(): Promise<void> {
    if (!this.#settles) return;
    const limit_ms = this.#options.settle_limit_ms ?? SETTLE_LIMIT_MS;
    this.#settles = await this.#guarded(() => settled(this.#world, limit_ms));
  }

  #progress(pending: number): string {
    const seconds = Math.round((performance.now() - this.#begin_ms) / 1_000);
    const faults = this.#board.history.filter(({ kind }) => kind === 'fault').length;
    return `${seconds} s: ${faults} faults, ${this.#board.acknowledged} writes acknowledged, ${pending} were pending when the writers rested`;
  }

  /** Whether it went well; otherwise it is among the failures. */
  async #guarded(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? `: ${error.cause}` : '';
      this.#failures.push(`${error}${cause}`);
      this.#options.say(`failed: ${error}${cause}`);
      return false;
    }
  }
}
