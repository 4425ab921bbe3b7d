import type { AnyEntity } from '../model/entity.ts';
import { executedObsUnit } from './execution.ts';
import { dataLocation, site } from './location.ts';
import { instrument, instrumentModule, observatory, telescope } from './observatory.ts';
import { observingProgram, obsMode, obsUnit, source } from './programme.ts';
import { rawDataFile, rawDataPackage } from './raw-data.ts';

/** Every entity this observatory records, parents before children. */
export const catalogue: readonly AnyEntity[] = [
  observatory,
  telescope,
  instrument,
  instrumentModule,
  observingProgram,
  source,
  obsMode,
  obsUnit,
  executedObsUnit,
  site,
  dataLocation,
  rawDataPackage,
  rawDataFile,
];
