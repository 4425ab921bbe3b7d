import { derivedId } from '../../lib/kernel/clock.ts';
import { Chance } from './season-chance.ts';
import type { Observation } from './season-observations.ts';
import type { Module } from './season-plan.ts';

/** A file as an instrument wrote it. */
export interface WrittenFile {
  id: string;
  name: string;
  relative_path: string;
  source_location_id: number;
  file_type: string;
  size_bytes: number;
  checksum: string;
  /** When it was closed and registered. */
  registered_ms: number;
}

/** The catalogue's locations the instruments write to. */
const SOURCE_LOCATION = { 'Prime-Cam': 1, CHAI: 2 };

/**
 * Prime-Cam by rfsoc-streamer: each drone writes a file every 600 s, `r##d#_<ctime>_<seq>.g3` below
 * `<first five digits of ctime>/<stream>`; four drones to a board, boards numbered through all modules. A drone streams
 * 1,024 tones of two 32-bit numbers 488 times a second, which compress to 40 %.
 */
const ROTATION_S = 600;
const DRONES_PER_BOARD = 4;
const BOARDS_PER_MODULE = 6;
const DRONES = 20;
const DRONE_BYTES_S = 1_024 * 2 * 4 * 488 * 0.4;
/** CHAI writes one file for each stretch between two looks at the reference position; all its pixels in each. */
const CHAI_FILE_S = 20;
const CHAI_FILE_BYTES = 64 * 400_000;
/** With these numbers a night of 200 observations makes so many files. */
const FILES_PER_NIGHT = 10_000;

/** The files a module wrote during an observation, in the order of their registration. */
export function filesOf(
  observation: Observation,
  module: Module,
  seed: string,
  files_per_night: number,
): WrittenFile[] {
  const { unit, begin_ms } = observation;
  const chance = new Chance(seed, 'files', unit.name, begin_ms, module.name);
  const share = files_per_night / FILES_PER_NIGHT;
  const files = unit.instrument === 'CHAI' ? chaiFiles : primeCamFiles;
  const source_location_id = SOURCE_LOCATION[unit.instrument];
  return files(observation, module, chance, share).map((file) => {
    const id = derivedId('season', 'raw_data_file', source_location_id, file.relative_path);
    return { id, source_location_id, checksum: chance.checksum(), ...file };
  });
}

type Plain = Omit<WrittenFile, 'id' | 'source_location_id' | 'checksum'>;

function primeCamFiles({ begin_ms, end_ms }: Observation, module: Module, chance: Chance, share: number): Plain[] {
  const first_board = (module.id - 1) * BOARDS_PER_MODULE + 1;
  const lasts_s = (end_ms - begin_ms) / 1_000;
  const files: Plain[] = [];
  const drones = chance.rounded(DRONES * share);
  for (let sequence = 0; sequence * ROTATION_S < lasts_s; sequence++) {
    const covers_s = Math.min(ROTATION_S, lasts_s - sequence * ROTATION_S);
    const ctime = begin_ms / 1_000 + sequence * ROTATION_S;
    for (let drone = 0; drone < drones; drone++) {
      const board = first_board + Math.floor(drone / DRONES_PER_BOARD);
      const stream = `r${String(board).padStart(2, '0')}d${1 + (drone % DRONES_PER_BOARD)}`;
      const name = `${stream}_${ctime}_${String(sequence).padStart(3, '0')}.g3`;
      files.push({
        name,
        relative_path: `${String(ctime).slice(0, 5)}/${stream}/${name}`,
        file_type: 'g3',
        size_bytes: Math.round(covers_s * DRONE_BYTES_S * chance.between(0.97, 1.03)),
        registered_ms: (ctime + covers_s) * 1_000 + Math.round(chance.between(500, 9_000)),
      });
    }
  }
  return files;
}

function chaiFiles({ begin_ms, end_ms }: Observation, module: Module, chance: Chance, share: number): Plain[] {
  const lasts_ms = end_ms - begin_ms;
  const count = chance.rounded((lasts_ms / 1_000 / CHAI_FILE_S) * share);
  const scan = new Date(begin_ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  const pixels = module.name.toLowerCase();
  return Array.from({ length: count }, (_, position) => {
    const name = `chai_${pixels}_${scan}_${String(position + 1).padStart(4, '0')}.fits`;
    return {
      name,
      relative_path: `${scan.slice(0, 8)}/${scan}/${name}`,
      file_type: 'fits',
      size_bytes: Math.round(CHAI_FILE_BYTES * chance.between(0.9, 1.1)),
      registered_ms: begin_ms + Math.round((lasts_ms * (position + 1)) / count) + Math.round(chance.between(200, 900)),
    };
  });
}
