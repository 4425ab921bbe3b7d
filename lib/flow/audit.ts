import { DatabaseUnavailable } from '../database/connect.ts';
import { arrivedUnder, DOUBLED, GAPS, SERIES } from '../database/numbers.ts';
import { POSITION, readPosition } from '../database/replication.ts';
import { Problem } from '../kernel/problem.ts';
import { OutboxAudit, type OutboxNumbers } from '../outbox/outbox-audit.ts';
import { refuseRegressed } from './read.ts';
import { unavailable } from './receipt.ts';
import type { Site } from './site.ts';

/** Numbers from `first` to `last`, both included. */
interface Range {
  first: number;
  last: number;
}

/** A number that stands for more than one transaction. */
interface Doubled {
  sequence: number;
  transaction_ids: string[];
}

/** What can be said of one series of a site's numbers. */
export interface SeriesAudit {
  site: string;
  series: string;
  /** Numbers main has, as far as this site's database knows. */
  arrived: number;
  /** Main has every number up to here. */
  contiguous_to: number;
  highest: number;
  /** The last number given; null where this site does not know (another site's, or an earlier series). */
  accepted: number | null;
  /** Accepted and not yet seen on main; null as for `accepted`. */
  waiting: number | null;
  /** Numbers below the highest that have not arrived. At another site's series they may be waiting there. */
  gaps: Range[];
  /** Numbers this site gave and can account for nowhere: lost. Empty where this site does not know. */
  missing: Range[];
  doubled: Doubled[];
  /** Waiting transactions that are no longer what was accepted. */
  altered: string[];
}

/** The findings of an audit. */
export interface Audit {
  /** Nothing missing, doubled or altered, and the outbox is not behind what main has from it. */
  intact: boolean;
  /** Main has numbers of the present series that this outbox has not given yet: it has lost the end of its log. */
  outbox_behind: boolean;
  series: SeriesAudit[];
}

/**
 * Accounts for every number this site has given, and for those main has from other sites. Outbox first, then the ledger:
 * the other way round, a transaction retired in between would be in neither. Problems `buffer.unavailable`,
 * `database.unavailable`.
 */
export async function audit(site: Site): Promise<Audit> {
  const outbox = site.buffer && new OutboxAudit(site.buffer.durable, site.config.SITE_NAME);
  const own = await outbox?.numbers().catch(unavailable);
  const { known, arrived } = await readLedger(site, own);
  const current = own?.series == null ? undefined : seriesOf(known, site.config.SITE_NAME, own.series);
  const altered = (await outbox?.altered([...(own?.waiting.values() ?? [])]).catch(unavailable)) ?? [];
  if (own !== undefined && current !== undefined) account(current, own, arrived, altered);
  // An earlier series of this site: its outbox is gone, so what has not arrived never will.
  for (const series of known)
    if (own !== undefined && series.site === site.config.SITE_NAME && series !== current) series.missing = series.gaps;
  const outbox_behind = own !== undefined && current !== undefined && current.highest > own.accepted;
  const intact = known.every(({ missing, doubled, altered }) => missing.length + doubled.length + altered.length === 0);
  return { intact: intact && !outbox_behind, outbox_behind, series: known };
}

type Rows = Record<string, unknown>[];

async function readLedger(
  site: Site,
  own: OutboxNumbers | undefined,
): Promise<{ known: SeriesAudit[]; arrived: Rows }> {
  const { SITE_NAME } = site.config;
  const queries = [POSITION, SERIES, GAPS, DOUBLED];
  if (own?.series != null) queries.push(arrivedUnder(SITE_NAME, own.series, [...own.waiting.keys()]));
  const [position, series = [], gaps = [], doubled = [], arrived = []] = await site.local
    .pipeline(queries)
    .catch((error: unknown) => {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      throw new Problem('database.unavailable', 'The ledger of this site is out of reach.');
    });
  if (own !== undefined) refuseRegressed(readPosition(position?.[0]), own.watermark);
  const same = (a: Rows[number], b: Rows[number]) => a.site === b.site && a.series === b.series;
  const known = series.map((row): SeriesAudit => {
    const own_gaps = gaps.filter((gap) => same(gap, row)).map(({ first, last }) => ({ first, last }) as Range);
    return {
      site: String(row.site),
      series: String(row.series),
      arrived: Number(row.arrived),
      contiguous_to: own_gaps[0] === undefined ? Number(row.highest) : own_gaps[0].first - 1,
      highest: Number(row.highest),
      accepted: null,
      waiting: null,
      gaps: own_gaps,
      missing: [],
      doubled: doubled
        .filter((other) => same(other, row))
        .map(({ sequence, transaction_ids }) => ({ sequence, transaction_ids }) as Doubled),
      altered: [],
    };
  });
  return { known, arrived };
}

/** The entry of a series, made when nothing of it has arrived yet. */
function seriesOf(known: SeriesAudit[], site: string, series: string): SeriesAudit {
  const found = known.find((one) => one.site === site && one.series === series);
  if (found !== undefined) return found;
  const nothing = { arrived: 0, contiguous_to: 0, highest: 0, accepted: null, waiting: null };
  const empty = { site, series, ...nothing, gaps: [], missing: [], doubled: [], altered: [] };
  known.push(empty);
  return empty;
}

function account(current: SeriesAudit, own: OutboxNumbers, arrived: Rows, altered: string[]): void {
  const on_main = new Map(arrived.map(({ sequence, transaction_id }) => [Number(sequence), String(transaction_id)]));
  const still = [...own.waiting].filter(([number]) => !on_main.has(number)).map(([number]) => number);
  const last = { first: current.highest + 1, last: own.accepted };
  current.accepted = own.accepted;
  current.waiting = still.length;
  current.missing = without([...current.gaps, ...(last.first <= last.last ? [last] : [])], still);
  current.altered = altered;
  for (const [sequence, id] of on_main) {
    const here = own.waiting.get(sequence);
    if (here !== undefined && here !== id) current.doubled.push({ sequence, transaction_ids: [here, id] });
  }
}

/** The ranges without some numbers. */
function without(ranges: readonly Range[], numbers: readonly number[]): Range[] {
  const sorted = numbers.toSorted((a, b) => a - b);
  const left: Range[] = [];
  let at = 0;
  for (const { first, last } of ranges) {
    let from = first;
    while (at < sorted.length && (sorted[at] ?? 0) < first) at++;
    for (; at < sorted.length && (sorted[at] ?? 0) <= last; at++) {
      const number = sorted[at] ?? 0;
      if (number > from) left.push({ first: from, last: number - 1 });
      from = number + 1;
    }
    if (from <= last) left.push({ first: from, last });
  }
  return left;
}
