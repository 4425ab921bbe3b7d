import type { Package } from './season-packages.ts';

/** Modified Julian date of 1970-01-01. */
const MJD_OF_1970 = 40_587;
const DAY_MS = 86_400_000;

/** What is said of a package in the terms of ObsCore (IVOA, version 1.1). */
export function metadataOf({ name, observation, module, size_bytes, files }: Package): Record<string, unknown> {
  const { unit, begin_ms, end_ms } = observation;
  const position =
    unit.target.kind === 'fixed'
      ? { s_ra: unit.target.ra_deg, s_dec: unit.target.dec_deg }
      : { s_ra: null, s_dec: null };
  return {
    obs_collection: 'CCAT',
    obs_id: name,
    facility_name: 'FYST',
    instrument_name: `${unit.instrument} ${module.name}`,
    target_name: unit.source,
    ...position,
    t_min: MJD_OF_1970 + begin_ms / DAY_MS,
    t_max: MJD_OF_1970 + end_ms / DAY_MS,
    t_exptime: (end_ms - begin_ms) / 1_000,
    dataproduct_type: unit.instrument === 'CHAI' ? 'spectrum' : 'timeseries',
    calib_level: 0,
    access_format: 'application/x-tar',
    access_estsize: Math.round(size_bytes / 1_000),
    files: files.length,
  };
}
