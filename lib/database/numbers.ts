import type { Query } from './connect.ts';

/** Gaps and doubled numbers named at most: more than a person looks at one by one. */
const NAMED = 1_000;

/** A number main had from elsewhere already counts as arrived. */
const NUMBER = `select site, series, sequence, transaction_id from public.ledger where sequence is not null
  union all select site, series, sequence, transaction_id from public.arrival`;

/** Per site and series: how many numbers have arrived, the highest, and up to where there is no gap. Index scans only. */
export const SERIES: Query = {
  sql: `select site, series, count(distinct sequence)::int as arrived, max(sequence)::int as highest from (${NUMBER}) as n
    group by site, series order by site, series`,
  params: [],
};

/** The gaps below the highest number of each series, lowest first: {site, series, first, last}. */
export const GAPS: Query = {
  sql: `select site, series, (before + 1)::int as first, (sequence - 1)::int as last from (
      select site, series, sequence, lag(sequence, 1, 0::bigint) over (partition by site, series order by sequence) as before
      from (${NUMBER}) as n) as pairs
    where sequence > before + 1 order by site, series, sequence limit ${NAMED}`,
  params: [],
};

/** Numbers that stand for more than one transaction: {site, series, sequence, transaction_ids}. */
export const DOUBLED: Query = {
  sql: `select site, series, sequence::int as sequence, array_agg(distinct transaction_id::text) as transaction_ids from (${NUMBER}) as n
    group by site, series, sequence having count(distinct transaction_id) > 1 order by site, series, sequence limit ${NAMED}`,
  params: [],
};

/** The transactions that arrived under some numbers of a series: {sequence, transaction_id}. */
export function arrivedUnder(site: string, series: string, numbers: readonly number[]): Query {
  return {
    sql: `select sequence::int as sequence, transaction_id from (${NUMBER}) as n
      where site = $1 and series = $2::uuid and sequence = any($3::bigint[])`,
    params: [site, series, numbers],
  };
}
