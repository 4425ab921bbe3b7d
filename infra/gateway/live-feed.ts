import * as z from 'zod';
import { ENTITIES } from '../../functions/transfer/overview.ts';
import { may } from '../../lib/auth/principal.ts';
import { readCursor } from '../../lib/flow/event-cursor.ts';
import { type Events, events } from '../../lib/flow/events.ts';
import type { Site } from '../../lib/flow/site.ts';
import { describeError } from '../../lib/kernel/log.ts';
import { PROBLEMS, Problem, type ProblemCode } from '../../lib/kernel/problem.ts';
import type { LiveConnection } from './live-connection.ts';

/** Gives the answer of GET /api/transfer/overview to whoever has this token, at this address. */
export type AskOverview = (token: string, address: string | null) => Promise<Response>;

/** How often and how much the feed tells. */
export interface FeedLimits {
  /** From one overview to the next that a client is told: what happens meanwhile comes together. */
  gather_ms: number;
  /** Who has missed more events than this gets a snapshot in their place. */
  catch_up_events: number;
}

/** Events of one answer of the change feed. */
const PAGE = 500;
/** An overview that takes longer does not hold up everybody else. */
const OVERVIEW_LIMIT_MS = 15_000;

/**
 * Follows the change feed for all clients of a gateway and tells each what it may see. Each stands at a cursor of its own; those
 * that stand at the same one and may read the same share one look and one overview, and as all are told as fast as they take it,
 * that is soon one for all. A client that takes nothing is not looked for, so nothing piles up for it.
 *
 * Failure modes: a server of the site is away (clients are told that something is missing, stay where they stand, and are told the
 * rest when it is back); the gateway dies or a message is lost with a connection (the client comes again with the last cursor it
 * has got, and is told everything behind it).
 */
export class LiveFeed {
  readonly #site: Site;
  readonly #ask: AskOverview;
  readonly #limits: FeedLimits;
  /** Called when the site says that a client's token is no good any more. */
  readonly #suspected: (connection: LiveConnection) => Promise<void>;
  readonly #connections = new Set<LiveConnection>();
  #nudge = new AbortController();
  #is_following = false;

  constructor(
    site: Site,
    ask: AskOverview,
    limits: FeedLimits,
    suspected: (connection: LiveConnection) => Promise<void>,
  ) {
    this.#site = site;
    this.#ask = ask;
    this.#limits = limits;
    this.#suspected = suspected;
  }

  /** Tells a client from now on; with a cursor, what has changed behind that. */
  join(connection: LiveConnection, after: string | undefined): void {
    if (after !== undefined && readCursor(after) === undefined) connection.restart('That is no cursor of this feed.');
    else if (after !== undefined) Object.assign(connection, { sequence: after, is_owed: true, caught_up_by: 0 });
    this.#connections.add(connection);
    this.#nudge.abort();
    if (!this.#is_following) void this.#follow();
  }

  leave(connection: LiveConnection): void {
    this.#connections.delete(connection);
    if (this.#connections.size === 0) this.#nudge.abort();
  }

  async #follow(): Promise<void> {
    const { wake, config, log } = this.#site;
    this.#is_following = true;
    await wake.listen();
    while (this.#connections.size > 0) {
      // Both from before the looks on: what changes and who joins during them is not waited for.
      const { heard } = wake;
      this.#nudge = new AbortController();
      const has_more = await this.#turn().catch((error: unknown) => {
        log.error('live_overview.failed', describeError(error));
        return false;
      });
      if (has_more) continue;
      const now_ms = performance.now();
      const resting = [...this.#connections]
        .map(({ due_at_ms }) => due_at_ms - now_ms)
        .filter((left_ms) => left_ms > 0);
      await wake.wait(heard, Math.min(config.EVENTS_LOOK_MS, ...resting), this.#nudge.signal);
    }
    this.#is_following = false;
  }

  /** Tells everybody whose turn it is. Whether there is more at once. */
  async #turn(): Promise<boolean> {
    const now_ms = performance.now();
    const due = [...this.#connections].filter((one) => one.is_open && one.due_at_ms <= now_ms && !one.is_clogged);
    await this.#begin(due.filter(({ sequence }) => sequence === undefined));
    const following = due.filter(({ sequence }) => sequence !== undefined);
    let has_more = false;
    for (const group of grouped(following, (one) => `${readableBy(one)} ${one.sequence}`))
      if (await this.#tell(group)) has_more = true;
    return has_more;
  }

  /** Snapshots for those who have none, behind a cursor that was taken before. */
  async #begin(joining: readonly LiveConnection[]): Promise<void> {
    if (joining.length === 0) return;
    const begun = await this.#look(undefined, []);
    for (const group of grouped(joining, (one) => String(readableBy(one)))) {
      const overview = begun instanceof Problem ? begun : await this.#overviewFor(group);
      for (const one of group) {
        if (begun instanceof Problem) await one.incomplete(begun);
        else if (overview instanceof Problem) await one.incomplete(overview);
        else one.snapshot(begun.cursor, overview);
      }
    }
  }

  /** What has changed for some who stand at the same place and may read the same. Whether there is more at once. */
  async #tell(group: readonly LiveConnection[]): Promise<boolean> {
    const [{ sequence = '' } = { sequence: '' }] = group;
    const readable = group[0] === undefined ? [] : readableBy(group[0]);
    const looked = await this.#look(sequence, readable);
    if (looked instanceof Problem && looked.code === 'cursor.expired') {
      for (const one of group) one.restart(looked.message);
      return true;
    }
    if (looked instanceof Problem) {
      for (const one of group) await one.incomplete(looked);
      return false;
    }
    const { items, cursor, more } = looked;
    // Who may not read all that is counted is not told of the rest, and has an overview that changes with it.
    const is_changed = items.length > 0 || (readable.length < ENTITIES.length && cursor !== sequence);
    for (const one of group) if (is_changed) one.is_owed = true;
    const present = group.filter((one) => !this.#isTooFar(one, items.length));
    if (more) for (const one of present) one.update(cursor, items);
    else await this.#finish(present, looked);
    return more || present.length < group.length;
  }

  /** The last that has changed so far, with the overview of it for those who are owed one. */
  async #finish(group: readonly LiveConnection[], { items, cursor, complete }: Events): Promise<void> {
    const owed = group.filter(({ is_owed }) => is_owed);
    const overview = owed.length === 0 ? undefined : await this.#overviewFor(owed);
    const due_at_ms = performance.now() + this.#limits.gather_ms;
    for (const one of group) {
      const problem = one.is_owed && overview instanceof Problem ? overview : undefined;
      if (!complete || problem !== undefined) await one.incomplete(problem);
      else one.complete();
      if (one.is_owed) one.due_at_ms = due_at_ms;
      one.caught_up_by = undefined;
      one.update(cursor, items, one.is_owed && problem === undefined ? overview : undefined);
    }
  }

  /** Counts what somebody catches up by, and makes them begin anew where that is too much. */
  #isTooFar(one: LiveConnection, more: number): boolean {
    if (one.caught_up_by === undefined) return false;
    one.caught_up_by += more;
    const { catch_up_events } = this.#limits;
    if (one.caught_up_by <= catch_up_events) return false;
    one.restart(`More than ${catch_up_events} events have come since.`);
    return true;
  }

  async #look(after: string | undefined, entities: readonly string[]): Promise<Events | Problem> {
    const place = after === undefined ? undefined : readCursor(after);
    const asked = { after: place, wait_s: 0, limit: PAGE, entities: new Set(entities) };
    return events(this.#site, asked).catch((error: unknown) => {
      if (error instanceof Problem) return error;
      throw error;
    });
  }

  /** The overview of those who may read the same: the first of their tokens that is good gets it for all. */
  async #overviewFor(group: readonly LiveConnection[]): Promise<unknown> {
    let refused = new Problem('database.unavailable', 'The overview cannot be had now.');
    for (const one of group) {
      const response = await this.#answered(one);
      const body: unknown = await response?.json().catch(() => undefined);
      if (response?.ok && body !== undefined) return body;
      refused = problem.safeParse(body).data ?? refused;
      if (response?.status === 401 || response?.status === 403) await this.#suspected(one);
      else if (response?.status !== 429) break;
    }
    return refused;
  }

  /** Undefined when nobody answers. */
  async #answered({ caller, address }: LiveConnection): Promise<Response | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), OVERVIEW_LIMIT_MS);
    });
    try {
      return await Promise.race([this.#ask(caller?.token ?? '', address), enough]);
    } catch (error) {
      this.#site.log.warn('live_overview.unanswered', describeError(error));
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What an answer that is none says. */
const problem = z
  .object({ code: z.enum(Object.keys(PROBLEMS) as ProblemCode[]), detail: z.string() })
  .transform(({ code, detail }) => new Problem(code, detail));

/** The entities of the overview whose changes the client's caller may be told of. */
function readableBy({ caller }: LiveConnection): string[] {
  return ENTITIES.filter(({ permissions }) => caller !== undefined && may(caller.principal, permissions.read)).map(
    ({ name }) => name,
  );
}

/** Those that have the same key, together. */
function grouped(all: readonly LiveConnection[], keyOf: (one: LiveConnection) => string): LiveConnection[][] {
  const groups = new Map<string, LiveConnection[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()];
}
