import { LIMITS } from '../../lib/sky/fyst.ts';
import type { Night } from '../../lib/sky/night.ts';
import { reasonsAgainst } from '../../lib/sky/observable.ts';
import { viewAt } from '../../lib/sky/position.ts';
import { Chance } from './season-chance.ts';
import type { PlannedUnit, Purpose } from './season-plan.ts';
import { type Weather, weatherOf } from './season-weather.ts';

/** One observation as it came to pass. */
export interface Observation {
  unit: PlannedUnit;
  begin_ms: number;
  end_ms: number;
  outcome: 'completed' | 'aborted' | 'failed';
  comment: string | null;
  executed_by: string;
  pwv_mm: number;
  elevation_deg: number;
}

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** How often a calibration is due and how long it takes. Source: fyst-trajectories (overhead), defaults of its planner. */
const CALIBRATIONS: readonly { purpose: Purpose; every_ms: number; lasts_s: number }[] = [
  { purpose: 'planet', every_ms: 12 * HOUR, lasts_s: 600 },
  { purpose: 'skydip', every_ms: 3 * HOUR, lasts_s: 300 },
  { purpose: 'focus', every_ms: 2 * HOUR, lasts_s: 300 },
  { purpose: 'pointing', every_ms: HOUR, lasts_s: 180 },
];
/** Science scans last 60 to 3,600 s there; these lengths make 200 observations of an undisturbed night. */
const SCIENCE_S = [150, 740] as const;
/** Retuning takes 5 s at each boundary, slewing the rest. */
const BETWEEN_S = [15, 45] as const;
/** An instrument is kept for some hours. */
const BLOCK_H = [2, 5] as const;

const ABORTED = 0.025;
const FAILED = 0.01;
const COMMENTED = 0.04;
const BY_HAND = 0.12;
const WHY_ABORTED = [
  'wind gusts above 20 m/s',
  'clouds moving in',
  'water vapour above the limit of the unit',
  'stopped for a more urgent target',
  'tracking error at high elevation',
];
const WHY_FAILED = {
  'Prime-Cam': ['drone r02d3 stopped streaming', 'cryostat above 120 mK', 'elevation drive fault 0x21'],
  CHAI: ['LO of pixel 17 unlocked', 'chopper stalled', 'elevation drive fault 0x21'],
};
const REMARKS = ['very stable sky', 'slight wind', 'first scan after retuning', 'pwv radiometer noisy'];

/** The observations of a night, `hours` of it, in their order: a scheduler's choice of what can be observed then. */
export function observationsOf(
  units: readonly PlannedUnit[],
  night: Night,
  seed: string,
  hours: number,
): Observation[] {
  const chance = new Chance(seed, 'observations', night.date);
  const weather = weatherOf(seed, night.from_ms);
  const scheduler = new Scheduler(units, weather, chance);
  const observations: Observation[] = [];
  const to_ms = night.from_ms + hours * HOUR;
  let now_ms = night.from_ms + Math.round(chance.between(60, 300)) * SECOND;
  while (now_ms < to_ms) {
    const next = weather.isOpen(now_ms) ? scheduler.next(now_ms) : undefined;
    if (next === undefined) {
      now_ms += 10 * MINUTE;
      continue;
    }
    const observation = observed(next.unit, now_ms, next.lasts_s, weather, chance);
    observations.push(observation);
    now_ms = observation.end_ms + Math.round(chance.between(...BETWEEN_S)) * SECOND;
  }
  return observations;
}

/** Chooses what is observed next, and remembers what has been. */
class Scheduler {
  readonly #units: readonly PlannedUnit[];
  readonly #weather: Weather;
  readonly #chance: Chance;
  readonly #last = new Map<Purpose, number>();
  #instrument: PlannedUnit['instrument'] = 'Prime-Cam';
  #block_ends_ms = 0;

  constructor(units: readonly PlannedUnit[], weather: Weather, chance: Chance) {
    this.#units = units;
    this.#weather = weather;
    this.#chance = chance;
  }

  /** The unit to observe now and for how long; undefined when nothing can be observed. */
  next(now_ms: number): { unit: PlannedUnit; lasts_s: number } | undefined {
    this.#chooseInstrument(now_ms);
    for (const { purpose, every_ms, lasts_s } of CALIBRATIONS) {
      if (now_ms - (this.#last.get(purpose) ?? 0) < every_ms) continue;
      const unit = this.#observable(purpose, this.#instrument, now_ms);
      if (unit === undefined) continue;
      this.#last.set(purpose, now_ms);
      return { unit, lasts_s };
    }
    const other = this.#instrument === 'CHAI' ? 'Prime-Cam' : 'CHAI';
    const unit = this.#observable('science', this.#instrument, now_ms) ?? this.#observable('science', other, now_ms);
    return unit && { unit, lasts_s: Math.round(this.#chance.between(...SCIENCE_S)) };
  }

  #chooseInstrument(now_ms: number): void {
    if (now_ms < this.#block_ends_ms) return;
    const is_dry = this.#weather.pwv_mm(now_ms) < 0.9;
    this.#instrument = this.#chance.happens(is_dry ? 0.6 : 0.1) ? 'CHAI' : 'Prime-Cam';
    this.#block_ends_ms = now_ms + this.#chance.between(...BLOCK_H) * HOUR;
  }

  #observable(purpose: Purpose, instrument: PlannedUnit['instrument'], now_ms: number): PlannedUnit | undefined {
    const pwv_mm = this.#weather.pwv_mm(now_ms);
    const fit = this.#units.filter(
      (unit) => unit.purpose === purpose && unit.instrument === instrument && pwv_mm <= unit.max_pwv_mm,
    );
    return this.#chance.shuffled(fit, ({ priority }) => priority).find((unit) => isObservable(unit, now_ms));
  }
}

function isObservable({ target, side }: PlannedUnit, now_ms: number): boolean {
  const view = viewAt(target, now_ms);
  if (side !== undefined && view.hour_angle_deg < 0 !== (side === 'rising')) return false;
  return reasonsAgainst(target, view, LIMITS).length === 0;
}

function observed(unit: PlannedUnit, begin_ms: number, lasts_s: number, weather: Weather, chance: Chance): Observation {
  const luck = chance.fraction();
  const outcome = luck < FAILED ? 'failed' : luck < FAILED + ABORTED ? 'aborted' : 'completed';
  const done = outcome === 'completed' ? 1 : chance.between(0.1, 0.9);
  const end_ms = begin_ms + Math.max(5, Math.round(lasts_s * done)) * SECOND;
  const middle_ms = (begin_ms + end_ms) / 2;
  const why = { aborted: WHY_ABORTED, failed: WHY_FAILED[unit.instrument], completed: REMARKS }[outcome];
  const comment = chance.oneOf(why);
  return {
    unit,
    begin_ms,
    end_ms,
    outcome,
    comment: outcome !== 'completed' || chance.happens(COMMENTED) ? comment : null,
    executed_by: chance.happens(BY_HAND) ? 'observer' : 'scheduler',
    pwv_mm: round(Math.max(0.1, weather.pwv_mm(middle_ms) * (1 + 0.03 * chance.normal())), 3),
    elevation_deg: round(viewAt(unit.target, middle_ms).pointing_elevation_deg, 2),
  };
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));
