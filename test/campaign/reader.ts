import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { TOKENS } from '../support/sites.ts';
import { call } from './call.ts';
import { Chance } from './chance.ts';
import type { Shown } from './history.ts';
import { OBSERVATORY_UNITS, type Scene } from './scene.ts';

/** A row of an answer, as far as writers set it. */
const shown = z.object({
  id: z.string(),
  obs_unit_id: z.number(),
  start_time: z.string(),
  end_time: z.string().nullable(),
  status: z.string(),
  comment: z.string().nullable(),
  updated_at: z.string(),
});
const page = z.object({ items: z.array(shown), next_cursor: z.string().nullable(), complete: z.boolean() });
const bareList = z.array(shown);
const states = z.object({ items: z.array(z.object({ transaction_id: z.string(), state: z.string() })) });

/** The rows of a list's answer, whichever form it has, and what it says of itself. */
export function rowsOf(body: unknown): { shown: Shown[]; complete?: boolean; next_cursor: string | null } {
  if (Array.isArray(body)) return { shown: bareList.parse(body), next_cursor: null };
  const { items, complete, next_cursor } = page.parse(body);
  return { shown: items, complete, next_cursor };
}

/** Reads one record at the observatory. */
export async function readRecord({ urls, board }: Scene, client: string, record: string): Promise<void> {
  const path = `/executed_obs_units/by-id/${record}`;
  const answer = await call({ method: 'GET', url: urls.observatory, path, token: TOKENS.viewer });
  const { body, replayed: _, ...called } = answer;
  const rows = answer.status === 200 ? [shown.parse(body)] : [];
  board.record({ kind: 'read', client, site: 'observatory', ...called, path, record, shown: rows });
}

/** How often each thing is looked at, among all. */
const MIX = { record: 50, window: 20, ids: 10, newest: 6, unit: 3, states: 11 };

/** Starts on both sides of a window's middle: a dozen records of a unit. */
const WINDOW_MS = 20_000;

/** Someone who looks at what others have recorded. */
export class Reader {
  readonly #name: string;
  readonly #scene: Scene;
  readonly #chance: Chance;

  constructor(scene: Scene, number: number) {
    this.#name = `reader-${number}`;
    this.#scene = scene;
    this.#chance = new Chance(scene.seed, this.#name);
  }

  /** Reads until the scene ends. */
  async run(): Promise<void> {
    while (!this.#scene.isOver()) {
      await this.#lookAtSomething();
      await sleep(this.#chance.whole(0, 4 * this.#scene.think_ms));
    }
  }

  async #lookAtSomething(): Promise<void> {
    const { latest } = this.#scene.board;
    // Mostly what was acknowledged just now: it is there that something could be missing.
    const known = this.#chance.happens(0.6) ? latest.at(-this.#chance.whole(1, 5)) : this.#chance.oneOf(latest);
    if (known === undefined) return;
    const unit = known.obs_unit_id;
    switch (this.#chance.weighted(MIX)) {
      case 'record':
        return readRecord(this.#scene, this.#name, known.record);
      case 'window': {
        const middle = Date.parse(known.start_time);
        const [from, to] = [middle - WINDOW_MS, middle + WINDOW_MS].map((ms) => new Date(ms).toISOString());
        return this.#list(
          `/executed_obs_units?obs_unit_id=${unit}&start_time_gte=${from}&start_time_lt=${to}&limit=500`,
        );
      }
      case 'ids': {
        const ids = [...Array(5)].map(() => this.#chance.oneOf(latest)?.record ?? known.record);
        return this.#list(`/executed_obs_units?${[...new Set(ids)].map((id) => `id=${id}`).join('&')}`);
      }
      case 'newest':
        return this.#list(`/executed_obs_units?obs_unit_id=${this.#chance.oneOf(OBSERVATORY_UNITS) ?? 1}&limit=20`);
      case 'unit':
        return this.#list(`/executed_obs_units/${unit}`);
      case 'states':
        return this.#lookUp(
          [...Array(20)].map(() => this.#chance.oneOf(latest)?.transaction_id ?? known.transaction_id),
        );
    }
  }

  async #list(path: string): Promise<void> {
    const { urls, board } = this.#scene;
    const {
      body,
      replayed: _,
      ...called
    } = await call({
      method: 'GET',
      url: urls.observatory,
      path,
      token: TOKENS.viewer,
    });
    const { next_cursor: _cursor, ...rows } = called.status === 200 ? rowsOf(body) : { shown: [], next_cursor: null };
    board.record({ kind: 'read', client: this.#name, site: 'observatory', ...called, path, ...rows });
  }

  async #lookUp(transaction_ids: readonly string[]): Promise<void> {
    const { urls, board } = this.#scene;
    const {
      body,
      replayed: _,
      ...called
    } = await call({
      method: 'POST',
      url: urls.observatory,
      path: '/buffer/transactions/lookup',
      token: TOKENS.viewer,
      body: { transaction_ids: [...new Set(transaction_ids)] },
    });
    const items = called.status === 200 ? states.parse(body).items : [];
    const told = Object.fromEntries(items.map(({ transaction_id, state }) => [transaction_id, state]));
    board.record({ kind: 'lookup', client: this.#name, site: 'observatory', ...called, states: told });
  }
}
