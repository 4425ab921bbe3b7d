import { executedObsUnit } from '../../lib/entities/execution.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import { rawDataFile, rawDataPackage } from '../../lib/entities/raw-data.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(executedObsUnit, '/executed_obs_units/by-id/{id}', [
  obsUnit,
  rawDataPackage,
  rawDataFile,
]);
