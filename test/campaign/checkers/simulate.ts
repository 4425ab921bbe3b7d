import type { Fault, Happening, LookUp, Outcome, Read, SiteName, Write } from '../history.ts';
import { LISTS, listed } from './model-lists.ts';
import { ModelSites } from './model-sites.ts';

/** What one of the workers does next. */
export interface Command {
  what:
    | 'start'
    | 'finish'
    | 'repeat'
    | 'at_both'
    | 'other_body'
    | 'rival'
    | 'read'
    | 'list'
    | 'lookup'
    | 'drain'
    | 'replicate'
    | 'fault'
    | 'settle';
  site: SiteName;
  /** Chooses among whatever there is to choose from. */
  which: number;
  /** Since the command before was sent. */
  pause_ms: number;
  lasts_ms: number;
  /** What becomes of a call that a fault overlaps. */
  luck: 'answered' | 'answer lost' | 'request lost' | 'refused';
}

const UNITS = [1, 2, 3];
const FAULTS = ['link cut', 'replica killed', 'redis killed', 'main killed', 'functions killed'];

/** Lets the workers loose on the model's sites: a history that is correct whatever the commands are, and its outcome. */
export function simulate(commands: readonly Command[]): { history: Happening[]; outcome: Outcome } {
  return new Simulation(commands).run();
}

class Simulation {
  readonly #commands: readonly Command[];
  readonly #sites = new ModelSites();
  readonly #history: Happening[] = [];
  readonly #writes: Write[] = [];
  readonly #faults: Fault[] = [];
  /** Effects that are still to come, at their times. */
  #coming: { at_ms: number; run: () => void }[] = [];
  #now_ms = 0;
  #last_ms = 0;
  #number = 0;

  constructor(commands: readonly Command[]) {
    this.#commands = commands;
  }

  run(): { history: Happening[]; outcome: Outcome } {
    for (const command of this.#commands) {
      this.#advance(this.#now_ms + command.pause_ms);
      this.#do(command);
    }
    this.#settle();
    const main = structuredClone(this.#sites.view('main'));
    const observatory = structuredClone(this.#sites.view('observatory'));
    const { ledger, letters } = this.#sites;
    const audit = { sites: [{ site: 'observatory', missing: [], doubled: [], altered: [] }] };
    return { history: this.#history, outcome: { ledger, main, observatory, letters, audit } };
  }

  #advance(to_ms: number): void {
    for (const { at_ms, run } of this.#coming
      .filter((effect) => effect.at_ms <= to_ms)
      .sort((a, b) => a.at_ms - b.at_ms)) {
      this.#now_ms = at_ms;
      run();
    }
    this.#coming = this.#coming.filter((effect) => effect.at_ms > to_ms);
    this.#now_ms = to_ms;
  }

  #do(command: Command): void {
    const { what, which, lasts_ms } = command;
    const earlier = this.#writes[which % Math.max(1, this.#writes.length)];
    this.#number += 1;
    const number = this.#number;
    if (what === 'start') this.#start(command, number);
    else if (what === 'finish') this.#finish(command, number);
    else if (what === 'repeat' && earlier?.key !== undefined) this.#write({ ...command, site: earlier.site }, earlier);
    else if (what === 'at_both' && earlier?.operation === 'start' && earlier.key !== undefined)
      this.#write(command, earlier);
    else if (what === 'other_body' && earlier?.key !== undefined)
      this.#write(command, {
        ...earlier,
        intention: `other ${number}`,
        body: { ...earlier.body, comment: `other ${number}` },
      });
    else if (what === 'rival' && earlier?.operation === 'start') {
      const { obs_unit_id, start_time } = earlier.body;
      this.#write(command, { operation: 'start', intention: `rival ${number}`, body: { obs_unit_id, start_time } });
    } else if (what === 'read') this.#read(command, this.#someRecord(which));
    else if (what === 'list') this.#read(command, undefined);
    else if (what === 'lookup') this.#lookUp(command);
    else if (what === 'drain') this.#sites.drain(which % 6);
    else if (what === 'replicate') this.#sites.replicate(which % 6);
    else if (what === 'fault') {
      const fault: Fault = {
        kind: 'fault',
        name: FAULTS[which % FAULTS.length] ?? '',
        from_ms: this.#now_ms,
        to_ms: this.#now_ms + lasts_ms,
        detail: 'as if',
      };
      this.#faults.push(fault);
      this.#history.push(fault);
    } else if (what === 'settle') this.#settle();
  }

  #start(command: Command, number: number): void {
    const { which } = command;
    // Not in the order of recording, and never the same twice.
    const start_time = this.#time((which % 1_000) * 1_000_000 + number);
    const body: Write['body'] = { obs_unit_id: UNITS[which % UNITS.length], start_time };
    if (which % 2 === 0) body.comment = `by hand ${number}`;
    if (which % 7 === 0) body.id = `chosen ${number}`;
    const key = which % 5 === 0 ? {} : { key: `key ${number}` };
    this.#write(command, { operation: 'start', intention: `start ${number}`, ...key, body });
  }

  #finish(command: Command, number: number): void {
    const record = this.#someRecord(command.which);
    if (record === undefined) return;
    const status = ['completed', 'aborted', 'failed'][number % 3];
    this.#write(command, {
      operation: 'finish',
      intention: `finish ${number}`,
      key: `key ${number}`,
      record,
      body: { status, comment: `ended ${number}` },
    });
  }

  #someRecord(which: number): string | undefined {
    const ids = [...new Set(this.#writes.flatMap(({ acknowledged }) => acknowledged?.id ?? []))];
    return ids[which % Math.max(1, ids.length)];
  }

  #write(
    command: Command,
    what: Pick<Write, 'operation' | 'intention' | 'body'> & { key?: string; record?: string },
  ): void {
    const { operation, intention, body, key, record } = what;
    const call = this.#call(command);
    const write: Write = {
      kind: 'write',
      ...call,
      operation,
      intention,
      body,
      ...(key === undefined ? {} : { key }),
      ...(record === undefined ? {} : { record }),
    };
    this.#perform(
      command,
      write,
      () => this.#sites.write(write, this.#time(this.#now_ms)),
      () => this.#writes.push(write),
    );
  }

  #read(command: Command, record: string | undefined): void {
    const path =
      record === undefined ? (LISTS[command.which % LISTS.length] ?? '') : `/executed_obs_units/by-id/${record}`;
    const read: Read = {
      kind: 'read',
      ...this.#call(command),
      path,
      ...(record === undefined ? {} : { record }),
      shown: [],
    };
    this.#perform(command, read, () => {
      const rows = this.#sites.view(command.site);
      if (record === undefined) return { status: 200, ...listed(path, rows) };
      const shown = rows.filter(({ id }) => id === record);
      return shown.length === 0 ? { status: 404, code: 'record.not_found', shown } : { status: 200, shown };
    });
  }

  #lookUp(command: Command): void {
    const known = this.#writes.flatMap(({ acknowledged }) => acknowledged?.transaction_id ?? []);
    const ids = known.slice(command.which % Math.max(1, known.length)).slice(0, 5);
    const look_up: LookUp = { kind: 'lookup', ...this.#call(command), states: {} };
    this.#perform(command, look_up, () => ({
      status: 200,
      states: Object.fromEntries(ids.map((id) => [id, this.#sites.state(command.site, id)])),
    }));
  }

  #call({ site, lasts_ms, which }: Command) {
    const answered_ms = this.#now_ms + lasts_ms;
    this.#last_ms = Math.max(this.#last_ms, answered_ms);
    return { client: `worker-${which % 4}`, site, sent_ms: this.#now_ms, answered_ms, status: null };
  }

  /** Takes effect somewhere between sending and answer, and is recorded when it is answered. */
  #perform<Call extends Write | Read | LookUp>(
    command: Command,
    call: Call,
    effect: () => Partial<Call>,
    done = () => {},
  ): void {
    const { luck, lasts_ms, which, site } = command;
    const is_hit = this.#faults.some(({ to_ms }) => to_ms >= call.sent_ms);
    const near = this.#faults.some(({ to_ms, name }) => to_ms >= call.sent_ms && /^(redis|functions)/.test(name));
    const is_refused = is_hit && luck === 'refused' && (call.kind !== 'write' || site === 'main' || near);
    const is_lost = is_hit && (luck === 'request lost' || luck === 'answer lost');
    this.#coming.push({
      at_ms: call.sent_ms + (which % (lasts_ms + 1)),
      run: () => {
        if (is_refused) Object.assign(call, { status: 503, code: 'database.unavailable' });
        else if (!is_lost) Object.assign(call, effect());
        else if (luck === 'answer lost') effect();
      },
    });
    this.#coming.push({
      at_ms: call.answered_ms + 0.5,
      run: () => {
        this.#history.push(call);
        done();
      },
    });
  }

  #settle(): void {
    this.#advance(Math.max(this.#now_ms, this.#last_ms) + 1);
    const at_ms = this.#now_ms;
    const pending = this.#sites.pending;
    const observatory = LISTS.map((path) => listed(path, this.#sites.view('observatory')).shown);
    this.#sites.drain(Number.POSITIVE_INFINITY);
    const queries = LISTS.map((path, index) => ({
      path,
      observatory: observatory[index] ?? [],
      main: listed(path, this.#sites.view('main')).shown,
    }));
    this.#sites.replicate(Number.POSITIVE_INFINITY);
    this.#history.push({ kind: 'settlement', at_ms, pending, queries });
  }

  #time(ms: number): string {
    return new Date(Date.UTC(2026, 10, 21) + ms).toISOString();
  }
}
