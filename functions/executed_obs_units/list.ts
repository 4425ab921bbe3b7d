import { executedObsUnit } from '../../lib/entities/execution.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import { rawDataFile, rawDataPackage } from '../../lib/entities/raw-data.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(executedObsUnit, '/executed_obs_units', [
  obsUnit,
  rawDataPackage,
  rawDataFile,
]);
