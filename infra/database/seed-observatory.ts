import type { Rows } from './insert-rows.ts';

/** The telescope with its instruments, and how their modules are set up. Sources: see the catalogue. */
export const OBSERVATORY: Rows = {
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
  // Prime-Cam as rfsoc-streamer is delivered: 1,024 tones on each drone, a new file every 600 s.
  instrument_module_configuration: [
    { id: 1, instrument_module_id: 1, name: 'survey', parameters: { tones: 1_024, file_rotation_time_s: 600 } },
    { id: 2, instrument_module_id: 2, name: 'survey', parameters: { tones: 1_024, file_rotation_time_s: 600 } },
    {
      id: 3,
      instrument_module_id: 4,
      name: 'survey',
      parameters: { tones: 1_024, file_rotation_time_s: 600, fabry_perot_steps: 42 },
    },
    { id: 4, instrument_module_id: 5, name: 'CO(4-3)', type: 'chai_module_configuration' },
    { id: 5, instrument_module_id: 5, name: '[CI] 1-0', type: 'chai_module_configuration' },
    { id: 6, instrument_module_id: 6, name: 'CO(7-6)', type: 'chai_module_configuration' },
    { id: 7, instrument_module_id: 6, name: '[CI] 2-1', type: 'chai_module_configuration' },
    { id: 8, instrument_module_id: 7, name: 'CO(4-3)', type: 'chai_module_configuration' },
  ],
  chai_module_configuration: [
    { id: 4, sky_frequency_ghz: 461.041, sideband: 'lower', backend: '4 GHz per pixel' },
    { id: 5, sky_frequency_ghz: 492.161, sideband: 'upper', backend: '4 GHz per pixel' },
    { id: 6, sky_frequency_ghz: 806.652, sideband: 'lower', backend: '4 GHz per pixel' },
    { id: 7, sky_frequency_ghz: 809.342, sideband: 'upper', backend: '4 GHz per pixel' },
    { id: 8, sky_frequency_ghz: 461.041, sideband: 'lower' },
  ],
};
