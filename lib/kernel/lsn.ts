/**
 * A write-ahead log position as one 64-bit number: PostgreSQL writes `X/Y`, two hexadecimal halves.
 * Positions are compared as numbers and never as text (`0/9` would sort behind `0/10`).
 * Source: PostgreSQL manual, "pg_lsn Type".
 */
export type Lsn = bigint;

const FORM = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i;

/** The position written as `X/Y`. Throws a RangeError when the text is not one. */
export function parseLsn(text: string): Lsn {
  const [, high, low] = FORM.exec(text) ?? [];
  if (high === undefined || low === undefined) throw new RangeError(`not a WAL position: ${JSON.stringify(text)}`);
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

/** The position as PostgreSQL writes it, upper case, without leading zeros. */
export function formatLsn(lsn: Lsn): string {
  return `${(lsn >> 32n).toString(16)}/${(lsn & 0xffffffffn).toString(16)}`.toUpperCase();
}

/**
 * The position as a sorted-set score. Redis scores are doubles, exact up to 2^53 bytes of WAL: 9 PB, some
 * thousand years of this observatory.
 */
export function lsnScore(lsn: Lsn): number {
  return Number(lsn);
}
