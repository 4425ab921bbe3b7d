import { parseCron } from './cron.ts';
import type { StoredAlarm } from './entities.ts';
import { Refusal } from './refusal.ts';
import type { Whisk } from './whisk.ts';
import { found } from './whisk-state.ts';

const MINUTE_MS = 60_000;
/** The first firing of an interval comes so long after it was made. */
const FIRST_INTERVAL_MS = 30_000;
/** A firing that is refused for a reason that passes is tried so often. */
const TRIES = 10;
/** Refusals of a trigger after which the provider tries again; any other 4xx switches the alarm off. */
const PASSING = [408, 409, 429];

/**
 * Fires triggers by the clock as the alarms package does (2.3.0): a trigger that cannot be fired is switched off and stays so. By
 * what was seen of it and, for what is tried how often, our reading of its source.
 */
export class Alarms {
  readonly #whisk: Whisk;
  /** The last minute each was due in, so that none fires twice. */
  readonly #due = new Map<string, number>();
  readonly #tries = new Map<string, number>();

  constructor(whisk: Whisk) {
    this.#whisk = whisk;
  }

  /** Fires those due by a time, and those that were refused before; returns how many triggers were fired. */
  tick(now: Date): number {
    return this.#whisk.state.alarms
      .values()
      .filter((alarm) => alarm.active && this.#isDue(alarm, now))
      .filter((alarm) => this.#fire(alarm, now)).length;
  }

  #isDue(alarm: StoredAlarm, now: Date): boolean {
    const key = keyOf(alarm);
    const period = periodOf(alarm, now);
    if (period !== undefined && period !== this.#due.get(key)) {
      this.#due.set(key, period);
      return true;
    }
    return this.#tries.has(key);
  }

  #fire(alarm: StoredAlarm, now: Date): boolean {
    const key = keyOf(alarm);
    try {
      const trigger = found(this.#whisk.state.triggers.get(key));
      const account = this.#whisk.accounts.get(alarm.namespace);
      if (account === undefined) throw new Refusal(401, 'The supplied authentication is invalid.');
      this.#whisk.fire(account, trigger, alarm.payload);
      this.#tries.delete(key);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const tries = (this.#tries.get(key) ?? 0) + 1;
      if (PASSING.includes(error.status) && tries < TRIES) this.#tries.set(key, tries);
      else this.#switchOff(alarm, `Trigger automatically disabled after ${error.status}: ${error.message}`, now);
      return false;
    }
  }

  #switchOff(alarm: StoredAlarm, reason: string, now: Date): void {
    this.#tries.delete(keyOf(alarm));
    this.#whisk.state.alarms.put(keyOf(alarm), { ...alarm, active: false, changed: now.getTime(), reason });
  }
}

const keyOf = ({ namespace, trigger }: StoredAlarm) => `${namespace}/${trigger}`;

/** A number for the period in which it is due; undefined when it is not due now. */
function periodOf({ cron, minutes, created }: StoredAlarm, now: Date): number | undefined {
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  if (cron !== undefined) return parseCron(cron)(now) && minute > Math.floor(created / MINUTE_MS) ? minute : undefined;
  const since_first_ms = now.getTime() - created - FIRST_INTERVAL_MS;
  return minutes === undefined || since_first_ms < 0 ? undefined : Math.floor(since_first_ms / (minutes * MINUTE_MS));
}
