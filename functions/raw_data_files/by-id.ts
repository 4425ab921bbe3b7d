import { executedObsUnit } from '../../lib/entities/execution.ts';
import { dataLocation } from '../../lib/entities/location.ts';
import { instrumentModule } from '../../lib/entities/observatory.ts';
import { rawDataFile, rawDataPackage } from '../../lib/entities/raw-data.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(rawDataFile, '/raw_data_files/{id}', [
  executedObsUnit,
  rawDataPackage,
  instrumentModule,
  dataLocation,
]);
