import { type BufferStats, bufferStats } from '../../lib/flow/buffer-stats.ts';
import { type Health, health } from '../../lib/flow/health.ts';
import { type ReplicationStatus, replicationStatus } from '../../lib/flow/replication-status.ts';
import type { Site } from '../../lib/flow/site.ts';
import { describeError } from '../../lib/kernel/log.ts';
import { Problem } from '../../lib/kernel/problem.ts';

/** How a site stands, as far as it could be asked; undefined where it could not be. */
export interface KnownState {
  is_main: boolean;
  now_ms: number;
  buffer: BufferStats | undefined;
  health: Health | undefined;
  replication: ReplicationStatus | undefined;
}

/** Scrapes that come together share one look; Prometheus' shortest sensible interval is a second. */
const KEPT_MS = 1_000;
/** Longer than the site itself waits for main across a dead link (LINK_TIMEOUT_MS), shorter than Prometheus waits for us (10 s). */
const LIMIT_MS = 2_500;

/** Asks a site how it stands, never for long and never more than once at a time. It never fails. */
export class SiteState {
  readonly #site: Site;
  readonly #buffer;
  readonly #health;
  readonly #replication;

  constructor(site: Site) {
    this.#site = site;
    this.#buffer = new Question(site, () => bufferStats(site));
    this.#health = new Question(site, () => health(site));
    this.#replication = new Question(site, () => replicationStatus(site));
  }

  async read(): Promise<KnownState> {
    const asked = Promise.all([this.#buffer.answer(), this.#health.answer(), this.#replication.answer()]);
    const [buffer, health, replication] = await asked;
    const { clock, buffer: outbox } = this.#site;
    return { is_main: outbox === undefined, now_ms: clock.now(), buffer, health, replication };
  }
}

/** One thing a site can be asked. */
class Question<Answer> {
  readonly #site: Site;
  readonly #ask: () => Promise<Answer>;
  #asking: Promise<Answer | undefined> | undefined;
  #known: { at_ms: number; answer: Answer | undefined } | undefined;

  constructor(site: Site, ask: () => Promise<Answer>) {
    this.#site = site;
    this.#ask = ask;
  }

  /** What is known of it, a second old at most; undefined when there is no answer in time. */
  async answer(): Promise<Answer | undefined> {
    if (this.#known !== undefined && performance.now() - this.#known.at_ms < KEPT_MS) return this.#known.answer;
    this.#asking ??= this.#asked();
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), LIMIT_MS);
    });
    return Promise.race([this.#asking, enough]).finally(() => clearTimeout(timer));
  }

  async #asked(): Promise<Answer | undefined> {
    const answer = await this.#ask().catch((error: unknown) => {
      // What is away is no failure of ours.
      if (!(error instanceof Problem)) this.#site.log.error('metrics.failed', describeError(error));
      return undefined;
    });
    this.#known = { at_ms: performance.now(), answer };
    this.#asking = undefined;
    return answer;
  }
}
