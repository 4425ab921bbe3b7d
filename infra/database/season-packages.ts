import { derivedId } from '../../lib/kernel/clock.ts';
import { Chance } from './season-chance.ts';
import { filesOf, type WrittenFile } from './season-files.ts';
import type { Observation } from './season-observations.ts';
import type { Module } from './season-plan.ts';
import { type Course, type Work, workOf } from './season-work.ts';

/** A raw data package: what is in it and how it was built. */
export interface Package {
  id: string;
  name: string;
  execution_id: string;
  observation: Observation;
  module: Module;
  files: readonly WrittenFile[];
  size_bytes: number;
  checksum: string;
  building: Work;
}

/** Packages wait minutes for their turn and take as long to build. */
const BUILDING: Course = {
  pending_h: [0.1, 0.5],
  scheduled_h: [0.1, 0.4],
  lasting_h: [0.2, 0.7],
  failing: 0.01,
  given_up: 0.002,
  reasons: ['a file changed while it was read', 'no space left on device', 'checksum of a member differs'],
};

/** A tar is a header of 512 bytes for each member, and two empty blocks. */
const TAR_BYTES = 512;

/** The id of an observation's record, which its unit and start make out. */
export function executionId({ unit, begin_ms }: Observation): string {
  return derivedId('season', 'executed_obs_unit', unit.id, begin_ms);
}

/** The packages of an observation, one for each of its modules. */
export function packagesOf(observation: Observation, seed: string, files_per_night: number): Package[] {
  const execution_id = executionId(observation);
  return observation.unit.modules.map((module) => {
    const chance = new Chance(seed, 'package', observation.unit.name, observation.begin_ms, module.name);
    const files = filesOf(observation, module, seed, files_per_night);
    const content_bytes = files.reduce((sum, file) => sum + file.size_bytes + TAR_BYTES, 2 * TAR_BYTES);
    const begun = new Date(observation.begin_ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
    const name = `${begun}_${slug(observation.unit.instrument)}_${slug(module.name)}`;
    // The last files are registered a few seconds after the end.
    const asked_ms = observation.end_ms + Math.round(chance.between(10_000, 40_000));
    return {
      id: derivedId('season', 'raw_data_package', execution_id, module.id, name),
      name,
      execution_id,
      observation,
      module,
      files,
      size_bytes: content_bytes,
      checksum: chance.checksum(),
      building: workOf(chance, asked_ms, BUILDING),
    };
  });
}

const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
