/** The two sites a campaign calls. */
export type SiteName = 'observatory' | 'main';

/** An HTTP call as its caller saw it. Times are milliseconds on the driver's monotonic clock. */
interface Called {
  /** Who called: calls of one client follow each other. */
  client: string;
  site: SiteName;
  sent_ms: number;
  /** When the answer was there, or when the caller gave up. */
  answered_ms: number;
  /** HTTP status; null when there was no answer: the outcome is unknown. */
  status: number | null;
  /** Code of the problem, when the answer was one. */
  code?: string;
}

/** What an acknowledged write was answered with. */
export interface Acknowledged {
  id: string;
  transaction_id: string;
  state: string;
  /** The accepting site, the series of its numbers, and the number; null for what main took directly. */
  site: string;
  series: string | null;
  sequence: number | null;
  /** SHA-256 of the transaction as accepted. */
  digest: string;
  /** Whether it was the first answer again. */
  replayed: boolean;
}

/** One attempt to record something. The attempts of one intention share `intention` and, where it has one, `key`. */
export interface Write extends Called {
  kind: 'write';
  operation: 'start' | 'finish';
  intention: string;
  key?: string;
  /** The body as sent. */
  body: Record<string, unknown>;
  /** For `finish`: the record in the path. */
  record?: string;
  acknowledged?: Acknowledged;
}

/** A record as a read showed it: the fields writers set. */
export interface Shown {
  id: string;
  obs_unit_id: number;
  start_time: string;
  end_time: string | null;
  status: string;
  comment: string | null;
  updated_at: string;
}

/** A read of one record or of a list. A 404 of a record shows nothing. */
export interface Read extends Called {
  kind: 'read';
  /** Path and query. */
  path: string;
  /** By id: the id asked for. */
  record?: string;
  shown: Shown[];
  /** List: whether the answer claims to end the list with nothing out of reach. */
  complete?: boolean;
}

/** States of transactions as a look-up told them. */
export interface LookUp extends Called {
  kind: 'lookup';
  states: Record<string, string>;
}

/** A fault, from before it was injected until its cause was gone. */
export interface Fault {
  kind: 'fault';
  name: string;
  from_ms: number;
  to_ms: number;
  /** What exactly was done, for people: which process, how many bytes, how long. */
  detail: string;
}

/**
 * A look at everything while the writers rest: lists at the observatory with changes pending and, when all had arrived, the
 * same lists on main. The law says that they are equal.
 */
export interface Settlement {
  kind: 'settlement';
  at_ms: number;
  /** Pending transactions when the observatory was read. */
  pending: number;
  queries: { path: string; observatory: Shown[]; main: Shown[] }[];
}

/** Anything that happened. */
export type Happening = Write | Read | LookUp | Fault | Settlement;

/** What there was at the end, when every fault was mended and everything had arrived. */
export interface Outcome {
  /** Rows of main's ledger of both sites' writes, in order of application. */
  ledger: {
    transaction_id: string;
    site: string;
    series: string | null;
    sequence: number | null;
    lane: string;
    outcome: 'applied' | 'discarded';
    fingerprint: string;
    digest: string;
  }[];
  /** Every execution on main, and as the observatory answers it by list. */
  main: Shown[];
  observatory: Shown[];
  /** Dead letters and what they hold: id, state, whether there is a reason; the lane says which record it is about. */
  letters: { transaction_id: string; state: string; reason: string | undefined; lane?: string }[];
  /** The answer of GET /buffer/audit at the observatory. */
  audit: unknown;
}

/** What a checker found: how many facts it compared, and every one that is not as it must be. */
export interface Verdict {
  checks: number;
  violations: string[];
}

/** Judges a history. Pure. */
export type Checker = (history: readonly Happening[], outcome: Outcome) => Verdict;
