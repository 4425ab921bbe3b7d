import type { Rows } from './insert-rows.ts';
import { CALIBRATORS, FIRST_ID, SEASON_SOURCES, sourceId } from './season-sources.ts';

/** An observation unit without its number, and the module configurations it uses. */
interface Unit {
  configurations: readonly number[];
  row: {
    name: string;
    observing_program_id: number;
    source_id: number;
    obs_mode_id: number;
    [column: string]: unknown;
  };
}

const [GECO, CMB, CALIBRATION, DSS] = [1, 2, 3, FIRST_ID];
const [DAISY, PONG, CONSTANT_ELEVATION, POINTING, FOCUS, SKYDIP] = [1, 2, 3, 4, 5, 6];
const CARBON_MONOXIDE = [4, 6];
const CARBON = [5, 7];
const SURVEY = [1, 2, 3];
/** The catalogue's configurations that say on which side an area is to be scanned. */
const SIDES = { rising: 5, setting: 6 };

/** What is calibrated for each instrument, on each of the sources; lengths in seconds from fyst-trajectories (overhead). */
const CALIBRATIONS = [
  { name: 'pointing', obs_mode_id: POINTING, requested_time_s: 180 },
  { name: 'focus', obs_mode_id: FOCUS, requested_time_s: 300 },
  { name: 'skydip', obs_mode_id: SKYDIP, requested_time_s: 300 },
];
const INSTRUMENTS = [
  { name: 'Prime-Cam', configurations: SURVEY },
  { name: 'CHAI', configurations: CARBON_MONOXIDE },
];

const units: Unit[] = [
  line('Sgr A* CO(4-3) map', CARBON_MONOXIDE, { sub_observing_program_id: 4, source_id: sourceId('Sgr A*') }),
  line('Sgr A* [CI] map', CARBON, { sub_observing_program_id: 4, source_id: sourceId('Sgr A*') }),
  line('eta Car CO(4-3) map', CARBON_MONOXIDE, { sub_observing_program_id: 1, source_id: sourceId('eta Car') }),
  line('LMC CO(4-3) map', CARBON_MONOXIDE, { sub_observing_program_id: 3, source_id: sourceId('LMC') }),
  line('Circinus CO(4-3)', CARBON_MONOXIDE, { sub_observing_program_id: 3, source_id: sourceId('Circinus') }),
  line('Cen A CO(4-3)', CARBON_MONOXIDE, { sub_observing_program_id: 3, source_id: sourceId('Cen A') }),
  ...['E-COSMOS', 'E-CDFS'].map((name) => ({
    configurations: SURVEY,
    row: {
      name: `${name} cube`,
      observing_program_id: DSS,
      source_id: sourceId(name),
      obs_mode_id: PONG,
      priority: 6,
      requested_time_s: 3_600,
      max_pwv_mm: 2,
    },
  })),
  ...['Autumn strip', 'Spring strip', 'Southern strip'].flatMap((name) =>
    Object.entries(SIDES).map(([side, observation_configuration_id]) => ({
      configurations: SURVEY,
      row: {
        name: `${name} ${side}`,
        observing_program_id: CMB,
        source_id: sourceId(name),
        obs_mode_id: CONSTANT_ELEVATION,
        observation_configuration_id,
        priority: 4,
        requested_time_s: 3_600,
        max_pwv_mm: 3,
      },
    })),
  ),
  ...INSTRUMENTS.flatMap(({ name, configurations }) => calibrations(name, configurations)),
];

/** The programme, sources and units observed besides those of the catalogue, which they refer to. */
export const SEASON_CATALOGUE: Rows = {
  ...SEASON_SOURCES,
  observing_program: [
    { id: DSS, name: 'Deep Spectroscopic Survey', short_name: 'DSS', allocated_time_hours: 2_000, instrument_id: 1 },
  ],
  obs_unit: units.map(({ row }, index) => ({ id: FIRST_ID + index, ...row })),
  obs_unit_module_configuration: units
    .flatMap(({ configurations }, unit) => configurations.map((configuration) => ({ unit, configuration })))
    .map(({ unit, configuration }, index) => ({
      id: FIRST_ID + index,
      obs_unit_id: FIRST_ID + unit,
      instrument_module_configuration_id: configuration,
    })),
};

function line(
  name: string,
  configurations: readonly number[],
  own: { sub_observing_program_id: number; source_id: number },
): Unit {
  const observing = { obs_mode_id: PONG, priority: 7, requested_time_s: 3_600, max_pwv_mm: 1 };
  return { configurations, row: { name, observing_program_id: GECO, ...own, ...observing } };
}

function calibrations(instrument: string, configurations: readonly number[]): Unit[] {
  const shared = { observing_program_id: CALIBRATION, priority: 9 };
  return CALIBRATORS.flatMap((source) => {
    const source_id = sourceId(source);
    const every = CALIBRATIONS.map(({ name, ...how }) => ({
      configurations,
      row: { name: `${source} ${name}, ${instrument}`, source_id, ...shared, ...how },
    }));
    // A beam is mapped on what is bright; Jupiter's map for Prime-Cam is in the catalogue.
    const map = { name: `${source} beam map, ${instrument}`, source_id, obs_mode_id: DAISY, requested_time_s: 600 };
    return [...every, { configurations, row: { ...map, ...shared } }];
  });
}
