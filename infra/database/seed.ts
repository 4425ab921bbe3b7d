import type pg from 'pg';

/**
 * The observatory's catalogue: enough for a first look, by id, so that examples can name it. One entry per table, a row
 * per line. Sources: ccatobservatory.org (site, instruments), fyst-trajectories (coordinates).
 */
export const CATALOGUE: Record<string, Record<string, unknown>[]> = {
  observatory: [{ id: 1, name: 'CCAT', description: 'CCAT Observatory, Cerro Chajnantor, Atacama, Chile' }],
  telescope: [
    {
      id: 1,
      observatory_id: 1,
      name: 'FYST',
      latitude_deg: -22.985639,
      longitude_deg: -67.740278,
      elevation_m: 5611.8,
    },
  ],
  instrument: [
    {
      id: 1,
      telescope_id: 1,
      name: 'Prime-Cam',
      instrument_type: 'continuum camera',
      description: 'Up to seven modules',
    },
    {
      id: 2,
      telescope_id: 1,
      name: 'CHAI',
      instrument_type: 'heterodyne array',
      description: 'CCAT Heterodyne Array Instrument',
    },
  ],
  instrument_module: [
    { id: 1, instrument_id: 1, name: '280 GHz', pixels: 10_000, freq_min_ghz: 260, freq_max_ghz: 300 },
    { id: 2, instrument_id: 1, name: '350 GHz', pixels: 10_000, freq_min_ghz: 330, freq_max_ghz: 370 },
    {
      id: 3,
      instrument_id: 1,
      name: '850 GHz',
      pixels: 40_000,
      freq_min_ghz: 810,
      freq_max_ghz: 890,
      available: false,
    },
    { id: 4, instrument_id: 1, name: 'EoR-Spec', pixels: 6_500, freq_min_ghz: 210, freq_max_ghz: 420 },
    { id: 5, instrument_id: 2, name: 'LFA', pixels: 64, freq_min_ghz: 455, freq_max_ghz: 495 },
    { id: 6, instrument_id: 2, name: 'HFA', pixels: 64, freq_min_ghz: 800, freq_max_ghz: 820 },
    { id: 7, instrument_id: 2, name: 'Mini-CHAI', pixels: 1, freq_min_ghz: 455, freq_max_ghz: 820 },
  ],
  site: [
    { id: 1, short_name: 'ccat', name: 'CCAT Observatory', location: 'Cerro Chajnantor, Chile' },
    { id: 2, short_name: 'cologne', name: 'Cologne', location: 'Cologne, Germany' },
  ],
  data_location: [
    { id: 1, site_id: 1, name: 'primecam_raw_data', location_type: 'source', storage_type: 'disk' },
    { id: 2, site_id: 1, name: 'chai_raw_data', location_type: 'source', storage_type: 'disk' },
    { id: 3, site_id: 1, name: 'output_buffer', location_type: 'buffer', storage_type: 'disk' },
    { id: 4, site_id: 2, name: 'input_buffer', location_type: 'buffer', storage_type: 'disk' },
  ],
  observing_program: [
    { id: 1, name: 'Galactic Ecology', short_name: 'GEco', allocated_time_hours: 3_000 },
    { id: 2, name: 'CMB', short_name: 'CMB', allocated_time_hours: 4_000 },
    { id: 3, name: 'Calibration', short_name: 'Cal' },
    { id: 4, name: 'Engineering', short_name: 'ENG' },
    { id: 5, name: 'Commissioning', short_name: 'COM' },
  ],
  source: [
    { id: 1, name: 'Orion-KL', type: 'fixed_source' },
    { id: 2, name: 'IRC10216', type: 'fixed_source' },
    { id: 3, name: 'NGC 253', type: 'fixed_source' },
    { id: 4, name: 'Jupiter', type: 'solar_system_object' },
    { id: 5, name: 'Uranus', type: 'solar_system_object' },
    { id: 6, name: 'Deep field 56', type: 'constant_elevation_source' },
  ],
  obs_mode: [
    { id: 1, name: 'daisy', description: 'Petals around one position' },
    { id: 2, name: 'pong', description: 'Box-filling scan' },
    { id: 3, name: 'constant_el', description: 'Azimuth scan at constant elevation' },
    { id: 4, name: 'pointing_cal', description: 'Pointing calibration on a planet' },
  ],
  obs_unit: [
    {
      id: 1,
      name: 'Orion-KL CO(4-3) map',
      observing_program_id: 1,
      source_id: 1,
      obs_mode_id: 2,
      priority: 10,
      requested_time_s: 3_600,
    },
    {
      id: 2,
      name: 'Orion-KL [CI] map',
      observing_program_id: 1,
      source_id: 1,
      obs_mode_id: 2,
      priority: 8,
      requested_time_s: 3_600,
    },
    {
      id: 3,
      name: 'IRC10216 line survey',
      observing_program_id: 1,
      source_id: 2,
      obs_mode_id: 1,
      priority: 5,
      requested_time_s: 1_800,
    },
    {
      id: 4,
      name: 'NGC 253 CO(4-3)',
      observing_program_id: 1,
      source_id: 3,
      obs_mode_id: 1,
      priority: 5,
      requested_time_s: 1_800,
    },
    {
      id: 5,
      name: 'Deep field 56 rising',
      observing_program_id: 2,
      source_id: 6,
      obs_mode_id: 3,
      priority: 7,
      requested_time_s: 3_600,
    },
    {
      id: 6,
      name: 'Deep field 56 setting',
      observing_program_id: 2,
      source_id: 6,
      obs_mode_id: 3,
      priority: 7,
      requested_time_s: 3_600,
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
};

/** Inserts the catalogue where it is missing; rows that exist are left as they are. */
export async function insertCatalogue(client: pg.Client): Promise<void> {
  for (const [table, rows] of Object.entries(CATALOGUE)) {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    for (const row of rows) {
      const present = columns.filter((column) => row[column] !== undefined);
      const names = present.map((column) => pgIdentifier(column)).join(', ');
      const slots = present.map((_, index) => `$${index + 1}`).join(', ');
      await client.query(
        `insert into ${pgIdentifier(table)} (${names}) values (${slots}) on conflict do nothing`,
        present.map((column) => row[column]),
      );
    }
    // Ids made by the database go on behind the seeded ones.
    await client.query(
      `select setval(pg_get_serial_sequence($1, 'id'), greatest((select max(id) from ${pgIdentifier(table)}), 1))`,
      [table],
    );
  }
}

const pgIdentifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
