import type { Shown, Write } from '../history.ts';

const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** A time in microseconds since 1970, however it is spelled; without an offset it is UTC. NaN when it is not a time. */
export function instant(text: unknown): number {
  const [, date, time, fraction = '', offset = 'Z'] = TIME.exec(String(text)) ?? [];
  const zone = /^[+-]\d{2}$/.test(offset) ? `${offset}:00` : offset;
  return Date.parse(`${date}T${time}${zone}`) * 1_000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Whether two times are one, however they are spelled; mostly they are spelled the same. */
function isSameTime(time: unknown, shown: string): boolean {
  return time === shown || instant(time) === instant(shown);
}

/** The natural key of an execution; undefined when no start time is given, because the site then takes its own. */
export function naturalKey({ obs_unit_id, start_time }: Record<string, unknown>): string | undefined {
  return start_time === undefined ? undefined : `unit ${obs_unit_id} at ${instant(start_time)}`;
}

/** Natural keys of what is shown are known always. */
export function naturalKeyOf({ obs_unit_id, start_time }: Shown): string {
  return `unit ${obs_unit_id} at ${instant(start_time)}`;
}

/** Whether a record can have begun with this start. */
export function beganWith(shown: Shown, { body }: Write): boolean {
  if (typeof body.id === 'string' && body.id !== shown.id) return false;
  if (Number(body.obs_unit_id) !== shown.obs_unit_id) return false;
  return body.start_time === undefined || isSameTime(body.start_time, shown.start_time);
}

/** Whether a record is as a start left it: running, nothing finished. */
export function isAsStarted(shown: Shown, { body }: Write): boolean {
  return shown.status === 'running' && shown.end_time === null && shown.comment === (body.comment ?? null);
}

/** Whether a record is as a finish left it: every value the finish gave is there. */
export function isAsFinished(shown: Shown, { body }: Write): boolean {
  if (shown.status !== body.status || shown.end_time === null) return false;
  if (body.end_time !== undefined && !isSameTime(body.end_time, shown.end_time)) return false;
  return body.comment === undefined || shown.comment === body.comment;
}

/** A record in few words, for messages. */
export function inWords({ id, obs_unit_id, start_time, end_time, status, comment }: Shown): string {
  return `${id} (unit ${obs_unit_id}, ${start_time} to ${end_time}, ${status}, ${JSON.stringify(comment)})`;
}
