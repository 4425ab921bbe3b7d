import type { Rows } from './insert-rows.ts';

/** How observations are made beyond their modes. Rest frequencies: CDMS. */
export const CONFIGURATIONS: Rows = {
  observation_configuration: [
    { id: 1, name: 'Orion-KL CO(4-3)', type: 'chai_observation_configuration' },
    { id: 2, name: 'Orion-KL [CI]', type: 'chai_observation_configuration' },
    { id: 3, name: 'IRC10216 lines', type: 'chai_observation_configuration' },
    { id: 4, name: 'NGC 253 CO(4-3)', type: 'chai_observation_configuration' },
    { id: 5, name: 'Deep field, rising', parameters: { side: 'rising', azimuth_throw_deg: 20 } },
    { id: 6, name: 'Deep field, setting', parameters: { side: 'setting', azimuth_throw_deg: 20 } },
  ],
  chai_observation_configuration: [
    { id: 1, line: 'CO(4-3)', rest_frequency_ghz: 461.0407682, off_ra_deg: 83.25, off_dec_deg: -5.37 },
    { id: 2, line: '[CI] 1-0', rest_frequency_ghz: 492.160651, off_ra_deg: 83.25, off_dec_deg: -5.37 },
    { id: 3, line: 'CO(4-3)', rest_frequency_ghz: 461.0407682, off_ra_deg: 147.1, off_dec_deg: 13.2788 },
    { id: 4, line: 'CO(4-3)', rest_frequency_ghz: 461.0407682, off_ra_deg: 12.2, off_dec_deg: -25.2888 },
  ],
  // Orion in nine tiles, row by row; NGC 253 in three along its major axis.
  chai_tiling: [
    ...tiles(1, 3, 3, 240).map((tile, index) => ({ id: 1 + index, ...tile })),
    ...tiles(2, 3, 3, 240).map((tile, index) => ({ id: 10 + index, ...tile })),
    ...tiles(4, 3, 1, 200, 52).map((tile, index) => ({ id: 19 + index, ...tile })),
  ],
  chai_inpar_parameter: [1, 2, 3, 4].flatMap((configuration, index) =>
    [
      { name: 'dump_time', value: '0.1', unit: 's' },
      { name: 'off_every', value: '30', unit: 's' },
      { name: 'scan_speed', value: configuration === 3 ? '15' : '60', unit: 'arcsec/s' },
      { name: 'baseline', value: 'linear' },
    ].map((parameter, place) => ({
      id: 1 + 4 * index + place,
      chai_observation_configuration_id: configuration,
      ...parameter,
    })),
  ),
};

/** The tiles of a map, from its south-eastern corner, in the frame of the map. */
function tiles(configuration: number, columns: number, rows: number, step_arcsec: number, angle_deg = 0) {
  return Array.from({ length: columns * rows }, (_, position) => ({
    chai_observation_configuration_id: configuration,
    position,
    offset_x_arcsec: ((columns - 1) / 2 - (position % columns)) * step_arcsec,
    offset_y_arcsec: (Math.floor(position / columns) - (rows - 1) / 2) * step_arcsec,
    angle_deg,
  }));
}
