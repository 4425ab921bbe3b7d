import { v5, v7 } from 'uuid';

/** Where time, new ids and chance come from, so that tests can move the clock. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** A new UUIDv7 (RFC 9562): unique without asking anybody, ordered by time. */
  uuid(): string;
  /** A number from 0 (included) to 1 (excluded). */
  random(): number;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now(), uuid: () => v7(), random: () => Math.random() };

/** Any fixed UUID of our own (RFC 9562, section 5.5). */
const NAMESPACE = '6f1c52f4-2b7e-4c0a-9d55-8f0f5a2f8a11';

/** The id that everybody derives from the same words, at whichever site: UUIDv5 of them in order. */
export function derivedId(...words: (string | number)[]): string {
  return v5(JSON.stringify(words), NAMESPACE);
}

const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?\d*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * The one spelling of a time everywhere (wire, Redis, database): ISO 8601 in UTC, ending in `Z`, no trailing zeros,
 * to the microsecond (PostgreSQL's resolution; further digits are cut). A time without an offset is UTC, as in FITS
 * (FITS standard 4.0, section 9.2). Returns undefined when the text is not a time.
 */
export function utcText(text: string): string | undefined {
  const [, date, time, fraction = '', offset = 'Z'] = ISO.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const zone = /^[+-]\d{2}$/.test(offset) ? `${offset}:00` : offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const ms = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  // Date.parse rolls 30 February over into March: such a day is refused.
  if (Number.isNaN(ms) || new Date(Date.parse(`${date}T${time}Z`)).toISOString().slice(0, 10) !== date)
    return undefined;
  const whole = new Date(ms).toISOString();
  // PostgreSQL has no year 0, and the one spelling has four digits.
  if (!/^(?!0000)\d{4}-/.test(whole)) return undefined;
  const digits = fraction.replace(/0+$/, '');
  return `${whole.slice(0, 19)}${digits === '' ? '' : `.${digits}`}Z`;
}

/** Whether one time lies before another, to the microsecond; both in the one spelling (`Date.parse` stops at milliseconds). */
export function isBefore(time: string, other: string): boolean {
  // Without its Z a time is a prefix of the same second's fractions, so that text order is time order.
  return time.slice(0, -1) < other.slice(0, -1);
}

/** The time of a clock in the one spelling. */
export function utcNow(clock: Clock): string {
  const iso = new Date(clock.now()).toISOString();
  return utcText(iso) ?? iso;
}
