import type { Rows } from './insert-rows.ts';

/** What a line above 450 GHz stands, and a survey below 400 GHz. */
const SUBMILLIMETRE = { phase: 'year 1', min_elevation_deg: 30, min_sun_distance_deg: 45, max_pwv_mm: 1 };
const SURVEY = { phase: 'year 1', min_elevation_deg: 25, min_sun_distance_deg: 50, max_pwv_mm: 3 };

/** For whom it is observed and by which modes: programmes, their parts, and the units a scheduler chooses from. */
export const PROGRAMMES: Rows = {
  observing_program: [
    { id: 1, name: 'Galactic Ecology', short_name: 'GEco', allocated_time_hours: 3_000, instrument_id: 2 },
    { id: 2, name: 'CMB', short_name: 'CMB', allocated_time_hours: 4_000, instrument_id: 1 },
    { id: 3, name: 'Calibration', short_name: 'Cal' },
    { id: 4, name: 'Engineering', short_name: 'ENG' },
    { id: 5, name: 'Commissioning', short_name: 'COM' },
  ],
  sub_observing_program: [
    { id: 1, observing_program_id: 1, name: 'Star-forming regions', short_name: 'SFR' },
    { id: 2, observing_program_id: 1, name: 'Evolved stars', short_name: 'STARS' },
    { id: 3, observing_program_id: 1, name: 'Nearby galaxies', short_name: 'NEAR' },
    { id: 4, observing_program_id: 1, name: 'Galactic centre', short_name: 'GC' },
  ],
  obs_mode: [
    {
      id: 1,
      name: 'daisy',
      description: 'Petals around one position',
      scan_parameters: { radius_deg: 0.3, speed_deg_s: 0.3 },
    },
    {
      id: 2,
      name: 'pong',
      description: 'Box-filling scan',
      scan_parameters: { width_deg: 0.5, height_deg: 0.5, speed_deg_s: 0.5 },
    },
    {
      id: 3,
      name: 'constant_el',
      description: 'Azimuth scan at constant elevation',
      scan_parameters: { azimuth_speed_deg_s: 1 },
    },
    {
      id: 4,
      name: 'pointing_cal',
      description: 'Pointing calibration on a planet',
      scan_parameters: { radius_deg: 0.1, speed_deg_s: 0.2 },
    },
    {
      id: 5,
      name: 'focus',
      description: 'Short scans at several positions of the secondary mirror',
      scan_parameters: { positions: 5, step_mm: 0.2 },
    },
    {
      id: 6,
      name: 'skydip',
      description: 'Elevation scan in the azimuth of the source, for the opacity',
      scan_parameters: { elevation_min_deg: 25, elevation_max_deg: 80 },
    },
  ],
  obs_unit: [
    {
      id: 1,
      name: 'Orion-KL CO(4-3) map',
      observing_program_id: 1,
      sub_observing_program_id: 1,
      source_id: 1,
      obs_mode_id: 2,
      observation_configuration_id: 1,
      priority: 10,
      requested_time_s: 3_600,
      ...SUBMILLIMETRE,
    },
    {
      id: 2,
      name: 'Orion-KL [CI] map',
      observing_program_id: 1,
      sub_observing_program_id: 1,
      source_id: 1,
      obs_mode_id: 2,
      observation_configuration_id: 2,
      priority: 8,
      requested_time_s: 3_600,
      ...SUBMILLIMETRE,
    },
    {
      id: 3,
      name: 'IRC10216 line survey',
      observing_program_id: 1,
      sub_observing_program_id: 2,
      source_id: 2,
      obs_mode_id: 1,
      observation_configuration_id: 3,
      priority: 5,
      requested_time_s: 1_800,
      ...SUBMILLIMETRE,
    },
    {
      id: 4,
      name: 'NGC 253 CO(4-3)',
      observing_program_id: 1,
      sub_observing_program_id: 3,
      source_id: 3,
      obs_mode_id: 1,
      observation_configuration_id: 4,
      priority: 5,
      requested_time_s: 1_800,
      ...SUBMILLIMETRE,
    },
    {
      id: 5,
      name: 'Deep field 56 rising',
      observing_program_id: 2,
      source_id: 6,
      obs_mode_id: 3,
      observation_configuration_id: 5,
      priority: 7,
      requested_time_s: 3_600,
      ...SURVEY,
    },
    {
      id: 6,
      name: 'Deep field 56 setting',
      observing_program_id: 2,
      source_id: 6,
      obs_mode_id: 3,
      observation_configuration_id: 6,
      priority: 7,
      requested_time_s: 3_600,
      ...SURVEY,
    },
    {
      id: 7,
      name: 'Jupiter beam map',
      observing_program_id: 3,
      source_id: 4,
      obs_mode_id: 1,
      priority: 9,
      requested_time_s: 900,
    },
    {
      id: 8,
      name: 'Uranus pointing',
      observing_program_id: 3,
      source_id: 5,
      obs_mode_id: 4,
      priority: 9,
      requested_time_s: 180,
    },
    { id: 9, name: 'Drive test', observing_program_id: 4, source_id: 4, obs_mode_id: 3, available: false },
  ],
  // Two modules of CHAI on two lines at a time; the survey modules of Prime-Cam always together.
  obs_unit_module_configuration: [
    ...configured([1, 3, 4], [4, 6]),
    ...configured([2], [5, 7]),
    ...configured([5, 6, 7, 8], [1, 2, 3]),
  ].map((link, index) => ({ id: 1 + index, ...link })),
};

/** Each of the units with each of the configurations. */
function configured(units: readonly number[], configurations: readonly number[]) {
  return units.flatMap((obs_unit_id) =>
    configurations.map((instrument_module_configuration_id) => ({ obs_unit_id, instrument_module_configuration_id })),
  );
}
