import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from './chance.ts';
import type { Gate } from './gate.ts';
import type { SiteName, Write } from './history.ts';
import { type Attempting, type Intention, isDefinite, pursue } from './intention.ts';
import { readRecord } from './reader.ts';
import { BOTH_SITES_UNIT, MAIN_UNIT, OBSERVATORY_UNITS, type Scene } from './scene.ts';

/** How often each thing is done, among all. */
const MIX = {
  start: 38,
  finish: 28,
  'finish late': 7,
  'same again': 8,
  'other body': 4,
  'second start': 3,
  'own id': 5,
  'start at main': 3,
  'finish at main': 2,
  'both sites': 4,
  rival: 0.4,
};

/** Records a writer keeps open before it finishes the oldest, and acknowledged calls it may send again. */
const OPEN_LIMIT = 60;
const REMEMBERED = 400;

/** An execution a writer has begun and not yet ended. */
interface Open {
  record: string;
  start_time: string;
}

/** Someone who records: one call after the other, and what comes next only depends on the seed and the answers. */
export class Writer {
  readonly #number: number;
  readonly #name: string;
  readonly #scene: Scene;
  readonly #chance: Chance;
  /** Intentions so far. */
  #count = 0;
  readonly #open: Record<SiteName, Open[]> = { observatory: [], main: [] };
  readonly #acknowledged: { intention: Intention; site: SiteName }[] = [];

  constructor(scene: Scene, number: number) {
    this.#number = number;
    this.#name = `writer-${number}`;
    this.#scene = scene;
    this.#chance = new Chance(scene.seed, this.#name);
  }

  /** Records until the scene ends, resting at the gate in between. */
  async run(gate: Gate): Promise<void> {
    while (!this.#scene.isOver()) {
      await gate.pass();
      if (this.#scene.isOver()) return;
      await this.#doSomething();
      await sleep(this.#chance.whole(0, 2 * this.#scene.think_ms));
    }
  }

  async #doSomething(): Promise<void> {
    this.#count += 1;
    const { observatory, main } = this.#open;
    const full = observatory.length > OPEN_LIMIT;
    const chosen = full ? 'finish late' : this.#chance.weighted(MIX);
    if (chosen === 'finish' && observatory.length > 0) return this.#finish('observatory', observatory.pop());
    if (chosen === 'finish late' && observatory.length > 0) return this.#finish('observatory', observatory.shift());
    if (chosen === 'finish at main' && main.length > 0) return this.#finish('main', main.pop());
    if (chosen === 'start at main') return this.#start('main', this.#newStart(MAIN_UNIT));
    if (chosen === 'own id') return this.#start('observatory', this.#ownId());
    if (chosen === 'both sites') return this.#startAtBoth();
    if (chosen === 'rival') return this.#startRivals();
    const earlier = this.#chance.oneOf(this.#acknowledged);
    if (chosen === 'same again' && earlier) return this.#again(earlier.intention, earlier.site);
    if (chosen === 'other body' && earlier) return this.#otherBody(earlier.intention, earlier.site);
    if (chosen === 'second start' && earlier) return this.#secondStart(earlier.intention, earlier.site);
    return this.#start('observatory', this.#newStart(this.#chance.oneOf(OBSERVATORY_UNITS) ?? 1));
  }

  async #start(site: SiteName, intention: Intention): Promise<void> {
    const write = await this.#pursue(intention, site);
    if (write.acknowledged === undefined) return;
    const record = write.acknowledged.id;
    this.#open[site].push({ record, start_time: String(intention.body.start_time) });
    if (site === 'observatory' && this.#chance.happens(0.3)) await readRecord(this.#scene, this.#name, record);
  }

  async #finish(site: SiteName, open: Open | undefined): Promise<void> {
    if (open === undefined) return;
    const status = this.#chance.oneOf(['completed', 'aborted', 'failed']);
    const end_time = new Date(Date.parse(open.start_time) + this.#chance.whole(1, 3_600) * 1_000).toISOString();
    const comment = this.#chance.happens(0.5) ? { comment: `finished by ${this.#name} as ${this.#count}` } : {};
    const intention: Intention = {
      ...this.#named('finish'),
      record: open.record,
      body: { status, end_time, ...comment },
      ...(this.#chance.happens(0.5) ? { key: this.#key() } : {}),
    };
    const write = await this.#pursue(intention, site);
    if (write.acknowledged !== undefined && site === 'observatory' && this.#chance.happens(0.3))
      await readRecord(this.#scene, this.#name, open.record);
  }

  /** The same call to both sites at the same time: whoever is first, there is one record. */
  async #startAtBoth(): Promise<void> {
    const intention = this.#newStart(BOTH_SITES_UNIT);
    await Promise.all([
      this.#pursue(intention, 'observatory'),
      this.#pursue(intention, 'main', `${this.#name}-at-main`),
    ]);
  }

  /** Two records with the same natural key, one at each site: main can only take one of them. */
  async #startRivals(): Promise<void> {
    const { body, ...here } = this.#newStart(BOTH_SITES_UNIT);
    await this.#pursue({ body, ...here }, 'observatory');
    const rival = { intention: `${here.intention}-rival`, key: `${here.key}-rival`, operation: here.operation };
    await this.#pursue({ ...rival, body: { ...body, comment: 'rival' } }, 'main', `${this.#name}-at-main`);
  }

  async #again(intention: Intention, site: SiteName): Promise<void> {
    await this.#pursue(intention, site);
  }

  /** The key of an acknowledged call with another body: to be refused. */
  async #otherBody({ key, record, operation, body }: Intention, site: SiteName): Promise<void> {
    if (key === undefined) return;
    const other = { ...body, comment: `another body, ${this.#name} ${this.#count}` };
    await this.#pursue({ ...this.#named(operation), key, body: other, ...(record ? { record } : {}) }, site);
  }

  /** A start without a key where there is one already: to be refused, naming the record. */
  async #secondStart({ operation, body }: Intention, site: SiteName): Promise<void> {
    if (operation !== 'start') return;
    const { id: _, ...same } = body;
    const other = { ...same, comment: `a second start, ${this.#name} ${this.#count}` };
    await this.#pursue({ ...this.#named('start'), body: other }, site);
  }

  #ownId(): Intention {
    const { key: _, ...intention } = this.#newStart(this.#chance.oneOf(OBSERVATORY_UNITS) ?? 1);
    const hex = [...Array(30)].map(() => this.#chance.whole(0, 15).toString(16)).join('');
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
    return { ...intention, body: { ...intention.body, id } };
  }

  #newStart(obs_unit_id: number): Intention {
    const start_time = this.#scene.startTime(this.#number, this.#count);
    const comment = this.#chance.happens(0.5) ? { comment: `${this.#name} ${this.#count}` } : {};
    return { ...this.#named('start'), key: this.#key(), body: { obs_unit_id, start_time, ...comment } };
  }

  #named<Operation extends Intention['operation']>(operation: Operation) {
    return { intention: `${this.#name}-${this.#count}`, operation };
  }

  #key(): string {
    return `${this.#scene.seed}-${this.#name}-${this.#count}`;
  }

  async #pursue(intention: Intention, site: SiteName, client = this.#name): Promise<Write> {
    const { urls, board, until_ms } = this.#scene;
    const attempting: Attempting = { client, site, url: urls[site], board, until_ms };
    const write = await pursue(intention, attempting);
    if (!isDefinite(write)) this.#scene.unanswered(write);
    if (write.acknowledged !== undefined && !write.acknowledged.replayed) {
      this.#acknowledged.push({ intention, site });
      if (this.#acknowledged.length > REMEMBERED) this.#acknowledged.shift();
    }
    return write;
  }
}
