import type { Verdict } from './apply.ts';

/** Why main refused a transaction or could not take it now, for people and for programs. */
export interface Refusal {
  /** One sentence in plain words. */
  reason: string;
  sqlstate: string;
  message: string;
  detail?: string;
  /** The columns it is about, when PostgreSQL names them. */
  columns: string[];
  constraint?: string;
}

type Words = (refusal: { entity: string; columns: string; column: string; message: string }) => string;

/** Plain words for what can be refused. Source: PostgreSQL manual, Appendix A; OP* are our own. */
const WORDS: Record<string, Words> = {
  OP001: () => 'The record it changes does not exist on main.',
  OP002: () => 'The record was changed on main meanwhile and is no longer in the state this change expects.',
  OP003: () => 'It tries to change the ledger.',
  OP004: () =>
    'It must come after a change whose id turned out to belong to another call, so that change never took place.',
  OP005: () => 'It is no longer what was accepted: something altered it in the buffer.',
  OP006: ({ message }) => `Newer functions wrote it (${message}): it waits until the drain is deployed anew.`,
  '23502': ({ entity, column }) => `${entity} needs a value in ${column}.`,
  '23503': ({ entity, columns }) => `${entity} refers by ${columns} to a record that does not exist on main.`,
  '23505': ({ entity, columns }) => `There is another ${entity} with the same ${columns}.`,
  '23514': ({ entity, message }) => `A value of ${entity} is outside what main allows (${message}).`,
};

/** The refusal or fault in a verdict. */
export function readRefusal(verdict: Verdict): Refusal {
  const { sqlstate = '', message = '', detail, constraint, table = 'record', column = '' } = verdict;
  // "Key (obs_unit_id, start_time)=(1, ...) already exists.", "Key (obs_unit_id)=(99) is not present in table ..."
  const [, names = column] = /^Key \(([^)]+)\)=/.exec(detail ?? '') ?? [];
  const words = WORDS[sqlstate];
  const said = words?.({ entity: table, columns: names || 'its key', column, message }) ?? `Main answers: ${message}.`;
  const { discarded = [] } = verdict;
  const cause = discarded.length === 0 ? '' : ` It follows ${discarded.join(', ')}, which was discarded.`;
  return {
    reason: `${said}${cause}`,
    sqlstate,
    message,
    ...(detail === undefined ? {} : { detail }),
    columns: names === '' ? [] : names.split(', '),
    ...(constraint === undefined ? {} : { constraint }),
  };
}
