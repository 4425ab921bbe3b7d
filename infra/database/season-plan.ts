import { BODIES } from '../../lib/sky/ephemeris.ts';
import type { Target } from '../../lib/sky/target.ts';
import type { Rows } from './insert-rows.ts';

/** What an observation is for. */
export type Purpose = 'science' | 'pointing' | 'focus' | 'skydip' | 'planet';

/** A module that takes data. */
export interface Module {
  id: number;
  name: string;
}

/** An observation unit as a scheduler sees it. */
export interface PlannedUnit {
  id: number;
  name: string;
  purpose: Purpose;
  instrument: 'Prime-Cam' | 'CHAI';
  modules: readonly Module[];
  source: string;
  target: Target;
  /** The half of the sky it is to be scanned in; undefined when it does not matter. */
  side: 'rising' | 'setting' | undefined;
  priority: number;
  max_pwv_mm: number;
}

type Row = Rows[string][number];

const CALIBRATION = 'Cal';
/** What a mode means in the calibration programme: there a daisy maps the beam. */
const PURPOSES: Readonly<Record<string, Purpose>> = {
  pointing_cal: 'pointing',
  focus: 'focus',
  skydip: 'skydip',
  daisy: 'planet',
};
/** More water vapour than at any time the dome is open. */
const ANY_PWV_MM = 100;

/** The units of a catalogue a scheduler may choose from. Throws a TypeError when the catalogue does not fit together. */
export function plannedUnits(catalogue: Rows): PlannedUnit[] {
  const by = (table: string) => new Map((catalogue[table] ?? []).map((row) => [row.id, row]));
  const tables = {
    instrument: by('instrument'),
    module: by('instrument_module'),
    configuration: by('instrument_module_configuration'),
    programme: by('observing_program'),
    mode: by('obs_mode'),
    source: by('source'),
    how: by('observation_configuration'),
  };
  return (catalogue.obs_unit ?? [])
    .filter(({ available }) => available !== false)
    .map((unit) => {
      const links = (catalogue.obs_unit_module_configuration ?? []).filter(
        ({ obs_unit_id }) => obs_unit_id === unit.id,
      );
      const modules = links.map(({ instrument_module_configuration_id }) =>
        found(tables.module, found(tables.configuration, instrument_module_configuration_id).instrument_module_id),
      );
      const source = found(tables.source, unit.source_id);
      const is_calibration = found(tables.programme, unit.observing_program_id).short_name === CALIBRATION;
      const purpose = PURPOSES[String(found(tables.mode, unit.obs_mode_id).name)];
      const how = tables.how.get(unit.observation_configuration_id)?.parameters as { side?: PlannedUnit['side'] };
      return {
        id: Number(unit.id),
        name: String(unit.name),
        purpose: is_calibration && purpose !== undefined ? purpose : 'science',
        instrument: found(tables.instrument, modules[0]?.instrument_id).name === 'CHAI' ? 'CHAI' : 'Prime-Cam',
        modules: modules.map(({ id, name }) => ({ id: Number(id), name: String(name) })),
        source: String(source.name),
        target: targetOf(catalogue, source),
        side: how?.side,
        priority: Number(unit.priority ?? 1),
        max_pwv_mm: Number(unit.max_pwv_mm ?? ANY_PWV_MM),
      };
    });
}

function found(rows: ReadonlyMap<unknown, Row>, id: unknown): Row {
  const row = rows.get(id);
  if (row === undefined) throw new TypeError(`the catalogue refers to a record ${id} that it does not have`);
  return row;
}

function targetOf(catalogue: Rows, { id, type, name }: Row): Target {
  const more = catalogue[String(type)]?.find((row) => row.id === id);
  if (more === undefined) throw new TypeError(`the catalogue does not say where ${name} is`);
  if (type === 'fixed_source') return { kind: 'fixed', ra_deg: Number(more.ra_deg), dec_deg: Number(more.dec_deg) };
  if (type === 'solar_system_object') {
    const body = BODIES.find((known) => known === more.body);
    if (body === undefined) throw new TypeError(`nobody can tell where ${more.body} is`);
    return { kind: 'solar_system', body };
  }
  return {
    kind: 'constant_elevation',
    ra_min_deg: Number(more.ra_min_deg),
    ra_max_deg: Number(more.ra_max_deg),
    dec_min_deg: Number(more.dec_min_deg),
    dec_max_deg: Number(more.dec_max_deg),
    elevation_deg: Number(more.elevation_deg),
  };
}
