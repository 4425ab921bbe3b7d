import * as z from 'zod';
import { noteFresh } from '../../lib/flow/replica-age.ts';
import { replicaPosition } from '../../lib/flow/retire.ts';
import type { Buffer, Site } from '../../lib/flow/site.ts';
import { describeError } from '../../lib/kernel/log.ts';
import type { OutboxCounts } from '../../lib/outbox/outbox-stats.ts';
import { Bell, pause } from './bell.ts';

/** The functions that are run for what waits, beside their schedule. */
const DRAIN = 'scheduled-drain-buffer';
const TRACK = 'scheduled-track-replication';
export const POKED: readonly string[] = [DRAIN, TRACK];

const drained = z.object({ pending: z.number(), settled: z.number() });

/** What waits is looked for this often when nobody rings: a recording that did not come this way leaves within a fifth of a second. */
const LOOK_MS = 200;
/** Replay follows an applied transaction by one way across the link; a reader may be waiting for it. */
const REPLAY_LOOK_MS = 50;
/** A drain that got nowhere, for the link is dead, or that did not answer, is not run again sooner than this. */
const PROBE_MS = 500;
/** While something applied has not come back, main may have been replaced: the drain asks, and tracking finds what a look cannot see. */
const UNREPLICATED_MS = 1_000;
/** How fresh the replica is, is noted this often. */
const NOTE_MS = 1_000;
/** Run even if nothing seems to wait, as by the schedule. */
const BACKSTOP_MS = 60_000;
/** An action may run for 60 s; after this it is taken for lost. */
const INVOCATION_MS = 65_000;

/** Runs a scheduled function and answers its report. */
export type Invoke = (name: string) => Promise<unknown>;

/**
 * Runs the drain and the LSN tracking of a secondary as soon and as often as there is something for them. One invocation of each
 * at a time. It keeps nothing: killed at any moment, nothing is lost, for the functions find what waits by themselves and two at
 * once do no harm.
 */
export class Poke {
  readonly #site: Site;
  readonly #invoke: Invoke;
  readonly #bell = new Bell();

  constructor(site: Site, invoke: Invoke) {
    this.#site = site;
    this.#invoke = invoke;
  }

  /** Something has been recorded: look at once. */
  ring(): void {
    this.#bell.ring();
  }

  /** Goes on until `stopping`, then ends at once, whatever is running. At main there is nothing to do. */
  async run(stopping: AbortSignal): Promise<void> {
    const { buffer } = this.#site;
    if (buffer === undefined) return;
    await Promise.all([
      this.#hear(stopping),
      this.#drain(buffer, stopping),
      this.#track(buffer, stopping),
      this.#noteFreshness(stopping),
    ]);
  }

  /** Passes on what other processes of the site call out. */
  async #hear(stopping: AbortSignal): Promise<void> {
    const { wake } = this.#site;
    await wake.listen();
    while (!stopping.aborted) {
      const { heard } = wake;
      await wake.wait(heard, BACKSTOP_MS, stopping);
      if (wake.heard !== heard) this.#bell.ring();
      // Without its Redis nobody listens, and the wait is over when the site is closed.
      else await pause(LOOK_MS, stopping);
    }
  }

  /** Back to back while it gets somewhere. */
  async #drain(buffer: Buffer, stopping: AbortSignal): Promise<void> {
    let begun_at = Number.NEGATIVE_INFINITY;
    while (!stopping.aborted) {
      const { rung } = this.#bell;
      const counts = await this.#look(buffer);
      const since_ms = performance.now() - begun_at;
      if (!this.#isDrainDue(counts, since_ms)) {
        await this.#bell.wait(rung, LOOK_MS, stopping);
        continue;
      }
      begun_at = performance.now();
      const answer = drained.safeParse(await this.#run(DRAIN, stopping));
      const got_nowhere = !answer.success || (answer.data.pending > 0 && answer.data.settled === 0);
      if (got_nowhere) await pause(begun_at + PROBE_MS - performance.now(), stopping);
    }
  }

  #isDrainDue(counts: OutboxCounts | undefined, since_ms: number): boolean {
    if (since_ms >= BACKSTOP_MS) return true;
    if (counts === undefined) return false;
    const { queued, postponed, next_attempt_ms = Number.POSITIVE_INFINITY, applied } = counts;
    if (queued > postponed || (postponed > 0 && next_attempt_ms <= this.#site.clock.now())) return true;
    return applied > 0 && since_ms >= UNREPLICATED_MS;
  }

  /** Whenever the replica has moved, or main has taken something, while something applied has not come back. */
  async #track(buffer: Buffer, stopping: AbortSignal): Promise<void> {
    let begun_at = Number.NEGATIVE_INFINITY;
    let seen = '';
    while (!stopping.aborted) {
      const { rung } = this.#bell;
      const counts = await this.#look(buffer);
      const waits = counts !== undefined && counts.applied > 0;
      const here = waits ? await this.#position() : undefined;
      const now = `${here?.origin} ${here?.replay_lsn} ${counts?.applied_total}`;
      const since_ms = performance.now() - begun_at;
      if (since_ms < BACKSTOP_MS && !(waits && (now !== seen || since_ms >= UNREPLICATED_MS))) {
        await this.#bell.wait(rung, waits ? REPLAY_LOOK_MS : LOOK_MS, stopping);
        continue;
      }
      begun_at = performance.now();
      seen = now;
      if ((await this.#run(TRACK, stopping)) === undefined) await pause(PROBE_MS, stopping);
    }
  }

  /** Else the age of an idle replica, once the link is cut, would be known from the last tracking only. */
  async #noteFreshness(stopping: AbortSignal): Promise<void> {
    for (; !stopping.aborted; await pause(NOTE_MS, stopping)) {
      const here = await this.#position();
      if (here !== undefined) await noteFresh(this.#site, here).catch(() => {}); // only makes ages pessimistic
    }
  }

  /** The counts, or undefined while Redis is away: then nothing can be drained either. */
  async #look({ stats }: Buffer): Promise<OutboxCounts | undefined> {
    return stats.counts().catch(() => undefined);
  }

  async #position() {
    return replicaPosition(this.#site).catch(() => undefined);
  }

  /** What the function answers; undefined when it fails, takes too long, or this is stopped meanwhile. */
  async #run(name: string, stopping: AbortSignal): Promise<unknown> {
    const over = new AbortController();
    const invoked = this.#invoke(name).catch((error: unknown) => {
      if (!stopping.aborted) this.#site.log.warn('gateway.poke_failed', { function: name, ...describeError(error) });
      return undefined;
    });
    // Whichever comes first; nothing waits longer for an invocation that hangs.
    const given_up = pause(INVOCATION_MS, stopping, (end) => {
      over.signal.addEventListener('abort', end);
      return () => over.signal.removeEventListener('abort', end);
    });
    const answer = await Promise.race([invoked, given_up]);
    over.abort();
    return answer;
  }
}
